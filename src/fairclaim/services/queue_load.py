"""How much waits in each line, how long it still may, who has what in hand, and why tasks are passed on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.list_tasks import QUEUES_OF, Line
from fairclaim.services.paging import MOST
from fairclaim.services.ports.lists import OpenTask
from fairclaim.services.ports.work import Work
from fairclaim.services.skip_reason import SkipReason

HOUR = timedelta(hours=1)
EDGES_H = (0, 4, 12, 24)
"""Hours of time left between the steps of a line's load: over, below 4, below 12, below 24, and more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineLoad:
    """What waits in one line.

    Parameters
    ----------
    by_time_left : tuple of int
        Tasks whose time is over, that have less than 4, 12 and 24 hours left, and the others.
    next_due_at : datetime or None
        Of the task with the least time left; None if nothing waits.
    """

    line: Line
    waiting: int
    held: int
    by_time_left: tuple[int, ...]
    next_due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldTask:
    """A task in somebody's hands; in which exact queue it stands is not said.

    Parameters
    ----------
    login : str or None
        What the holder signs in with; None where there is none.
    """

    claim: ClaimId
    line: Line
    holder: PersonId
    login: str | None
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLoad:
    """All lines, what is in hand, and how often tasks were passed on by reason."""

    lines: tuple[LineLoad, ...]
    held: tuple[HeldTask, ...]
    skips: Mapping[SkipReason, int]


def queue_load(desk: Desk, who: Caller) -> QueueLoad:
    """Return how the queues stand, for who supervises the work.

    Raises
    ------
    NotAllowedError
        If the caller may not.
    """
    authorize(who, Action.MEASURE_WORK, Resource(tenant=who.tenant))
    at = desk.now()

    def whole(work: Work) -> QueueLoad:
        tasks = {line: _tasks(work, line, at) for line in Line}
        in_hand = [(line, one, one.holder) for line in Line for one in tasks[line] if one.holder is not None]
        logins = work.people.staff_logins(holder for _, _, holder in in_hand)
        held = [
            HeldTask(claim=one.claim, line=line, holder=holder, login=logins.get(holder), due_at=one.due_at)
            for line, one, holder in in_hand
        ]
        counted = work.lists.skips()
        return QueueLoad(
            lines=tuple(_load(line, found, at) for line, found in tasks.items()),
            held=tuple(held),
            skips={reason: counted.get(reason.value, 0) for reason in SkipReason},
        )

    return desk.units.read(who.tenant, whole)


def _tasks(work: Work, line: Line, at: datetime) -> list[OpenTask]:
    queues = frozenset(queue.value for queue in QUEUES_OF[line])
    found: list[OpenTask] = []
    after = None
    while batch := work.lists.tasks(queues, at=at, after=after, limit=MOST):
        found += batch
        after = batch[-1].due_at, batch[-1].task
    return found


def _load(line: Line, tasks: list[OpenTask], at: datetime) -> LineLoad:
    steps = [0] * (len(EDGES_H) + 1)
    for one in tasks:
        steps[sum(one.due_at - at >= hours * HOUR for hours in EDGES_H)] += 1
    return LineLoad(
        line=line,
        waiting=len(tasks),
        held=sum(one.is_held for one in tasks),
        by_time_left=tuple(steps),
        next_due_at=tasks[0].due_at if tasks else None,
    )
