"""Tasks, deadlines and jobs; see :mod:`fairclaim.services.ports.queue`."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select

from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.services.errors import LeaseLostError
from fairclaim.services.ports.queue import Due, JobKind, Lease
from fairclaim.store import tasks
from fairclaim.store.errors import NotThereError
from fairclaim.store.tables.machine import Job
from fairclaim.store.tenant_session import standing
from fairclaim.store.work import Work

JUDGEMENT = "judgement"
"""A claim waits for one judgement at a time,"""
SECOND_LOOK = "second-look"
"""and for one second look."""
_JOB = standing(select(Job.key).where(Job.key == bindparam("key")))


class DeskTasks:
    """Judgements that are waited for."""

    def __init__(self, work: Work) -> None:
        self._tasks = work.tasks

    def open(
        self, task: str, *, claim: ClaimId, queue: str, due_at: datetime, at: datetime, shown_as: ClaimId | None = None
    ) -> None:
        """See :class:`~fairclaim.services.ports.queue.Tasks`."""
        if not self._tasks.is_known(task):
            kind = JUDGEMENT if shown_as is None else SECOND_LOOK
            self._tasks.open(task, claim=claim, kind=kind, queue=queue, due_at=due_at, at=at, shown_as=shown_as)

    def prefer(self, claim: ClaimId, *, lane: str, priority: int) -> None:
        """See :class:`~fairclaim.services.ports.queue.Tasks`."""
        self._tasks.prefer(claim, lane=lane, priority=priority)

    def close(self, task: str, *, at: datetime) -> None:
        """See :class:`~fairclaim.services.ports.queue.Tasks`."""
        if self._tasks.is_known(task):
            self._tasks.close(task, at=at)

    def take_next(
        self,
        queue: str,
        *,
        holder: PersonId,
        at: datetime,
        until: datetime,
        not_claims: frozenset[ClaimId],
        lanes: frozenset[str] | None,
        suits: Callable[[str, ClaimId], bool],
    ) -> Lease | None:
        """See :class:`~fairclaim.services.ports.queue.Tasks`."""
        lease = self._tasks.take_next(
            queue,
            holder=holder,
            at=at,
            until=until,
            not_claims=frozenset(str(claim) for claim in not_claims),
            lanes=lanes,
            suits=lambda task, claim: suits(task, ClaimId(claim)),
        )
        return None if lease is None else _lease(lease)

    def held_by(self, person: PersonId, *, at: datetime, besides: str | None = None) -> Lease | None:
        """See :class:`~fairclaim.services.ports.queue.Tasks`."""
        held = [one for one in self._tasks.held_by(person, at=at) if one.task != besides]
        return _lease(held[0]) if held else None

    def current(self, task: str) -> Lease | None:
        """See :class:`~fairclaim.services.ports.queue.Tasks`."""
        lease = self._tasks.current(task)
        return None if lease is None else _lease(lease)

    def renew(self, lease: Lease, *, at: datetime, until: datetime) -> Lease:
        """See :class:`~fairclaim.services.ports.queue.Tasks`."""
        del at
        try:
            return _lease(self._tasks.renew(_stored(lease), until=until))
        except tasks.LeaseLostError as exc:
            raise LeaseLostError(lease.task) from exc

    def give_back(self, lease: Lease, *, at: datetime) -> None:
        """See :class:`~fairclaim.services.ports.queue.Tasks`."""
        del at
        try:
            self._tasks.give_back(_stored(lease))
        except tasks.LeaseLostError as exc:
            raise LeaseLostError(lease.task) from exc

    def skip(self, lease: Lease, *, reason: str, at: datetime) -> None:
        """See :class:`~fairclaim.services.ports.queue.Tasks`."""
        try:
            self._tasks.skip(_stored(lease), reason=reason, at=at)
        except tasks.LeaseLostError as exc:
            raise LeaseLostError(lease.task) from exc

    def skipped(self, person: PersonId) -> frozenset[ClaimId]:
        """See :class:`~fairclaim.services.ports.queue.Tasks`."""
        return frozenset(ClaimId(claim) for claim in self._tasks.skipped(person))


class DeskDeadlines:
    """Deadlines as rows, each of which takes effect once."""

    def __init__(self, work: Work) -> None:
        self._deadlines = work.deadlines

    def set(self, claim: ClaimId, number: int, *, clock: str, purpose: str, due_at: datetime) -> None:
        """See :class:`~fairclaim.services.ports.queue.Deadlines`."""
        self._deadlines.set(claim, number, clock=clock, purpose=purpose, due_at=due_at)

    def supersede(self, claim: ClaimId, *, clock: str, at: datetime) -> None:
        """See :class:`~fairclaim.services.ports.queue.Deadlines`."""
        self._deadlines.supersede(claim, clock=clock, at=at)

    def due(self, *, before: datetime, limit: int) -> Sequence[Due]:
        """See :class:`~fairclaim.services.ports.queue.Deadlines`."""
        return [
            Due(claim=ClaimId(one.claim), number=one.number, clock=one.clock, purpose=one.purpose, due_at=one.due_at)
            for one in self._deadlines.due(before=before, limit=limit)
        ]

    def fire(self, claim: ClaimId, number: int, *, at: datetime) -> bool:
        """See :class:`~fairclaim.services.ports.queue.Deadlines`."""
        try:
            return self._deadlines.fire(claim, number, at=at)
        except NotThereError:
            return False


class DeskJobs:
    """Work for the machine."""

    def __init__(self, work: Work) -> None:
        self._session = work.session

    def add(self, kind: JobKind, subject: str, *, key: str, at: datetime) -> None:
        """See :class:`~fairclaim.services.ports.queue.Jobs`."""
        if self._session.scalars(_JOB, {"key": key}).one_or_none() is None:
            self._session.add(
                Job(
                    key=key,
                    kind=kind.value,
                    subject=subject,
                    start_at=at,
                    done_at=None,
                    failures=0,
                    last_failure=None,
                )
            )
            self._session.flush()


def _lease(lease: tasks.Lease) -> Lease:
    return Lease(
        task=lease.task,
        claim=ClaimId(lease.claim),
        queue=lease.queue,
        holder=PersonId(lease.holder),
        until=lease.until,
        number=lease.number,
    )


def _stored(lease: Lease) -> tasks.Lease:
    return tasks.Lease(
        task=lease.task,
        claim=lease.claim,
        kind=JUDGEMENT,
        queue=lease.queue,
        holder=lease.holder,
        until=lease.until,
        number=lease.number,
    )
