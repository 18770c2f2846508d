"""An appeal goes to others, and what it overturns is taken back to the last piece."""

from dataclasses import replace

import pytest

from fairclaim.domain.desk import facts
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.clock_rules import ClockKind
from fairclaim.domain.desk.decision import AppealResult, Consequence, ConsequenceKind, Route, Standing
from fairclaim.domain.desk.judgement import Outcome, Seat, View
from fairclaim.domain.desk.party import Actor
from fairclaim.domain.desk.refusals import (
    DeadlinePassedError,
    JudgementMissingError,
    SecondPersonError,
    TookPartError,
    WrongActorError,
)
from fairclaim.domain.desk.reviewing import open_seat
from fairclaim.domain.desk.states import State
from fairclaim.domain.desk.unwinding import to_execute, to_unwind
from fairclaim.domain.finding import Grade
from unit.domain.desk.story import (
    AGAINST,
    ANN,
    BEN,
    BUYER,
    DAN,
    EVE,
    GRANT,
    HOUR,
    MERCHANT,
    OPERATOR,
    REFUSE,
    RETURN,
    SUE,
    TOM,
    Story,
    granted,
    in_re_review,
    refused,
    screening,
)


def of(claim: Claim, number: int) -> dict[ConsequenceKind, Consequence]:
    return {one.kind: one for one in claim.consequences if one.id.startswith(f"decision-{number}/")}


def test_an_appeal_starts_a_clock_of_its_own_and_a_new_round() -> None:
    story = refused().appeal()
    assert story.claim.clock is not None
    assert story.claim.clock.kind is ClockKind.RE_REVIEW
    due = story.due
    story.open_re_review()
    assert story.due == due
    assert story.claim.round == 2
    assert open_seat(story.claim) is Seat.FIRST


@pytest.mark.parametrize("who", [ANN, BEN])
def test_who_took_part_does_not_judge_the_appeal(who: Actor) -> None:
    with pytest.raises(TookPartError):
        in_re_review().judge(who, GRANT)


def test_who_only_paused_a_clock_took_part_as_well() -> None:
    story = refused().pause(SUE).resume(SUE).appeal().open_re_review()
    with pytest.raises(TookPartError):
        story.judge(SUE, GRANT)


def test_who_merely_opens_the_review_of_the_appeal_may_judge_it() -> None:
    assert refused().appeal().open_re_review(EVE).judged(EVE, GRANT).decide_appeal().claim.state is State.CLOSED


def test_an_overturned_decision_is_taken_back_to_the_last_piece() -> None:
    story = refused().execute_everything().appeal().open_re_review().judged(EVE, GRANT).decide_appeal()
    claim = story.claim
    assert claim.state is State.CLOSED
    assert claim.appeal_result is AppealResult.OVERTURNED
    assert claim.decision is not None
    assert (claim.decision.number, claim.decision.outcome) == (2, Outcome.GRANT)
    ordered = [event.fact for event in story.events if isinstance(event.fact, facts.UnwindingOrdered)]
    assert {fact.kind for fact in ordered} == set(ConsequenceKind) - {ConsequenceKind.REMEDY}
    assert all(fact.was_executed and fact.reference == f"made-{fact.id}" for fact in ordered)
    assert {one.standing for one in of(claim, 1).values()} == {Standing.TO_UNWIND}
    for one in to_unwind(claim):
        story.unwound(one.id)
    assert {one.standing for one in of(story.claim, 1).values()} == {Standing.UNWOUND}
    assert to_unwind(story.claim) == ()
    assert {one.kind for one in to_execute(story.claim)} >= {ConsequenceKind.REMEDY, ConsequenceKind.NOTICE_BUYER}


def test_what_was_not_carried_out_yet_is_ordered_back_too() -> None:
    story = refused().execute("decision-1/mark").appeal().open_re_review().judged(EVE, GRANT).decide_appeal()
    ordered = {e.fact.kind: e.fact.was_executed for e in story.events if isinstance(e.fact, facts.UnwindingOrdered)}
    assert ordered[ConsequenceKind.MARK]
    assert not ordered[ConsequenceKind.SHARED_HASH]
    assert "decision-1/shared-hash" not in {one.id for one in to_execute(story.claim)}


def test_one_person_upholds_and_nothing_is_taken_back() -> None:
    claim = in_re_review().judged(EVE, AGAINST).decide_appeal().claim
    assert claim.appeal_result is AppealResult.UPHELD
    assert to_unwind(claim) == ()
    assert claim.decision is not None
    assert set(claim.decision.by) == {ANN.id, BEN.id, EVE.id}
    assert {one.kind for one in of(claim, 2).values()} == {
        ConsequenceKind.NOTICE_BUYER,
        ConsequenceKind.NOTICE_MERCHANT,
        ConsequenceKind.STATISTICS,
    }


@pytest.mark.parametrize("milder", [REFUSE, replace(AGAINST, grade=Grade.B)])
def test_a_milder_finding_replaces_the_decision(milder: object) -> None:
    claim = in_re_review().judged(EVE, milder).decide_appeal().claim  # type: ignore[arg-type]  # pytest's are objects
    assert claim.appeal_result is AppealResult.OVERTURNED
    assert of(claim, 1)[ConsequenceKind.SHARED_HASH].standing is Standing.TO_UNWIND
    assert ConsequenceKind.SHARED_HASH not in of(claim, 2)


def test_a_grant_is_turned_into_a_refusal_by_two_only() -> None:
    story = granted().appeal(MERCHANT).open_re_review().judged(EVE, AGAINST)
    with pytest.raises(SecondPersonError):
        story.decide_appeal()
    assert open_seat(story.claim) is Seat.SECOND
    story.judged(DAN, AGAINST).decide_appeal(DAN)
    assert story.claim.decision is not None
    assert (story.claim.decision.view, story.claim.decision.by) == (View.CONTRADICTS, (EVE.id, DAN.id))
    assert of(story.claim, 1)[ConsequenceKind.REMEDY].standing is Standing.TO_UNWIND


def test_two_who_differ_over_an_appeal_call_a_senior() -> None:
    story = granted().appeal(MERCHANT).open_re_review().judged(EVE, AGAINST).judged(DAN, GRANT)
    assert open_seat(story.claim) is None
    story.senior().judged(TOM, GRANT).decide_appeal(TOM)
    assert story.claim.appeal_result is AppealResult.UPHELD


def test_who_upholds_alone_leaves_no_seat_open() -> None:
    story = in_re_review().judged(EVE, AGAINST)
    assert open_seat(story.claim) is None
    with pytest.raises(JudgementMissingError):
        in_re_review().decide_appeal()


def test_a_machines_yes_is_upheld_by_people() -> None:
    story = screening().propose(Route.APPROVE, RETURN).approve().appeal(MERCHANT).open_re_review()
    claim = story.judged(ANN, GRANT).decide_appeal(ANN).claim
    assert claim.appeal_result is AppealResult.UPHELD
    assert claim.decision is not None
    assert claim.decision.by == (ANN.id,)


def test_an_appeal_comes_in_time_whether_or_not_a_timer_ran() -> None:
    story = refused()
    story.at(story.due)
    with pytest.raises(DeadlinePassedError) as caught:
        story.appeal()
    assert caught.value.due_at == story.due


def test_the_other_side_joins_within_the_same_time() -> None:
    story = refused()
    until = story.due
    story.appeal()
    assert story.claim.appeal_until == until
    late = refused().appeal().at(until)
    with pytest.raises(DeadlinePassedError):
        late.appeal(MERCHANT)
    due = story.due
    story.appeal(MERCHANT)
    assert story.due == due
    assert [one.by for one in story.claim.appeals] == [BUYER.kind, MERCHANT.kind]
    with pytest.raises(WrongActorError):
        story.appeal()


def test_a_window_that_is_paused_lets_both_sides_in() -> None:
    story = refused().pause().wait(5000 * HOUR).appeal()
    assert story.claim.appeal_until is None
    assert len(story.appeal(MERCHANT).claim.appeals) == 2


@pytest.mark.parametrize("who", [ANN, OPERATOR])
def test_only_parties_appeal(who: Actor) -> None:
    with pytest.raises(WrongActorError):
        refused().appeal(who)


def test_who_appealed_may_take_it_back_alone() -> None:
    story: Story = refused().appeal()
    with pytest.raises(WrongActorError):
        story.withdraw_appeal(MERCHANT)
    assert story.withdraw_appeal().claim.state is State.CLOSED
    assert story.claim.clock is None
    assert to_unwind(story.claim) == ()
    both = refused().appeal().appeal(MERCHANT)
    with pytest.raises(WrongActorError):
        both.withdraw_appeal()
