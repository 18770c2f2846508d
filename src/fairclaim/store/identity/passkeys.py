"""Passkeys, found by the digest of the credential's id."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from fairclaim.domain.desk.party import PersonId
from fairclaim.services.ports.identity import Passkey
from fairclaim.store.tables.identity import PasskeyRow
from fairclaim.store.tenant_session import TenantSession


class Passkeys:
    """A tenant's passkeys, within one unit of work."""

    def __init__(self, session: TenantSession) -> None:
        self._session = session

    def add(self, passkey: Passkey) -> None:
        """Add a passkey."""
        self._session.add(
            PasskeyRow(
                id=passkey.id,
                lookup=_lookup(passkey.credential),
                credential=passkey.credential,
                public_key=passkey.public_key,
                account=passkey.account,
                person=passkey.person,
                sign_count=passkey.sign_count,
                is_synced=passkey.is_synced,
                created_at=passkey.created_at,
                used_at=passkey.used_at,
            )
        )
        self._session.flush()

    def find(self, credential: bytes) -> Passkey | None:
        """Return the passkey of a credential id."""
        row = self._session.scalars(select(PasskeyRow).where(PasskeyRow.lookup == _lookup(credential))).one_or_none()
        return None if row is None else _known(row)

    def of_account(self, account: str) -> Sequence[Passkey]:
        """Return an account's passkeys, in the order in which they were added."""
        found = select(PasskeyRow).where(PasskeyRow.account == account)
        return [_known(row) for row in self._session.scalars(found.order_by(PasskeyRow.created_at, PasskeyRow.id))]

    def used(self, passkey: str, *, sign_count: int, at: datetime) -> bool:
        """Record a use; False if the counter did not rise although it was not zero, and nothing is recorded."""
        found = select(PasskeyRow).where(PasskeyRow.id == passkey).with_for_update()
        row = self._session.scalars(found).one_or_none()
        if row is None or (row.sign_count > 0 and sign_count <= row.sign_count):
            return False
        row.sign_count, row.used_at = sign_count, at
        self._session.flush()
        return True

    def remove(self, passkey: str, *, account: str) -> bool:
        """Remove an account's passkey."""
        found = select(PasskeyRow).where(PasskeyRow.id == passkey, PasskeyRow.account == account)
        row = self._session.scalars(found).one_or_none()
        if row is None:
            return False
        self._session.delete(row)
        self._session.flush()
        return True

    def remove_all(self, account: str) -> int:
        """Remove all passkeys of an account."""
        rows = self._session.scalars(select(PasskeyRow).where(PasskeyRow.account == account)).all()
        for row in rows:
            self._session.delete(row)
        self._session.flush()
        return len(rows)


def _lookup(credential: bytes) -> str:
    return hashlib.sha256(credential).hexdigest()


def _known(row: PasskeyRow) -> Passkey:
    return Passkey(
        id=row.id,
        credential=row.credential,
        public_key=row.public_key,
        account=row.account,
        person=PersonId(row.person),
        sign_count=row.sign_count,
        is_synced=row.is_synced,
        created_at=row.created_at,
        used_at=row.used_at,
    )
