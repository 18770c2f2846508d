"""A claim from its filing to the last thing taken back, told with the verbs of the desk."""

from datetime import timedelta

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.decision import AppealResult, Standing
from fairclaim.domain.desk.judgement import Outcome, Seat
from fairclaim.domain.desk.reviewing import open_seat
from fairclaim.domain.desk.states import State
from fairclaim.domain.exhibit import Role
from fairclaim.domain.verdict import Call
from fairclaim.services.add_evidence import add_evidence
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.appeal_claim import appeal_claim
from fairclaim.services.carry_out import carry_out
from fairclaim.services.decide_claim import decide_claim
from fairclaim.services.examine_claim import examine_claim
from fairclaim.services.run_deadline import Fired, due_deadlines, run_deadline
from fairclaim.services.see_claim import see_claim
from fairclaim.services.settle_claim import accept_offer
from fairclaim.services.take_task import take_next
from fairclaim.services.views.party_view import PartyView
from unit.services.counter import (
    AGAINST,
    AGENT,
    ANN,
    BASIS,
    BEN,
    BUYER,
    EVE,
    GRANT,
    MACHINE,
    OTHER_SHOTS,
    REFUND_ONLY,
    SOME_SHOTS,
    WHY,
    Counter,
    photo,
)


def test_a_wrong_refusal_is_overturned_and_everything_is_withdrawn() -> None:
    counter = Counter()
    desk = counter.desk

    filed = counter.file(*SOME_SHOTS, key="k-1")
    claim = filed.receipt.claim
    assert [need.shot.value for need in filed.missing] == ["other-angle", "packaging"]

    assert examine_claim(desk, MACHINE, claim).state is State.WAITING_EVIDENCE
    counter.wait()
    assert add_evidence(desk, BUYER, claim, OTHER_SHOTS).state is State.SCREENING
    assert examine_claim(desk, MACHINE, claim).state is State.WAITING_MERCHANT

    counter.wait(timedelta(hours=24))
    dispatch = photo(None, data=b"packing", role=Role.DISPATCH)
    answered = answer_claim(desk, AGENT, claim, Stance.CONTESTS, words="发货时完好", uploads=(dispatch,))
    assert answered.state is State.IN_REVIEW
    assert examine_claim(desk, MACHINE, claim).state is State.IN_REVIEW
    assert counter.claim(claim).answer is not None

    counter.judged(ANN, claim, AGAINST)
    assert counter.claim(claim).state is State.SECOND_REVIEW
    assert take_next(desk, ANN) is None
    counter.judged(BEN, claim, AGAINST)
    assert decide_claim(desk, BEN, claim, reasons=WHY, basis=BASIS).state is State.DECIDED
    carry_out(desk, MACHINE, claim)
    seen = see_claim(desk, BUYER, claim)
    assert isinstance(seen, PartyView)
    assert seen.decisions[0].reasons == WHY
    assert seen.appeal_until is not None
    assert {one.kind.value for one in counter.claim(claim).consequences if one.standing is Standing.DUE} == {
        "mark",
        "shared-hash",
    }

    counter.wait(timedelta(days=2))
    appeal_claim(desk, BUYER, claim, words="请再看一次")
    assert take_next(desk, ANN) is None
    assert take_next(desk, BEN) is None
    counter.judged(EVE, claim, GRANT)
    assert decide_claim(desk, EVE, claim, reasons=WHY, basis=BASIS).state is State.CLOSED
    assert counter.claim(claim).appeal_result is AppealResult.OVERTURNED

    carry_out(desk, MACHINE, claim)
    for one in counter.claim(claim).consequences:
        is_old = one.id.startswith("decision-1/")
        assert one.standing is (Standing.UNWOUND if is_old else Standing.EXECUTED), one.id
    assert {key.split("/", 1)[1] for key in counter.carrier.standing} == {
        "decision-2/remedy",
        "decision-2/notice-buyer",
        "decision-2/notice-merchant",
        "decision-2/statistics",
    }
    assert [decision.outcome for decision in counter.rows.decisions.values()] == [Outcome.REFUSE, Outcome.GRANT]
    assert all(task.is_done for task in counter.rows.tasks.values())
    assert not due_deadlines(desk, MACHINE)
    counter.wait(timedelta(days=90))
    assert not due_deadlines(desk, MACHINE)


def test_policy_turns_refund_only_into_return_and_refund_and_the_buyer_accepts() -> None:
    counter = Counter(call=Call.NO_TRACE)
    claim = counter.file(*SOME_SHOTS, *OTHER_SHOTS, asked=REFUND_ONLY).receipt.claim
    assert examine_claim(counter.desk, MACHINE, claim).state is State.WAITING_MERCHANT
    seen = see_claim(counter.desk, BUYER, claim)
    assert isinstance(seen, PartyView)
    (offer,) = [one for one in seen.offers if one.id in seen.acceptable]
    assert offer.remedy.kind.value == "return-and-refund"
    assert accept_offer(counter.desk, BUYER, claim, offer.id).state is State.SETTLED
    carry_out(counter.desk, MACHINE, claim)
    assert {key.split("/", 1)[1] for key in counter.carrier.standing} == {
        "settlement/remedy",
        "settlement/notice-buyer",
        "settlement/notice-merchant",
    }


def test_silence_of_both_sides_ends_in_a_review_by_people() -> None:
    counter = Counter()
    claim = counter.screened(*SOME_SHOTS)
    counter.wait(timedelta(hours=73))
    due = due_deadlines(counter.desk, MACHINE)
    assert [one.purpose for one in due] == ["warn", "expire"]
    assert [run_deadline(counter.desk, MACHINE, one) for one in due] == [Fired.TOOK_EFFECT, Fired.TOOK_EFFECT]
    assert counter.claim(claim).state is State.IN_REVIEW
    assert open_seat(counter.claim(claim)) is Seat.FIRST
    assert take_next(counter.desk, ANN) is not None
