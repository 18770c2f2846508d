"""What people and timers do with a claim's clock. All of it is recorded, and nothing of it says anything about the evidence."""

from datetime import datetime, timedelta

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.clock import Clock, Running, deadline, spent_until
from fairclaim.domain.desk.clock_rules import ON_EXPIRY, DeskRules, OnExpiry, PauseReason
from fairclaim.domain.desk.draft import Draft, Moved
from fairclaim.domain.desk.facts import ClockExpired, ClockExtended, ClockPaused, ClockResumed, ClockWarned
from fairclaim.domain.desk.judgement import has_words
from fairclaim.domain.desk.party import DESK, STAFF, Actor, ActorKind
from fairclaim.domain.desk.refusals import (
    ClockError,
    DeadlinePassedError,
    NotDueError,
    ReasonsMissingError,
)
from fairclaim.domain.desk.states import Move, State
from fairclaim.domain.errors import UsageError

_TIMER = frozenset({ActorKind.MACHINE})
_PAUSED = Bilingual("计时已暂停，请先恢复计时。", "The clock is paused; resume it first.")
_RUNS = Bilingual("计时正在进行。", "The clock is running already.")
_NO_WARNING = Bilingual("现在没有需要发出的提醒。", "No warning is due on this clock, or it was given already.")


def pause_clock(
    claim: Claim, because: PauseReason, *, note: Bilingual, by: Actor, at: datetime, rules: DeskRules
) -> Moved:
    """Let the clock stand still. The machine may do so for an outage of its own; else it takes a person of the desk.

    Raises
    ------
    ClockError
        If it is paused.
    DeadlinePassedError
        If its time is over.
    ReasonsMissingError
        If the note does not stand in both languages.
    WrongActorError
        If the machine pauses for another reason than an outage.
    """
    draft = Draft(claim, Move.PAUSE_CLOCK, by=by, at=at, allowed=DESK)
    if by.kind is ActorKind.MACHINE and because is not PauseReason.OUTAGE:
        raise draft.wrong_actor()
    clock = _running(draft)
    _check_in_time(draft)
    if not has_words(note):
        raise ReasonsMissingError
    spent = spent_until(clock, rules.calendar, at=draft.at)
    # A calendar that was renewed while the clock ran may count otherwise; a promised moment is kept, never shortened.
    draft.add(ClockPaused(kind=clock.kind, because=because, note=note, spent=min(spent, clock.allowance)))
    return draft.done()


def resume_clock(claim: Claim, *, by: Actor, at: datetime, rules: DeskRules) -> Moved:
    """Let the clock run again with the time that was left.

    Raises
    ------
    ClockError
        If it is not paused.
    """
    draft = Draft(claim, Move.RESUME_CLOCK, by=by, at=at, allowed=DESK)
    clock = _clock(draft)
    if clock.running is Running.RUNNING:
        raise ClockError(_RUNS)
    end = deadline(
        rules.calendar,
        at=draft.at,
        left=clock.allowance - clock.spent,
        warn_before=clock.warn_before,
        counting=clock.counting,
    )
    draft.add(ClockResumed(kind=clock.kind, due_at=end.due_at, warn_at=end.warn_at, calendar=rules.calendar.edition))
    return draft.done()


def extend_clock(
    claim: Claim, more: timedelta, *, because: Bilingual, by: Actor, at: datetime, rules: DeskRules
) -> Moved:
    """Give more time, running or paused. Only people do, and say why.

    Raises
    ------
    UsageError
        If it is no more time.
    DeadlinePassedError
        If its time is over.
    ReasonsMissingError
        If the reason does not stand in both languages.
    """
    draft = Draft(claim, Move.EXTEND_CLOCK, by=by, at=at, allowed=STAFF)
    clock = _clock(draft)
    if more <= timedelta(0):
        raise UsageError(Bilingual("延长的时间须大于零。", "An extension is more time, not less."))
    if not has_words(because):
        raise ReasonsMissingError
    _check_in_time(draft)
    if clock.due_at is None:
        draft.add(ClockExtended(kind=clock.kind, more=more, because=because, due_at=None, warn_at=None))
        return draft.done()
    end = deadline(
        rules.calendar,
        at=clock.spans[-1].since,
        left=clock.allowance + more - clock.spent,
        warn_before=clock.warn_before,
        counting=clock.counting,
    )
    warn_at = end.warn_at if end.warn_at is not None and end.warn_at > draft.at else None
    due_at = max(end.due_at, clock.due_at)
    draft.add(ClockExtended(kind=clock.kind, more=more, because=because, due_at=due_at, warn_at=warn_at))
    return draft.done()


def warn_clock(claim: Claim, *, by: Actor, at: datetime) -> Moved:
    """Note that whoever is waited for was told that the time is nearly over.

    Raises
    ------
    ClockError
        If the clock is paused, or no warning is left to give.
    NotDueError
        If it is too early.
    """
    draft = Draft(claim, Move.WARN_CLOCK, by=by, at=at, allowed=_TIMER)
    clock = _running(draft)
    if clock.warn_at is None:
        raise ClockError(_NO_WARNING)
    if draft.at < clock.warn_at:
        raise NotDueError(clock.warn_at)
    draft.add(ClockWarned(kind=clock.kind))
    return draft.done()


def expire_clock(claim: Claim, *, by: Actor, at: datetime, rules: DeskRules) -> Moved:
    """End the time: people review with what is there, a senior is called, or the decision stands.

    Raises
    ------
    ClockError
        If the clock is paused.
    NotDueError
        If there is time left.
    """
    draft = Draft(claim, Move.EXPIRE_CLOCK, by=by, at=at, allowed=_TIMER)
    clock = _running(draft)
    if not draft.is_late:
        raise NotDueError(clock.due_at or draft.at)
    then = ON_EXPIRY[clock.kind]
    draft.add(ClockExpired(kind=clock.kind, then=then))
    if then is OnExpiry.REVIEW:
        draft.enter_review(rules)
    elif then is OnExpiry.ESCALATE:
        draft.start_clock(clock.kind, rules)
    return draft.done()


def time_left(claim: Claim, *, at: datetime, rules: DeskRules) -> timedelta | None:
    """Return the counted time that is left; zero when it is over, None where no clock is.

    A paused clock shows the same time left until it is resumed.
    """
    clock = claim.clock
    if clock is None:
        return None
    return max(clock.allowance - spent_until(clock, rules.calendar, at=at), timedelta(0))


def waits_for(state: State) -> ActorKind | None:
    """Return whose time runs in a state: a party's, a reviewer's, or nobody's."""
    return {
        State.WAITING_EVIDENCE: ActorKind.BUYER,
        State.WAITING_MERCHANT: ActorKind.MERCHANT,
        State.IN_REVIEW: ActorKind.REVIEWER,
        State.SECOND_REVIEW: ActorKind.REVIEWER,
        State.APPEALED: ActorKind.REVIEWER,
        State.RE_REVIEW: ActorKind.REVIEWER,
    }.get(state)


def _clock(draft: Draft) -> Clock:
    """Return the clock; every state in which the table allows these moves has one."""
    clock = draft.claim.clock
    if clock is None:  # pragma: no cover  (kept by the machine of properties: timed states have a clock)
        raise ClockError(_NO_WARNING)
    return clock


def _running(draft: Draft) -> Clock:
    clock = _clock(draft)
    if draft.is_paused:
        raise ClockError(_PAUSED)
    return clock


def _check_in_time(draft: Draft) -> None:
    clock = _clock(draft)
    if clock.due_at is not None and clock.is_late(draft.at):
        raise DeadlinePassedError(clock.due_at)
