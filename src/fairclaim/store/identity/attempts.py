"""Failed attempts by the blind index of a login: one that does not exist looks like one that does."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from fairclaim.services.ports.identity import Failures
from fairclaim.store.keys.blind_index import blind_digest
from fairclaim.store.keys.key_ring import KeyRing
from fairclaim.store.tables.identity import SignInFailure
from fairclaim.store.tenant_session import TenantSession


class Attempts:
    """A tenant's failed attempts, within one unit of work."""

    def __init__(self, session: TenantSession, ring: KeyRing) -> None:
        self._session = session
        self._ring = ring

    def hold(self, login: str) -> Failures:
        """Return the failures. The row is made where there is none, so that there is something to lock."""
        row = self._locked(login)
        if row is None:
            try:
                with self._session.begin_nested():
                    self._session.add(SignInFailure(digest=self._digest(login), count=0, last_at=None))
            except IntegrityError:  # somebody else made it at the same moment, and has let go of it
                row = self._locked(login)
        return Failures(0, None) if row is None else Failures(row.count, row.last_at)

    def write(self, login: str, failures: Failures) -> None:
        """Replace the failures."""
        row = self._locked(login)
        if row is not None:
            row.count, row.last_at = failures.count, failures.last_at
            self._session.flush()

    def clear(self, login: str) -> None:
        """Forget the failures."""
        self._session.execute(delete(SignInFailure).where(SignInFailure.digest == self._digest(login)))

    def forget(self, *, before: datetime) -> None:
        """Forget all that are older."""
        self._session.execute(delete(SignInFailure).where(SignInFailure.last_at < before))

    def _locked(self, login: str) -> SignInFailure | None:
        found = select(SignInFailure).where(SignInFailure.digest == self._digest(login)).with_for_update()
        return self._session.scalars(found).one_or_none()

    def _digest(self, login: str) -> bytes:
        return blind_digest(self._ring, login, tenant=self._session.tenant or "", name="login")
