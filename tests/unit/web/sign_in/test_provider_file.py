import json
from pathlib import Path

import pytest

from fairclaim.domain.errors import NotReadableError
from fairclaim.web.sign_in.provider_file import ProviderFileError, read_providers

ROW = {
    "tenant": "shop",
    "name": "platform",
    "issuer": "https://id.example",
    "client_id": "desk",
    "client_secret": "hush",
}


def _written(folder: Path, rows: object) -> Path:
    path = folder / "providers.json"
    path.write_text(json.dumps(rows))
    return path


def test_providers_are_known_by_tenant_and_name(tmp_path: Path) -> None:
    found = read_providers(_written(tmp_path, [ROW, {**ROW, "name": "staff", "admits_buyers": True}]))
    assert set(found) == {("shop", "platform"), ("shop", "staff")}
    assert [one.admits_buyers for one in found.values()] == [False, True]
    assert "hush" not in repr(found)


def test_no_file_means_no_providers() -> None:
    assert read_providers(None) == {}


@pytest.mark.parametrize(
    "rows",
    [
        {},
        ["x"],
        [{**ROW, "realm": "x"}],
        [{"tenant": "shop"}],
        [ROW, ROW],
        [{**ROW, "issuer": ""}],
        [{**ROW, "admits_buyers": "yes"}],
    ],
)
def test_what_is_no_list_of_providers_is_refused_with_its_place(tmp_path: Path, rows: object) -> None:
    with pytest.raises(ProviderFileError, match="File of identity providers"):
        read_providers(_written(tmp_path, rows))


def test_a_file_that_is_missing_or_no_json_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(NotReadableError):
        read_providers(tmp_path / "none.json")
    (tmp_path / "bad.json").write_text("{")
    with pytest.raises(ProviderFileError):
        read_providers(tmp_path / "bad.json")
