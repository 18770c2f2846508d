"""Consents and statements in the store; see :mod:`fairclaim.services.ports.consents`."""

from collections.abc import Sequence

from sqlalchemy import select

from fairclaim.domain.desk.party import PersonId
from fairclaim.services.ports.consents import Consent, IssuedStatement
from fairclaim.store.tables.consents import ShareConsent, StandingStatement
from fairclaim.store.work import Work


class StoredConsents:
    """A tenant's consents, within one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def find(self, consent: str) -> Consent | None:
        """Return one."""
        row = self._work.session.scalars(select(ShareConsent).where(ShareConsent.id == consent)).one_or_none()
        return None if row is None else _consent(row)

    def add(self, consent: Consent) -> None:
        """Add one."""
        self._work.session.add(
            ShareConsent(
                id=consent.id,
                person=consent.person,
                recipient=consent.recipient,
                contact=consent.contact,
                given_at=consent.given_at,
                until=consent.until,
                withdrawn_at=consent.withdrawn_at,
            )
        )
        self._work.session.flush()

    def save(self, consent: Consent) -> None:
        """Write that one was withdrawn."""
        row = self._work.session.scalars(select(ShareConsent).where(ShareConsent.id == consent.id)).one()
        row.withdrawn_at = consent.withdrawn_at
        self._work.session.flush()

    def of_person(self, person: PersonId) -> Sequence[Consent]:
        """Return all of a person."""
        found = select(ShareConsent).where(ShareConsent.person == person)
        rows = self._work.session.scalars(found.order_by(ShareConsent.given_at, ShareConsent.id))
        return [_consent(row) for row in rows]

    def add_statement(self, statement: IssuedStatement) -> None:
        """Add that a statement was issued."""
        self._work.session.add(
            StandingStatement(
                id=statement.id,
                person=statement.person,
                consent=statement.consent,
                issued_at=statement.issued_at,
                expires_at=statement.expires_at,
            )
        )
        self._work.session.flush()

    def statements(self, person: PersonId | None = None) -> Sequence[IssuedStatement]:
        """Return what was issued."""
        found = select(StandingStatement).order_by(StandingStatement.issued_at, StandingStatement.id)
        if person is not None:
            found = found.where(StandingStatement.person == person)
        return [
            IssuedStatement(
                id=row.id,
                consent=row.consent,
                person=PersonId(row.person),
                issued_at=row.issued_at,
                expires_at=row.expires_at,
            )
            for row in self._work.session.scalars(found)
        ]


def _consent(row: ShareConsent) -> Consent:
    return Consent(
        id=row.id,
        person=PersonId(row.person),
        recipient=row.recipient,
        contact=row.contact,
        given_at=row.given_at,
        until=row.until,
        withdrawn_at=row.withdrawn_at,
    )
