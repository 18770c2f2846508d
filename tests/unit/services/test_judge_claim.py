import pytest

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.facts import ReReviewOpened, SecondAsked, SeniorCalled
from fairclaim.domain.desk.party import ActorKind, ClaimId, PersonId
from fairclaim.domain.desk.refusals import ConflictOfInterestError, JudgeFirstError, NotBlindError, ReasonsMissingError
from fairclaim.domain.desk.states import State
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.appeal_claim import appeal_claim
from fairclaim.services.decide_claim import decide_claim
from fairclaim.services.judge_claim import confirm_judgement, judge_claim, reveal_verdict
from fairclaim.services.take_task import take_next
from unit.services.counter import AGAINST, AGENT, ANN, BASIS, BEN, BUYER, EVE, GRANT, REFUSE, WHY, Counter


def in_review() -> tuple[Counter, ClaimId]:
    counter = Counter()
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS)
    return counter, claim


def test_the_order_is_judge_look_confirm() -> None:
    counter, claim = in_review()
    take_next(counter.desk, ANN)
    with pytest.raises(JudgeFirstError):
        reveal_verdict(counter.desk, ANN, claim)
    judge_claim(counter.desk, ANN, claim, GRANT)
    with pytest.raises(JudgeFirstError):
        confirm_judgement(counter.desk, ANN, claim, GRANT)
    reveal_verdict(counter.desk, ANN, claim)
    with pytest.raises(NotBlindError):
        judge_claim(counter.desk, ANN, claim, REFUSE)
    with pytest.raises(ReasonsMissingError):
        confirm_judgement(counter.desk, ANN, claim, REFUSE)
    confirm_judgement(counter.desk, ANN, claim, REFUSE, changed_because=WHY)
    first = counter.claim(claim).judgements[0]
    assert (first.blind, first.final, first.changed_because) == (GRANT, REFUSE, WHY)


def test_a_refusal_is_passed_on_by_the_desk_itself() -> None:
    counter, claim = in_review()
    counter.judged(ANN, claim, REFUSE)
    last = counter.rows.events
    asked = next(event for event in last if isinstance(event.fact, SecondAsked))
    assert (asked.by.kind, counter.claim(claim).state) == (ActorKind.MACHINE, State.SECOND_REVIEW)


def test_a_grant_is_not() -> None:
    counter, claim = in_review()
    counter.judged(ANN, claim, GRANT)
    assert counter.claim(claim).state is State.IN_REVIEW
    assert decide_claim(counter.desk, ANN, claim, reasons=WHY, basis=BASIS).state is State.DECIDED


def test_a_difference_calls_a_senior_and_agreement_does_not() -> None:
    counter, claim = in_review()
    counter.judged(ANN, claim, REFUSE)
    counter.judged(BEN, claim, GRANT)
    assert any(isinstance(event.fact, SeniorCalled) for event in counter.rows.events)
    counter, claim = in_review()
    counter.judged(ANN, claim, AGAINST)
    counter.judged(BEN, claim, AGAINST)
    assert not counter.claim(claim).has_senior


def test_a_tie_that_became_known_after_taking_the_task_still_bars() -> None:
    counter, claim = in_review()
    take_next(counter.desk, ANN)
    counter.rows.ties[PersonId("ann")] = frozenset({PersonId("buyer-1")})
    with pytest.raises(ConflictOfInterestError):
        judge_claim(counter.desk, ANN, claim, GRANT)


def test_the_review_of_an_appeal_opens_with_the_first_judgement_so_that_the_other_side_can_join_until_then() -> None:
    counter, claim = in_review()
    counter.judged(ANN, claim, GRANT)
    decide_claim(counter.desk, ANN, claim, reasons=WHY, basis=BASIS)
    appeal_claim(counter.desk, AGENT, claim)
    take_next(counter.desk, EVE)
    assert counter.claim(claim).state is State.APPEALED
    appeal_claim(counter.desk, BUYER, claim)
    judge_claim(counter.desk, EVE, claim, GRANT)
    assert counter.claim(claim).state is State.RE_REVIEW
    assert any(isinstance(event.fact, ReReviewOpened) for event in counter.rows.events)


def test_two_who_differ_over_an_appeal_call_a_senior_too() -> None:
    counter, claim = in_review()
    counter.judged(ANN, claim, GRANT)
    decide_claim(counter.desk, ANN, claim, reasons=WHY, basis=BASIS)
    appeal_claim(counter.desk, AGENT, claim)
    counter.judged(EVE, claim, REFUSE)
    counter.judged(BEN, claim, GRANT)
    assert counter.claim(claim).has_senior
