"""Both sides are heard, in time or late."""

import pytest

from fairclaim.domain.desk import hearing
from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.clock_rules import STANDARD, ClockKind
from fairclaim.domain.desk.decision import Route
from fairclaim.domain.desk.facts import EvidenceCompleted
from fairclaim.domain.desk.refusals import ReasonsMissingError, RouteError, WrongActorError
from fairclaim.domain.desk.states import State
from unit.domain.desk.story import (
    ANN,
    BUYER,
    MACHINE,
    MERCHANT,
    NEED,
    REFUSE,
    Story,
    in_review,
    item,
    screening,
)


def test_the_buyer_is_told_exactly_what_is_missing() -> None:
    story = screening().ask_evidence()
    asked = story.claim
    assert asked.requested == (NEED,)
    assert asked.clock is not None
    assert asked.clock.kind is ClockKind.BUYER_EVIDENCE
    done = story.attach(item()).complete().claim
    assert done.state is State.SCREENING
    assert not done.requested
    assert done.clock is None


def test_nothing_in_particular_cannot_be_asked_for() -> None:
    story = screening()
    with pytest.raises(ReasonsMissingError):
        hearing.ask_evidence(story.claim, (), by=ANN, at=story.now, rules=STANDARD)


def test_the_machine_asks_when_policy_proposed_it() -> None:
    with pytest.raises(RouteError) as caught:
        screening().ask_evidence(MACHINE)
    assert (caught.value.needed, caught.value.proposed) == ("ask-more", None)
    with pytest.raises(RouteError):
        screening().propose(Route.REVIEW).ask_evidence(MACHINE)
    assert screening().propose(Route.ASK_MORE).ask_evidence(MACHINE).claim.state is State.WAITING_EVIDENCE


def test_the_machine_takes_no_claim_out_of_peoples_hands() -> None:
    with pytest.raises(WrongActorError):
        in_review().ask_evidence(MACHINE)
    with pytest.raises(WrongActorError):
        in_review().ask_merchant(MACHINE)


def test_late_evidence_is_noted_as_late_and_taken() -> None:
    story = screening().ask_evidence()
    story.at(story.due).complete()
    late = [event.fact.is_late for event in story.events if isinstance(event.fact, EvidenceCompleted)]
    assert late == [True]
    assert story.claim.state is State.SCREENING


@pytest.mark.parametrize("is_late", [True, False])
def test_an_answer_brings_the_claim_to_people(is_late: bool) -> None:  # noqa: FBT001  (a parameter of the test)
    story = screening().ask_merchant()
    if is_late:
        story.at(story.due)
    story.answer()
    assert story.claim.state is State.IN_REVIEW
    assert story.claim.round == 1
    assert story.claim.answer is not None
    assert story.claim.answer.is_late == is_late


def test_an_answer_after_the_end_is_heard_and_starts_nothing_anew() -> None:
    story = screening().ask_merchant()
    story.at(story.due).expire().judged(ANN, REFUSE).answer(Stance.NO_OBJECTION)
    assert story.claim.answer is not None
    assert story.claim.answer.is_late
    assert story.claim.round == 1
    assert story.second().answer().claim.state is State.SECOND_REVIEW


def test_only_the_merchant_of_the_claim_answers_and_only_its_buyer_completes() -> None:
    story = screening().ask_merchant()
    with pytest.raises(WrongActorError):
        hearing.answer(story.claim, Stance.CONTESTS, words=None, by=BUYER, at=story.now, rules=STANDARD)
    waiting = screening().ask_evidence()
    with pytest.raises(WrongActorError):
        hearing.complete_evidence(waiting.claim, by=MERCHANT, at=waiting.now, rules=STANDARD)


def test_a_reviewer_may_ask_both_sides_again_and_a_new_round_begins() -> None:
    story = in_review().ask_evidence().complete().ask_merchant().answer()
    assert story.claim.round == 2
    assert story.ask_merchant(ANN).answer().claim.round == 3


def test_people_can_look_without_an_answer() -> None:
    story = Story().screen().send_to_review()
    assert story.claim.state is State.IN_REVIEW
    assert not story.claim.merchant_asked
