"""Pause, resume, extension, warning and end of a clock: all recorded, none of it said of the evidence."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk import facts, timing
from fairclaim.domain.desk.clock_rules import STANDARD, ClockKind, DeskRules, OnExpiry, PauseReason
from fairclaim.domain.desk.refusals import (
    ClockError,
    DeadlinePassedError,
    NotDueError,
    ReasonsMissingError,
    TimeOrderError,
    WrongActorError,
)
from fairclaim.domain.desk.states import TIMED, State
from fairclaim.domain.desk.timing import time_left, waits_for
from fairclaim.domain.desk.working_calendar import CHINA, Counting
from fairclaim.domain.errors import UsageError
from unit.domain.desk.story import (
    ANN,
    BUYER,
    HOUR,
    MACHINE,
    MERCHANT,
    OPERATOR,
    WHY,
    Story,
    granted,
    in_re_review,
    in_review,
    in_state,
    screening,
)

SECOND = timedelta(seconds=1)


def asked() -> Story:
    return screening().ask_evidence()


def test_a_pause_moves_the_end_by_its_length() -> None:
    story = asked()
    before = story.due
    story.wait(9 * HOUR).pause()
    paused = story.claim.clock
    assert paused is not None
    assert (paused.due_at, paused.paused_because) == (None, PauseReason.OUTAGE)
    assert time_left(story.claim, at=story.now, rules=STANDARD) == 62 * HOUR
    story.wait(99 * HOUR).resume()
    assert story.due == before + 100 * HOUR
    resumed = story.claim.clock
    assert resumed is not None
    assert resumed.paused_because is None
    assert [span.until is None for span in resumed.spans] == [False, True]


def test_a_clock_is_paused_once_and_resumed_once() -> None:
    story = asked().pause()
    with pytest.raises(ClockError):
        story.pause()
    with pytest.raises(ClockError):
        story.expire()
    with pytest.raises(ClockError):
        story.warn()
    story.resume()
    with pytest.raises(ClockError):
        story.resume()


def test_a_pause_says_why_in_both_languages() -> None:
    story = asked()
    with pytest.raises(ReasonsMissingError):
        timing.pause_clock(
            story.claim, PauseReason.OUTAGE, note=Bilingual("停机", ""), by=OPERATOR, at=story.now, rules=STANDARD
        )


def test_parties_stop_no_clock_and_the_machine_for_its_own_outage_only() -> None:
    story = asked()
    for who in (BUYER, MERCHANT):
        with pytest.raises(WrongActorError):
            story.pause(who)
    with pytest.raises(WrongActorError):
        story.pause(MACHINE, PauseReason.THIRD_PARTY)
    assert story.pause(MACHINE).claim.clock is not None


def test_a_time_that_is_over_is_neither_paused_nor_extended() -> None:
    story = asked()
    story.at(story.due)
    with pytest.raises(DeadlinePassedError):
        story.pause()
    with pytest.raises(DeadlinePassedError):
        story.extend(HOUR)


def test_more_time_is_more_time_running_or_paused() -> None:
    story = asked()
    before = story.due
    story.extend(10 * HOUR)
    assert story.due == before + 10 * HOUR
    story.pause().extend(HOUR)
    assert time_left(story.claim, at=story.now, rules=STANDARD) == 81 * HOUR
    story.resume()
    assert time_left(story.claim, at=story.now, rules=STANDARD) == 80 * HOUR


def test_an_extension_is_given_by_people_with_a_reason() -> None:
    story = asked()
    with pytest.raises(WrongActorError):
        story.extend(HOUR, MACHINE)
    with pytest.raises(UsageError):
        story.extend(timedelta(0))
    with pytest.raises(ReasonsMissingError):
        timing.extend_clock(story.claim, HOUR, because=Bilingual("", "hard case"), by=ANN, at=story.now, rules=STANDARD)


def test_an_extension_never_shortens_what_was_promised() -> None:
    eve = datetime(2026, 2, 13, 4, tzinfo=UTC)  # nine days off begin two days later
    story = Story(now=eve).screen().ask_merchant()
    promised = story.due
    without_holidays = replace(CHINA, years=tuple(replace(year, holidays=()) for year in CHINA.years))
    other = DeskRules(calendar=without_holidays)
    assert without_holidays.after(eve, 48 * HOUR, Counting.WORKING_DAYS) < promised
    moved, _ = timing.extend_clock(story.claim, SECOND, because=WHY, by=ANN, at=story.now, rules=other)
    assert moved.clock is not None
    assert moved.clock.due_at == promised


def test_a_warning_is_given_once_and_again_after_an_extension() -> None:
    story = asked()
    with pytest.raises(NotDueError) as caught:
        story.warn()
    assert caught.value.due_at == story.due - 24 * HOUR
    story.at(caught.value.due_at).warn()
    with pytest.raises(ClockError):
        story.warn()
    story.extend(100 * HOUR)
    assert story.claim.clock is not None
    story.at(story.claim.clock.warn_at).warn()


def test_an_extension_that_comes_after_the_new_warning_warns_no_more() -> None:
    story = asked()
    story.at(story.due - 2 * HOUR).extend(HOUR)
    assert story.claim.clock is not None
    assert story.claim.clock.warn_at is None


def test_nothing_ends_before_its_time() -> None:
    story = asked()
    story.at(story.due - SECOND)
    with pytest.raises(NotDueError):
        story.expire()
    assert story.at(story.due).expire().claim.state is State.IN_REVIEW


@pytest.mark.parametrize(
    ("ask", "kind"), [("ask_evidence", ClockKind.BUYER_EVIDENCE), ("ask_merchant", ClockKind.MERCHANT_ANSWER)]
)
def test_silence_brings_people_to_look_and_proves_nothing(ask: str, kind: ClockKind) -> None:
    story: Story = getattr(screening(), ask)()
    story.at(story.due).expire()
    assert story.claim.state is State.IN_REVIEW
    assert story.claim.silences == (kind,)
    assert not story.claim.decisions
    assert not story.claim.judgements
    assert story.claim.clock is not None
    assert story.claim.clock.kind is ClockKind.REVIEW


@pytest.mark.parametrize("state", [State.IN_REVIEW, State.SECOND_REVIEW, State.APPEALED, State.RE_REVIEW])
def test_a_slow_review_is_escalated_and_never_decides(state: State) -> None:
    story = in_state(state)
    first = story.due
    story.at(first).expire()
    assert story.claim.state is state
    assert story.claim.escalations == 1
    assert story.claim.silences == ()
    assert story.due > first
    story.at(story.due).expire()
    assert story.claim.escalations == 2


def test_the_time_to_appeal_ends_with_the_claim() -> None:
    story = granted()
    assert story.due == story.claim.decisions[0].at + timedelta(days=15)
    story.at(story.due).expire()
    assert story.claim.state is State.CLOSED
    ended = [event.fact for event in story.events if isinstance(event.fact, facts.ClockExpired)]
    assert [fact.then for fact in ended] == [OnExpiry.CLOSE]
    assert time_left(story.claim, at=story.now, rules=STANDARD) is None


def test_time_left_is_never_less_than_none() -> None:
    story = asked()
    assert time_left(story.claim, at=story.due + HOUR, rules=STANDARD) == timedelta(0)


def test_a_step_back_in_time_is_refused() -> None:
    story = in_review().wait(-2 * HOUR)
    with pytest.raises(TimeOrderError) as caught:
        story.pause()
    assert caught.value.at < caught.value.last


def test_everybody_knows_whom_a_claim_waits_for() -> None:
    assert {state for state in State if waits_for(state)} == TIMED - {State.DECIDED}
    assert in_re_review().claim.clock is not None
