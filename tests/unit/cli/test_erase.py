from pathlib import Path

import pytest

from fairclaim.cli.main import main
from fairclaim.compose import open_desk
from fairclaim.settings import Settings
from fairclaim.web.api.upload_folder import digits_of


def test_a_person_is_erased_once_and_a_stranger_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_desk(Settings(data=tmp_path)) as opened:
        opened.store.add_tenant("street", name="Street", at=opened.desk.now())
        with opened.store.write("street") as work:
            work.persons.add("buyer-1", kind="buyer", at=opened.desk.now(), fields={"name": "王芳-of-the-street"})
    words = ("--tenant", "street", "--data", str(tmp_path))
    assert main(["erase", "buyer-1", *words]) == 0
    assert capsys.readouterr().out == "Erased.\n"
    assert main(["erase", "buyer-1", *words]) == 0
    assert capsys.readouterr().out == "Erased before.\n"
    assert main(["erase", "buyer-9", *words]) == 2
    assert all("王芳".encode() not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_what_was_never_handed_in_goes_too(tmp_path: Path) -> None:
    with open_desk(Settings(data=tmp_path)) as opened:
        opened.store.add_tenant("street", name="Street", at=opened.desk.now())
        with opened.store.write("street") as work:
            work.persons.add("buyer-1", kind="buyer", at=opened.desk.now())
        uploads = tmp_path / "uploads"
        uploads.mkdir()
        for person in ("buyer-1", "buyer-2"):
            (uploads / (digits_of("street", person) + "0" * 16)).write_bytes(person.encode())
        assert opened.erase("street", "buyer-1")
        assert [path.read_bytes() for path in uploads.iterdir()] == [b"buyer-2"]
