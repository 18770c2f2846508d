from pathlib import Path

import pytest

from fairclaim.cli.main import main
from fairclaim.compose import open_desk
from fairclaim.services.identity.invitations import accept_invitation
from fairclaim.settings import Settings


def test_a_tenant_gets_a_link_for_its_first_administrator_and_only_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--data", str(tmp_path))
    assert main(["tenant", "add", "shop-street", "--admin", "wang", *where]) == 0
    address, _, token = capsys.readouterr().out.strip().partition("#")
    assert address == "http://127.0.0.1:8000/sign-in/invitation"
    with open_desk(Settings(data=tmp_path)) as opened:
        door = opened.door()
        assert accept_invitation(door, token, "a long enough pass phrase", address="192.0.2.1").token
    assert main(["tenant", "add", "shop-street", "--admin", "li", *where]) == 2
    assert "administrator" in capsys.readouterr().err
    assert main(["tenant", "list", *where]) == 0
    assert capsys.readouterr().out.split() == ["shop-street"]


@pytest.mark.parametrize("name", ["Shop", "-x", "a.b", "x" * 64])
def test_what_is_no_id_is_refused(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tenant", "add", "--admin", "wang", "--data", str(tmp_path), "--", name]) == 2
    assert "no id" in capsys.readouterr().err
