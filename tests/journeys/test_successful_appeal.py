"""From a refusal with all that followed to a successful appeal: marks and measures withdrawn, everybody told, letters taken back."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path

from fairclaim.cli.exits import Exit
from fairclaim.cli.main import main
from fairclaim.credit.measure import MeasureKind, MeasureState
from fairclaim.domain.desk.decision import Standing as Carried
from fairclaim.law.duties import Standing
from fairclaim.law.filings.catalogue import kind_named
from fairclaim.services.carry_out import carry_out
from fairclaim.services.check_duties import check_duties
from fairclaim.services.hold_account import MeasureWish, judge_measure, propose_measure
from fairclaim.services.note_letter import LetterWish, claim_letters, note_letter
from fairclaim.services.ports.measures import Recipient
from fairclaim.services.see_measures import own_measures
from unit.law.filings.filled import full_record
from unit.services.against import contradicted, overturn
from unit.services.counter import AGENT, AUDITOR, BUYER, DAN, EVE, MACHINE, SUE, WHY


def letter(kind: str, folder: Path) -> str:
    """Write a final letter, and return the digest of what was written."""
    record = {**full_record(kind_named(kind)), "attachments": []}
    path = folder / f"{kind}.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    words = ["--out", str(folder / kind), "--final", "--format", "html", "--text", "zh"]
    assert main(["file", kind, str(path), *words]) == Exit.DONE
    return hashlib.sha256((folder / kind / f"{kind}.zh.html").read_bytes()).hexdigest()


def test_everything_that_followed_is_undone_and_told(tmp_path: Path) -> None:
    counter, claim = contradicted()
    desk = counter.desk
    wish = MeasureWish(person=BUYER.person, kind=MeasureKind.LIMIT, claims=(claim,), days=30, reasons=WHY)
    made = propose_measure(desk, SUE, wish).id
    for who in (DAN, EVE):
        judge_measure(desk, who, made, is_agreed=True)
    sent = LetterWish(
        kind="authority-report",
        recipient=Recipient.AUTHORITY,
        sha256=letter("authority-report", tmp_path),
        sent_at=counter.now,
    )
    note_letter(desk, AGENT, claim, sent)
    carry_out(desk, MACHINE, claim)
    counter.wait(timedelta(hours=1))

    overturn(counter, claim)
    carry_out(desk, MACHINE, claim)

    assert [one.state for one in own_measures(desk, BUYER)] == [MeasureState.UNWOUND]
    first = [one for one in counter.claim(claim).consequences if one.id.startswith("decision-1/")]
    assert {one.standing for one in first} == {Carried.UNWOUND}
    kinds = [one.kind for one in counter.rows.messages.values()]
    assert kinds.count("measure-changed") == 2
    assert kinds.count("letters-to-withdraw") == 1
    assert kinds.count("unwinding-ordered") == len(first)

    counter.wait(timedelta(days=2))
    red = {one.duty.id: one for one in check_duties(desk, AUDITOR).duties if one.standing is Standing.BROKEN}
    assert red["unwound"].against == (claim,)
    notice = LetterWish(
        kind="withdrawal-notice",
        recipient=Recipient.AUTHORITY,
        sha256=letter("withdrawal-notice", tmp_path),
        sent_at=counter.now,
    )
    note_letter(desk, AGENT, claim, notice)
    assert not any(one.is_to_withdraw for one in claim_letters(desk, AGENT, claim))
    assert not [one for one in check_duties(desk, AUDITOR).duties if one.standing is Standing.BROKEN]
