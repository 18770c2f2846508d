"""One clock as it stands: what it has used, whether it runs, and when its time is over.

The record is what events made of it; it computes nothing by itself. ``measure`` computes, with the calendar, what the next
event has to say.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from fairclaim.domain.desk.clock_rules import ClockKind, PauseReason
from fairclaim.domain.desk.working_calendar import Counting, WorkingCalendar


class Running(StrEnum):
    """What a clock is doing."""

    RUNNING = "running"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One stretch during which a clock ran; ``until`` is None while it does."""

    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A claim's clock.

    Parameters
    ----------
    allowance : timedelta
        Counted time in all, extensions included.
    spent : timedelta
        Counted time used up to the last pause; what has run since is not in it.
    due_at, warn_at : datetime or None
        When the time is over and when to warn; None while paused, and ``warn_at`` also where no warning is due any more.
    calendar : str
        Edition of the calendar by which ``due_at`` was computed.
    paused_because : PauseReason or None
        None while it runs.
    spans : tuple of Span
        Every stretch it ran, in order.
    """

    kind: ClockKind
    running: Running
    counting: Counting
    allowance: timedelta
    warn_before: timedelta
    spent: timedelta
    due_at: datetime | None
    warn_at: datetime | None
    calendar: str
    spans: tuple[Span, ...]
    paused_because: PauseReason | None = None

    def is_late(self, at: datetime) -> bool:
        """Tell whether its time was over at a moment; a paused clock is never late."""
        return self.due_at is not None and at >= self.due_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """When a running clock is over, and when to warn before (None: no warning, or its moment is gone already)."""

    due_at: datetime
    warn_at: datetime | None


def deadline(
    calendar: WorkingCalendar, *, at: datetime, left: timedelta, warn_before: timedelta, counting: Counting
) -> Deadline:
    """Return when ``left`` of counted time from ``at`` on is over.

    Raises
    ------
    CalendarRangeError
        If the deadline lies beyond the years that the calendar knows.
    """
    ahead = left - warn_before
    warns = bool(warn_before) and ahead > timedelta(0)
    return Deadline(
        due_at=calendar.after(at, left, counting),
        warn_at=calendar.after(at, ahead, counting) if warns else None,
    )


def spent_until(clock: Clock, calendar: WorkingCalendar, *, at: datetime) -> timedelta:
    """Return the counted time that a clock has used by ``at``; pauses take none."""
    if clock.running is Running.PAUSED:
        return clock.spent
    return clock.spent + calendar.between(clock.spans[-1].since, at, clock.counting)
