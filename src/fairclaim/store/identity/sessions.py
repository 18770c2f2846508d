"""Sessions. One that has ended is deleted; the audit says when."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from fairclaim.domain.desk.party import PersonId
from fairclaim.services.ports.identity import Proof, Session
from fairclaim.store.tables.identity import SignInSession
from fairclaim.store.tenant_session import TenantSession


class Sessions:
    """A tenant's sessions, within one unit of work."""

    def __init__(self, session: TenantSession) -> None:
        self._session = session

    def add(self, session: Session) -> None:
        """Add a session."""
        self._session.add(
            SignInSession(
                id=session.id,
                digest=session.digest,
                account=session.account,
                person=session.person,
                created_at=session.created_at,
                seen_at=session.seen_at,
                ends_at=session.ends_at,
                proven_at=session.proven_at,
                proven_by=session.proven_by.value,
            )
        )
        self._session.flush()

    def by_digest(self, digest: str) -> Session | None:
        """Return the session of a token's digest."""
        row = self._session.scalars(select(SignInSession).where(SignInSession.digest == digest)).one_or_none()
        return None if row is None else _known(row)

    def of_account(self, account: str) -> Sequence[Session]:
        """Return an account's sessions, the newest first."""
        found = select(SignInSession).where(SignInSession.account == account)
        rows = self._session.scalars(found.order_by(SignInSession.created_at.desc(), SignInSession.id)).all()
        return [_known(row) for row in rows]

    def save(self, session: Session) -> None:
        """Write a session that has changed; one that is gone stays gone."""
        row = self._session.scalars(select(SignInSession).where(SignInSession.id == session.id)).one_or_none()
        if row is not None:
            row.digest, row.seen_at = session.digest, session.seen_at
            row.proven_at, row.proven_by = session.proven_at, session.proven_by.value
            self._session.flush()

    def seen(self, session: str, *, at: datetime) -> None:
        """Record a request, and nothing else of the session."""
        row = self._session.scalars(select(SignInSession).where(SignInSession.id == session)).one_or_none()
        if row is not None:
            row.seen_at = max(row.seen_at, at)
            self._session.flush()

    def end(self, session: str) -> None:
        """End a session."""
        self._session.execute(delete(SignInSession).where(SignInSession.id == session))

    def end_all(self, account: str, *, but: str | None = None) -> int:
        """End an account's sessions but one."""
        ids = [found.id for found in self.of_account(account) if found.id != but]
        self._session.execute(delete(SignInSession).where(SignInSession.id.in_(ids)))
        return len(ids)

    def forget(self, *, at: datetime) -> None:
        """Forget sessions whose latest end has passed."""
        self._session.execute(delete(SignInSession).where(SignInSession.ends_at <= at))


def _known(row: SignInSession) -> Session:
    return Session(
        id=row.id,
        digest=row.digest,
        account=row.account,
        person=PersonId(row.person),
        created_at=row.created_at,
        seen_at=row.seen_at,
        ends_at=row.ends_at,
        proven_at=row.proven_at,
        proven_by=Proof(row.proven_by),
    )
