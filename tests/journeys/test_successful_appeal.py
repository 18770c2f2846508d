"""From a refusal with all that followed to a successful appeal: marks and measures withdrawn, everybody told, letters taken back."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from decided import clock, contradicted_on, desk_at
from fairclaim.cli.exits import Exit
from fairclaim.cli.main import main
from fairclaim.credit.measure import MeasureKind, MeasureState
from fairclaim.domain.desk.decision import Consequence
from fairclaim.domain.desk.decision import Standing as Carried
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.states import State
from fairclaim.law.duties import Standing
from fairclaim.law.filings.catalogue import kind_named
from fairclaim.services.appeal_claim import appeal_claim
from fairclaim.services.carry_out import carry_out
from fairclaim.services.check_duties import check_duties
from fairclaim.services.decide_claim import decide_claim
from fairclaim.services.desk import Desk
from fairclaim.services.hold_account import MeasureWish, judge_measure, propose_measure
from fairclaim.services.judge_claim import confirm_judgement, judge_claim, reveal_verdict
from fairclaim.services.letters.draft_letter import draft_letter
from fairclaim.services.letters.offer_letters import offered_letters
from fairclaim.services.note_letter import LetterWish, claim_letters, note_letter
from fairclaim.services.own_data import own_data
from fairclaim.services.ports.measures import Channel, Recipient
from fairclaim.services.see_measures import own_measures
from fairclaim.services.see_standing import own_standing
from fairclaim.services.take_task import take_next
from unit.law.filings.filled import full_record
from unit.services.against import contradicted, overturn
from unit.services.counter import ADMIN, AGENT, AUDITOR, BASIS, BUYER, DAN, EVE, GRANT, MACHINE, SUE, WHY


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


def test_on_a_real_desk_no_mark_measure_standing_or_letter_is_left(tmp_path: Path) -> None:
    time = clock()
    with desk_at(tmp_path / "data", time) as opened:
        claim, desk = contradicted_on(opened, time), opened.desk
        carry_out(desk, MACHINE, claim)
        assert marks(desk) == [], "a mark waits until nobody can appeal any more"
        wish = MeasureWish(person=BUYER.person, kind=MeasureKind.LIMIT, claims=(claim,), days=30, reasons=WHY)
        made = propose_measure(desk, SUE, wish).id
        for who in (DAN, EVE):
            judge_measure(desk, who, made, is_agreed=True)
        sent = LetterWish(
            kind="decision-notice",
            recipient=Recipient.OTHER,
            sha256=letter("decision-notice", tmp_path),
            sent_at=time(),
            how=Channel.POST,
        )
        note_letter(desk, ADMIN, claim, sent)
        time.wait(timedelta(hours=1))

        appeal_claim(desk, BUYER, claim, words="请再看一次原图")
        taken = take_next(desk, EVE)
        assert taken is not None
        judge_claim(desk, EVE, claim, GRANT)
        reveal_verdict(desk, EVE, claim)
        confirm_judgement(desk, EVE, claim, GRANT)
        assert decide_claim(desk, EVE, claim, reasons=WHY, basis=BASIS).state is State.CLOSED
        carry_out(desk, MACHINE, claim)

        assert marks(desk) == []
        first = [one for one in consequences(desk, claim) if one.id.startswith("decision-1/")]
        assert {one.standing for one in first} == {Carried.UNWOUND}
        assert {one.kind.value for one in first} >= {"mark", "shared-hash", "statistics"}
        assert own_standing(desk, BUYER).reasons == ()
        assert [one.state for one in own_measures(desk, BUYER)] == [MeasureState.UNWOUND]
        for side in ("buyer", "merchant"):
            notices = [one for one in consequences(desk, claim) if one.id == f"decision-2/notice-{side}"]
            assert [one.standing for one in notices] == [Carried.EXECUTED], "both sides are told of the new decision"

        offered = offered_letters(desk, ADMIN, claim)
        assert [one.is_to_withdraw for one in offered.sent] == [True]
        assert {"withdrawal-notice", "decision-notice"} <= {one.kind for one in offered.possible}
        draft = draft_letter(desk, ADMIN, claim, "withdrawal-notice")
        assert draft.goes_to is Recipient.OTHER
        assert "统计中的相应数据" in json.dumps(draft.record, ensure_ascii=False)
        back = LetterWish(
            kind="withdrawal-notice",
            recipient=Recipient.OTHER,
            sha256=letter("withdrawal-notice", tmp_path),
            sent_at=time(),
            how=Channel.POST,
        )
        note_letter(desk, ADMIN, claim, back)
        assert not any(one.is_to_withdraw for one in claim_letters(desk, ADMIN, claim))
        time.wait(timedelta(days=2))
        assert not [one for one in check_duties(desk, AUDITOR).duties if one.standing is Standing.BROKEN]


def marks(desk: Desk) -> list[dict[str, Any]]:
    found: Any = own_data(desk, BUYER)["marks"]
    return list(found)


def consequences(desk: Desk, claim: ClaimId) -> tuple[Consequence, ...]:
    found = desk.units.read(BUYER.tenant, lambda work: work.claims.find(claim))
    assert found is not None
    return found.consequences
