"""Tickets: whoever deletes the row has used it, and nobody else does."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from fairclaim.domain.desk.party import PersonId
from fairclaim.services.ports.identity import Purpose, Ticket
from fairclaim.store.tables.identity import TicketRow
from fairclaim.store.tenant_session import TenantSession


class Tickets:
    """A tenant's tickets, within one unit of work."""

    def __init__(self, session: TenantSession) -> None:
        self._session = session

    def add(self, ticket: Ticket, *, person: PersonId | None, at: datetime) -> None:
        """Add a ticket, and forget those that have expired."""
        self._session.execute(delete(TicketRow).where(TicketRow.expires_at <= at))
        self._session.add(
            TicketRow(
                digest=ticket.digest,
                purpose=ticket.purpose.value,
                account=ticket.account,
                person=person,
                session=ticket.session,
                created_at=at,
                expires_at=ticket.expires_at,
            )
        )
        self._session.flush()

    def find(self, digest: str, purpose: Purpose, *, at: datetime) -> Ticket | None:
        """Return a ticket that could be taken."""
        found = select(TicketRow).where(
            TicketRow.digest == digest, TicketRow.purpose == purpose.value, TicketRow.expires_at > at
        )
        row = self._session.scalars(found).one_or_none()
        return None if row is None else _known(row)

    def take(self, digest: str, purpose: Purpose, *, at: datetime) -> Ticket | None:
        """Use a ticket up."""
        found = select(TicketRow).where(
            TicketRow.digest == digest, TicketRow.purpose == purpose.value, TicketRow.expires_at > at
        )
        row = self._session.scalars(found.with_for_update()).one_or_none()
        if row is None:
            return None
        self._session.delete(row)
        self._session.flush()
        return _known(row)

    def open(self, purpose: Purpose, *, at: datetime) -> Sequence[Ticket]:
        """Return the tickets of a purpose that could be taken."""
        found = select(TicketRow).where(TicketRow.purpose == purpose.value, TicketRow.expires_at > at)
        return [_known(row) for row in self._session.scalars(found.order_by(TicketRow.created_at, TicketRow.digest))]

    def withdraw(self, account: str, purpose: Purpose) -> None:
        """Forget an account's tickets of a purpose."""
        self._session.execute(delete(TicketRow).where(TicketRow.account == account, TicketRow.purpose == purpose.value))


def _known(row: TicketRow) -> Ticket:
    return Ticket(
        digest=row.digest,
        purpose=Purpose(row.purpose),
        account=row.account,
        session=row.session,
        expires_at=row.expires_at,
    )
