"""Accounts by the blind index of what an identity provider calls their person."""

from datetime import datetime

from sqlalchemy import select

from fairclaim.services.ports.identity import Account
from fairclaim.store.keys.blind_index import blind_digest
from fairclaim.store.keys.key_ring import KeyRing
from fairclaim.store.tables.identity import ExternalSubject
from fairclaim.store.tenant_session import TenantSession


class Subjects:
    """A tenant's linked subjects, within one unit of work."""

    def __init__(self, session: TenantSession, ring: KeyRing) -> None:
        self._session = session
        self._ring = ring

    def find(self, provider: str, subject: str) -> str | None:
        """Return the account."""
        digest = self._digest(provider, subject)
        found = select(ExternalSubject.account).where(
            ExternalSubject.provider == provider, ExternalSubject.digest == digest
        )
        return self._session.scalars(found).one_or_none()

    def link(self, provider: str, subject: str, *, account: Account, at: datetime) -> None:
        """Link a subject to an account."""
        digest = self._digest(provider, subject)
        self._session.add(
            ExternalSubject(provider=provider, digest=digest, account=account.id, person=account.person, linked_at=at)
        )
        self._session.flush()

    def _digest(self, provider: str, subject: str) -> bytes:
        both = f"{len(provider)}/{provider}/{subject}"
        return blind_digest(self._ring, both, tenant=self._session.tenant or "", name="subject")
