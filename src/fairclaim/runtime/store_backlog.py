"""What is due, read from the store: deadlines and messages.

Further sources (examinations that wait, consequences) are added by whoever keeps their rows.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select

from fairclaim.runtime.errands import Errand, Kind
from fairclaim.runtime.jobs import next_attempt
from fairclaim.runtime.webhooks.deliver import TryAgain
from fairclaim.store.open_store import Store
from fairclaim.store.tables.traffic import OutboxMessage
from fairclaim.store.work import Work

MoreErrands = Callable[[Work, str, datetime, int], Sequence[Errand]]
"""Unit of work, tenant, moment, limit: further errands that are due before it."""


class StoreBacklog:
    """See :class:`~fairclaim.runtime.errands.Backlog`.

    Parameters
    ----------
    more : sequence of callable
        Further sources, each asked in the same unit of work.
    """

    def __init__(self, store: Store, *, more: Sequence[MoreErrands] = ()) -> None:
        self._store = store
        self._sources: tuple[MoreErrands, ...] = (due_deadlines, due_messages, *more)

    def tenants(self) -> Sequence[str]:
        """Return the tenants that are open."""
        return self._store.tenants()

    def due(self, tenant: str, *, before: datetime, limit: int) -> Sequence[Errand]:
        """Return what is due before a moment."""
        with self._store.read(tenant) as work:
            return [errand for source in self._sources for errand in source(work, tenant, before, limit)]


def deadline(tenant: str, claim: str, number: int, due_at: datetime) -> Errand:
    """Return the errand of a deadline."""
    return Errand(
        kind=Kind.FIRE_DEADLINE, tenant=tenant, subject=(claim, str(number)), key=f"{claim}/{number}", due_at=due_at
    )


def due_deadlines(work: Work, tenant: str, before: datetime, limit: int) -> list[Errand]:
    """Return deadlines that have not fired."""
    return [
        deadline(tenant, one.claim, one.number, one.due_at) for one in work.deadlines.due(before=before, limit=limit)
    ]


def due_messages(work: Work, tenant: str, before: datetime, limit: int) -> list[Errand]:
    """Return messages that are to be sent, or sent again."""
    found = (
        select(OutboxMessage)
        .where(
            OutboxMessage.next_at <= before, OutboxMessage.delivered_at.is_(None), OutboxMessage.given_up_at.is_(None)
        )
        .order_by(OutboxMessage.next_at, OutboxMessage.id)
        .limit(limit)
    )
    return [next_attempt(tenant, row.id, TryAgain(row.next_at, row.attempts)) for row in work.session.scalars(found)]
