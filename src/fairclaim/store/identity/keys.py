"""API keys; of the secret, its digest only."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select

from fairclaim.services.ports.identity import Key
from fairclaim.store.tables.traffic import ApiKey
from fairclaim.store.tenant_session import TenantSession, standing

_KEY = standing(select(ApiKey).where(ApiKey.id == bindparam("key")))


class Keys:
    """A tenant's API keys, within one unit of work."""

    def __init__(self, session: TenantSession) -> None:
        self._session = session

    def add(self, key: Key) -> None:
        """Add a key."""
        self._session.add(
            ApiKey(
                id=key.id,
                secret_digest=key.digest,
                scopes=sorted(key.scopes),
                created_at=key.created_at,
                expires_at=key.expires_at,
                revoked_at=key.revoked_at,
                last_used_at=key.used_at,
                label=key.label,
                replaces=key.replaces,
            )
        )
        self._session.flush()

    def find(self, key: str) -> Key | None:
        """Return a key."""
        row = self._row(key)
        return None if row is None else _known(row)

    def all(self) -> Sequence[Key]:
        """Return all keys, the newest first."""
        rows = self._session.scalars(select(ApiKey).order_by(ApiKey.created_at.desc(), ApiKey.id))
        return [_known(row) for row in rows]

    def save(self, key: Key) -> None:
        """Write how long a key works."""
        row = self._row(key.id)
        if row is not None:
            row.expires_at, row.revoked_at = key.expires_at, key.revoked_at
            self._session.flush()

    def used(self, key: str, *, at: datetime) -> None:
        """Record a use."""
        row = self._row(key)
        if row is not None:
            row.last_used_at = at
            self._session.flush()

    def _row(self, key: str) -> ApiKey | None:
        return self._session.scalars(_KEY, {"key": key}).one_or_none()


def _known(row: ApiKey) -> Key:
    return Key(
        id=row.id,
        digest=row.secret_digest,
        label=row.label or row.id,
        scopes=frozenset(row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        used_at=row.last_used_at,
        replaces=row.replaces,
    )
