"""How far a claim has come for each side, and what was paid out on it."""

from datetime import timedelta

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.verdict import Call
from fairclaim.law.proposals import Side, Stage
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.appeal_claim import appeal_claim
from fairclaim.services.carry_out import carry_out
from fairclaim.services.decide_claim import decide_claim
from fairclaim.services.letters.matter import paid_on, stage_of
from fairclaim.services.run_deadline import due_deadlines, run_deadline
from fairclaim.services.settle_claim import withdraw_claim
from unit.services.against import contradicted, overturn
from unit.services.counter import AGENT, ANN, BASIS, BUYER, GRANT, MACHINE, RETURN, WHY, Counter


def stages(counter: Counter, claim: ClaimId) -> dict[Side, Stage]:
    return {side: stage_of(counter.claim(claim), side) for side in Side}


def let_stand(counter: Counter) -> None:
    counter.wait(timedelta(days=20))
    for due in due_deadlines(counter.desk, MACHINE):
        run_deadline(counter.desk, MACHINE, due)


def granted() -> tuple[Counter, ClaimId]:
    counter = Counter(call=Call.FORGED)
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS)
    counter.judged(ANN, claim, GRANT)
    decide_claim(counter.desk, ANN, claim, reasons=WHY, basis=BASIS)
    return counter, claim


def test_a_decision_against_the_buyer_goes_its_way() -> None:
    counter, claim = contradicted()
    assert stages(counter, claim) == {
        Side.BUYER: Stage.AGAINST, Side.MERCHANT: Stage.DECIDED, Side.PLATFORM: Stage.DECIDED,
    }  # fmt: skip
    let_stand(counter)
    assert set(stages(counter, claim).values()) == {Stage.STANDS}


def test_an_appeal_holds_everything_up_and_may_overturn_it() -> None:
    counter, claim = contradicted()
    appeal_claim(counter.desk, BUYER, claim)
    assert set(stages(counter, claim).values()) == {Stage.APPEALED}
    counter, claim = contradicted()
    overturn(counter, claim)
    assert set(stages(counter, claim).values()) == {Stage.OVERTURNED}


def test_what_is_open_taken_back_or_granted_is_no_ground() -> None:
    counter = Counter()
    claim = counter.screened()
    assert set(stages(counter, claim).values()) == {Stage.OPEN}
    withdraw_claim(counter.desk, BUYER, claim)
    assert set(stages(counter, claim).values()) == {Stage.DROPPED}
    counter, claim = granted()
    assert stages(counter, claim) == {
        Side.BUYER: Stage.DECIDED, Side.MERCHANT: Stage.AGAINST, Side.PLATFORM: Stage.DECIDED,
    }  # fmt: skip
    let_stand(counter)
    assert set(stages(counter, claim).values()) == {Stage.ENDED}


def test_only_what_went_out_and_did_not_come_back_is_paid() -> None:
    counter, claim = contradicted()
    carry_out(counter.desk, MACHINE, claim)
    events = counter.rows.events
    assert paid_on(counter.claim(claim), events) is None
    counter, claim = granted()
    assert paid_on(counter.claim(claim), counter.rows.events) is None, "due is not paid"
    carry_out(counter.desk, MACHINE, claim)
    paid = paid_on(counter.claim(claim), counter.rows.events)
    assert paid is not None
    assert paid.amount == RETURN.amount
    assert paid.on == counter.now.date()
