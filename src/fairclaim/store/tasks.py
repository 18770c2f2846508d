"""Tasks of people: one open task of a kind for each claim, held by one person at a time.

When a lease is over others may take the task; until somebody does, its last holder goes on, so that nothing written is lost.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, true, update
from sqlalchemy.sql.elements import ColumnElement

from fairclaim.domain.bilingual import Bilingual
from fairclaim.store.errors import NotThereError, RefusedError
from fairclaim.store.tables.desk import Task, TaskSkip
from fairclaim.store.tables.machine import Lane
from fairclaim.store.tenant_session import TenantSession

STANDARD = "standard"
NAMED = func.coalesce(Task.shown_as, Task.claim)
TURN = (Task.priority.desc(), Task.due_at, Task.id)
"""In which order tasks are taken."""


class LeaseLostError(RefusedError):
    """Another person holds the task, or nobody does, or it is done."""

    code = "lease-lost"

    def __init__(self, task: str) -> None:
        super().__init__(
            Bilingual(
                f"任务 {task} 已不在您手中，请重新领取。", f"Task {task} is not yours any more. Take a task again."
            )
        )
        self.task = task


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A task in somebody's hands.

    Parameters
    ----------
    number : int
        Grows each time the task changes hands; an act under an older number is refused.
    """

    task: str
    claim: str
    kind: str
    queue: str
    holder: str
    until: datetime
    number: int


class Tasks:
    """A tenant's tasks, within one unit of work."""

    def __init__(self, session: TenantSession) -> None:
        self._session = session

    def open(
        self,
        task: str,
        *,
        claim: str,
        kind: str,
        queue: str,
        due_at: datetime,
        at: datetime,
        shown_as: str | None = None,
    ) -> None:
        """Open a task, in the lane of its claim.

        Parameters
        ----------
        shown_as : str or None
            The id under which leases name the claim, where it is not its own.

        Raises
        ------
        AlreadyThereError
            When the unit of work is written, if the claim has an open task of this kind.
        """
        lane = self._lane(claim)
        self._session.add(
            Task(
                id=task,
                claim=claim,
                kind=kind,
                queue=queue,
                lane=STANDARD if lane is None else lane.name,
                priority=0 if lane is None else lane.priority,
                due_at=due_at,
                created_at=at,
                held_by=None,
                held_until=None,
                lease_number=0,
                done_at=None,
                shown_as=shown_as,
            )
        )
        self._session.flush()

    def prefer(self, claim: str, *, lane: str, priority: int) -> None:
        """Let a claim's tasks, open ones and those to come, stand in a lane, and come earlier than those of a lower priority."""
        known = self._lane(claim)
        if known is None:
            self._session.add(Lane(claim=claim, name=lane, priority=priority))
        else:
            known.name, known.priority = lane, priority
        self._session.flush()
        mine = update(Task).where(Task.claim == claim, Task.done_at.is_(None))
        self._session.execute(mine.values(lane=lane, priority=priority))

    def is_known(self, task: str) -> bool:
        """Tell whether a task was ever opened."""
        return self._session.scalars(select(Task.id).where(Task.id == task)).one_or_none() is not None

    def waiting(self, queue: str, *, at: datetime, limit: int) -> tuple[str, ...]:
        """Return tasks that nobody holds, in the order in which they are taken."""
        found = select(Task.id).where(Task.queue == queue, _is_free(at)).order_by(*TURN).limit(limit)
        return tuple(self._session.scalars(found))

    def take_next(
        self,
        queue: str,
        *,
        holder: str,
        at: datetime,
        until: datetime,
        not_claims: frozenset[str] = frozenset(),
        lanes: frozenset[str] | None = None,
        suits: Callable[[str, str], bool] = lambda *_: True,
    ) -> Lease | None:
        """Take the free task of the highest priority with the least time left, or None where none is free.

        Two people who ask at once get different tasks. What is passed over stays as it is, so that a holder whose time is over may go on.

        Parameters
        ----------
        not_claims : frozenset of str
            Claims that the person must not see: decided by them before, or of a side they are tied to.
        lanes : frozenset of str or None
            Which of policy's queues the person serves; None serves all.
        suits : callable
            Tells of a task's id and the id that leases name its claim by whether the person may have it.
        """
        found = (
            select(Task)
            .where(Task.queue == queue, _is_free(at), true() if lanes is None else Task.lane.in_(lanes))
            .order_by(*TURN)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        passed = not_claims
        while (row := self._session.scalars(found.where(NAMED.not_in(passed))).one_or_none()) is not None:
            claim = row.shown_as or row.claim
            if suits(row.id, claim):
                row.held_by, row.held_until, row.lease_number = holder, until, row.lease_number + 1
                self._session.flush()
                return _to_lease(row)
            passed |= {claim}
        return None

    def renew(self, lease: Lease, *, until: datetime) -> Lease:
        """Keep a task longer, also when the time is over and nobody else has taken it.

        Raises
        ------
        LeaseLostError
            If the lease is not the task's any more.
        """
        row = self._held(lease)
        row.held_until = until
        self._session.flush()
        return _to_lease(row)

    def give_back(self, lease: Lease) -> None:
        """Let others have a task.

        Raises
        ------
        LeaseLostError
            If the lease is not the task's any more.
        """
        row = self._held(lease)
        row.held_by, row.held_until = None, None
        self._session.flush()

    def finish(self, lease: Lease, *, at: datetime) -> None:
        """Close a task.

        Raises
        ------
        LeaseLostError
            If the lease is not the task's any more.
        """
        row = self._held(lease)
        row.held_by, row.held_until, row.done_at = None, None, at
        self._session.flush()

    def close(self, task: str, *, at: datetime) -> None:
        """Close a task that has become pointless, whoever holds it."""
        row = self._locked(task)
        row.held_by, row.held_until = None, None
        row.done_at = row.done_at or at
        self._session.flush()

    def current(self, task: str) -> Lease | None:
        """Return who took an open task last, even if the lease is over; None if nobody, or it is done or unknown."""
        found = select(Task).where(Task.id == task, Task.done_at.is_(None), Task.held_by.is_not(None))
        row = self._session.scalars(found).one_or_none()
        return None if row is None else _to_lease(row)

    def held_by(self, holder: str, *, at: datetime) -> tuple[Lease, ...]:
        """Return the open tasks that a person holds at a moment."""
        found = select(Task).where(Task.held_by == holder, Task.held_until > at, Task.done_at.is_(None))
        return tuple(_to_lease(row) for row in self._session.scalars(found.order_by(Task.due_at, Task.id)))

    def skip(self, lease: Lease, *, reason: str, at: datetime) -> None:
        """Pass a task on, and remember who did and why.

        Raises
        ------
        LeaseLostError
            If the lease is not the task's any more.
        """
        self.give_back(lease)
        self._session.add(TaskSkip(task=lease.task, person=lease.holder, reason=reason, skipped_at=at))
        self._session.flush()

    def skipped(self, person: str) -> frozenset[str]:
        """Return the claims whose tasks a person has passed on."""
        found = select(NAMED).join(TaskSkip, (TaskSkip.tenant == Task.tenant) & (TaskSkip.task == Task.id))
        return frozenset(self._session.scalars(found.where(TaskSkip.person == person)))

    def _lane(self, claim: str) -> Lane | None:
        return self._session.scalars(select(Lane).where(Lane.claim == claim)).one_or_none()

    def _held(self, lease: Lease) -> Task:
        row = self._locked(lease.task)
        if row.done_at is not None or (row.held_by, row.lease_number) != (lease.holder, lease.number):
            raise LeaseLostError(lease.task)
        return row

    def _locked(self, task: str) -> Task:
        found = select(Task).where(Task.id == task).with_for_update()
        row = self._session.scalars(found).one_or_none()
        if row is None:
            raise NotThereError(f"task {task}")
        return row


def _is_free(at: datetime) -> ColumnElement[bool]:
    return Task.done_at.is_(None) & or_(Task.held_until.is_(None), Task.held_until <= at)


def _to_lease(row: Task) -> Lease:
    return Lease(
        task=row.id,
        claim=row.shown_as or row.claim,
        kind=row.kind,
        queue=row.queue,
        holder=row.held_by or "",
        until=row.held_until or row.created_at,
        number=row.lease_number,
    )
