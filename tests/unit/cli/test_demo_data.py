from pathlib import Path

import pytest

from fairclaim.cli import demo_run
from fairclaim.cli.main import main
from fairclaim.compose import open_desk
from fairclaim.demo import shop, stories
from fairclaim.demo.shop import TENANT
from fairclaim.domain.desk.states import State
from fairclaim.services.caller import Role
from fairclaim.services.identity.sign_in import sign_in
from fairclaim.settings import Settings

FEW = tuple(plot for plot in stories.PLOTS if plot.ends is State.FILED)


def test_the_demonstration_is_made_once_and_its_staff_can_sign_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept: list[shop.Password] = []

    def few(*args: object, **words: object) -> tuple[shop.Password, ...]:
        found = shop.fill(*args, **words, plots=FEW)  # type: ignore[arg-type]
        kept.extend(found)
        return found

    monkeypatch.setattr(demo_run, "fill", few)
    where = ("--data", str(tmp_path))
    assert main(["demo-data", *where]) == 0
    shown, said = capsys.readouterr()
    assert f"{TENANT} as the shop or platform" in said
    assert all(one.password in shown for one in kept)
    assert {role for one in kept for role in one.roles} >= {Role.ADMIN, Role.REVIEWER, Role.SENIOR, Role.MERCHANT_AGENT}
    with open_desk(Settings(data=tmp_path)) as opened:
        door = opened.door()
        for one in kept:
            assert sign_in(door, TENANT, one.login, one.password, address="192.0.2.7").token
        with opened.store.read(TENANT) as work:
            assert len(work.claims.in_state("filed", limit=10)) == len(FEW)
    assert main(["demo-data", *where]) == 2
    assert main(["demo-data", "--if-absent", *where]) == 0
