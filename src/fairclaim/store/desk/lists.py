"""Claims and tasks in a stable order, from the store; see ``services.ports.lists.Lists``."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.domain.desk.wire import claim_from_record
from fairclaim.services.ports.lists import Among, OpenTask
from fairclaim.store.tables.claims import Claim as ClaimRow
from fairclaim.store.tables.desk import Task, TaskSkip
from fairclaim.store.work import Work


class StoredLists:
    """A tenant's lists, within one unit of work. Snapshots are claims as ``domain.desk.wire`` writes them."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def claims(self, among: Among, *, after: tuple[datetime, str] | None, limit: int) -> Sequence[Claim]:
        """Return claims, the newest filing first."""
        found = select(ClaimRow)
        if among.states is not None:
            found = found.where(ClaimRow.state.in_(sorted(state.value for state in among.states)))
        if among.buyer is not None:
            found = found.where(ClaimRow.buyer == among.buyer)
        if among.merchant is not None:
            found = found.where(ClaimRow.merchant == among.merchant)
        if among.filed_from is not None:
            found = found.where(ClaimRow.filed_at >= among.filed_from)
        if among.filed_before is not None:
            found = found.where(ClaimRow.filed_at < among.filed_before)
        if after is not None:
            moment, last = after
            found = found.where(or_(ClaimRow.filed_at < moment, and_(ClaimRow.filed_at == moment, ClaimRow.id < last)))
        rows = self._work.session.scalars(
            found.order_by(ClaimRow.filed_at.desc(), ClaimRow.id.desc()).limit(limit)
        ).all()
        return [claim_from_record(row.snapshot) for row in rows]

    def tasks(
        self, queues: frozenset[str], *, at: datetime, after: tuple[datetime, str] | None, limit: int
    ) -> Sequence[OpenTask]:
        """Return open tasks, the least time left first."""
        found = select(Task).where(Task.queue.in_(sorted(queues)), Task.done_at.is_(None))
        if after is not None:
            moment, last = after
            found = found.where(or_(Task.due_at > moment, and_(Task.due_at == moment, Task.id > last)))
        rows = self._work.session.scalars(found.order_by(Task.due_at, Task.id).limit(limit))
        return [
            OpenTask(
                task=row.id,
                claim=ClaimId(row.shown_as or row.claim),
                queue=row.queue,
                due_at=row.due_at,
                is_held=row.held_until is not None and row.held_until > at,
                holder=PersonId(row.held_by) if row.held_by and row.held_until and row.held_until > at else None,
            )
            for row in rows
        ]

    def skips(self) -> Mapping[str, int]:
        """Return how often tasks were passed on, by reason."""
        found = select(TaskSkip.reason, func.count()).group_by(TaskSkip.reason)
        return {str(reason): int(count) for reason, count in self._work.session.execute(found)}
