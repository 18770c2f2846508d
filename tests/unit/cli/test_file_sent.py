"""A letter is noted as sent, once, with the digest of what was written."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from fairclaim.cli.exits import Exit
from fairclaim.cli.main import main
from fairclaim.compose import open_desk
from fairclaim.domain.desk.order_line import ClaimedItem, LineId
from fairclaim.domain.desk.party import PersonId
from fairclaim.services.caller import Caller, Role
from fairclaim.services.file_claim import file_claim
from fairclaim.services.note_letter import claim_letters
from fairclaim.services.ports.trade import OrderDates
from fairclaim.services.register_order import register_order
from fairclaim.settings import Settings
from unit.cli.test_file_write import case
from unit.services.counter import WISH
from unit.services.shop import TOLD


def member(person: str, role: Role) -> Caller:
    return Caller(tenant="street", person=PersonId(person), roles=frozenset({role}))


@pytest.fixture
def claim(tmp_path: Path) -> str:
    with open_desk(Settings(data=tmp_path / "desk")) as opened:
        opened.store.add_tenant("street", name="Street", at=opened.desk.now())
        line = replace(TOLD.lines[0], listing=None, amount_minor=20_000)
        told = replace(TOLD, lines=(line,), dates=OrderDates(placed_at=opened.desk.now()))
        order = register_order(opened.desk, member("shop", Role.INTEGRATION), told).order
        wish = replace(WISH, order=order.id, items=(ClaimedItem(line=LineId("1"), quantity=1),))
        return file_claim(opened.desk, member(order.buyer, Role.BUYER), wish).receipt.claim


def write(folder: Path, *words: str) -> int:
    path = case(folder)
    out = ["--out", str(folder / "out"), "--format", "html", "md", "--text", "zh", "--desk", str(folder / "desk")]
    return main(["file", "police-cover", str(path), *out, *words])


def test_it_is_noted_once_however_often_it_is_written(
    tmp_path: Path, claim: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--final", "--sent", claim, "--to", "police", "--tenant", "street")
    for _ in range(2):
        assert write(tmp_path, *words) == Exit.DONE
    digest = hashlib.sha256((tmp_path / "out" / "police-cover.zh.html").read_bytes()).hexdigest()
    assert digest in capsys.readouterr().err
    with open_desk(Settings(data=tmp_path / "desk")) as opened:
        (letter,) = claim_letters(opened.desk, member("aud", Role.AUDITOR), claim)  # type: ignore[arg-type]  # an id
    assert (letter.kind, letter.recipient.value, letter.sha256) == ("police-cover", "police", digest)


@pytest.mark.parametrize(
    "words",
    [("--sent", "c", "--to", "police", "--tenant", "t"), ("--final", "--sent", "c"), ("--final", "--to", "police")],
)
def test_half_of_what_it_takes_is_refused_before_anything_is_written(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert write(tmp_path, *words) == Exit.BAD_USE
    assert not (tmp_path / "out").exists()


def test_a_claim_that_is_not_there_is_refused(tmp_path: Path, claim: str) -> None:
    del claim
    assert write(tmp_path, "--final", "--sent", "none", "--to", "court", "--tenant", "street") == Exit.BAD_USE
