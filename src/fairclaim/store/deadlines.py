"""Deadlines as rows: set, superseded by the next one, and fired once, however many workers try."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Exists, exists, select, update

from fairclaim.store.errors import NotThereError
from fairclaim.store.tables.desk import Deadline, DeadlineFiring
from fairclaim.store.tenant_session import TenantSession


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDeadline:
    """A deadline; see :class:`~fairclaim.store.tables.desk.Deadline`."""

    claim: str
    number: int
    clock: str
    purpose: str
    due_at: datetime


class Deadlines:
    """A tenant's deadlines, within one unit of work."""

    def __init__(self, session: TenantSession) -> None:
        self._session = session

    def set(self, claim: str, number: int, *, clock: str, purpose: str, due_at: datetime) -> None:
        """Set a deadline. Its number is the caller's, unique within the claim: the event that set it, for example."""
        self._session.add(
            Deadline(claim=claim, number=number, clock=clock, purpose=purpose, due_at=due_at, superseded_at=None)
        )
        self._session.flush()

    def supersede(self, claim: str, *, clock: str, at: datetime) -> None:
        """Call off every deadline of a clock that has not fired."""
        self._session.execute(
            update(Deadline)
            .where(Deadline.claim == claim, Deadline.clock == clock, Deadline.superseded_at.is_(None), ~_has_fired())
            .values(superseded_at=at)
        )

    def due(self, *, before: datetime, limit: int) -> tuple[DueDeadline, ...]:
        """Return deadlines whose time is over and that have not fired, the oldest first."""
        found = (
            select(Deadline)
            .where(Deadline.due_at <= before, Deadline.superseded_at.is_(None), ~_has_fired())
            .order_by(Deadline.due_at, Deadline.claim, Deadline.number)
            .limit(limit)
        )
        return tuple(_to_due(row) for row in self._session.scalars(found))

    def fire(self, claim: str, number: int, *, at: datetime) -> bool:
        """Tell whether this call is the one that lets a deadline take effect; never before its time.

        False if it fired before, was called off, or is not due. What follows from it belongs into the same unit of work.

        Raises
        ------
        NotThereError
            If there is no such deadline.
        """
        found = select(Deadline).where(Deadline.claim == claim, Deadline.number == number)
        # The lock makes a second worker wait until the first has committed, and then see its firing.
        row = self._session.scalars(found.with_for_update()).one_or_none()
        if row is None:
            raise NotThereError(f"deadline {number} of claim {claim}")
        fired = select(DeadlineFiring).where(DeadlineFiring.claim == claim, DeadlineFiring.number == number)
        if row.superseded_at is not None or at < row.due_at or self._session.scalars(fired).one_or_none() is not None:
            return False
        self._session.add(DeadlineFiring(claim=claim, number=number, fired_at=at))
        self._session.flush()
        return True


def _has_fired() -> Exists:
    return exists().where(
        DeadlineFiring.tenant == Deadline.tenant,
        DeadlineFiring.claim == Deadline.claim,
        DeadlineFiring.number == Deadline.number,
    )


def _to_due(row: Deadline) -> DueDeadline:
    return DueDeadline(claim=row.claim, number=row.number, clock=row.clock, purpose=row.purpose, due_at=row.due_at)
