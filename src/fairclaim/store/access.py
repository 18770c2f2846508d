"""Who may come in: API keys of programs, accounts of people with their roles. Secrets are kept as digests only."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from fairclaim.store.errors import NotThereError
from fairclaim.store.tables.parties import Account, AccountRole
from fairclaim.store.tables.traffic import ApiKey
from fairclaim.store.tenant_session import TenantSession

SECRET_BYTES = 32
"""Random, so that a plain digest cannot be guessed back."""
PREFIX = "fck"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownKey:
    """An API key that was shown to be genuine."""

    id: str
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAccount:
    """A person's account."""

    id: str
    person: str
    password_hash: str | None
    is_active: bool
    roles: frozenset[str]


class Access:
    """A tenant's API keys and accounts, within one unit of work."""

    def __init__(self, session: TenantSession) -> None:
        self._session = session

    def issue_key(self, key: str, *, scopes: Iterable[str], at: datetime, expires_at: datetime | None = None) -> str:
        """Add an API key and return what its holder sends. It is shown once: the store cannot tell it again."""
        secret = secrets.token_urlsafe(SECRET_BYTES)
        self._session.add(
            ApiKey(
                id=key,
                secret_digest=_digest(secret),
                scopes=sorted(scopes),
                created_at=at,
                expires_at=expires_at,
                revoked_at=None,
                last_used_at=None,
            )
        )
        self._session.flush()
        return f"{PREFIX}.{key}.{secret}"

    def verify_key(self, sent: str, *, at: datetime) -> KnownKey:
        """Return the key that was sent.

        Raises
        ------
        NotThereError
            If it is unknown, wrong, expired or revoked; which of them is not said.
        """
        prefix, _, rest = sent.partition(".")
        key, _, secret = rest.partition(".")
        row = self._session.scalars(select(ApiKey).where(ApiKey.id == key)).one_or_none()
        stored = row.secret_digest if row is not None else _digest("")
        is_same = hmac.compare_digest(stored, _digest(secret))
        if row is None or not is_same or prefix != PREFIX or row.revoked_at is not None:
            raise NotThereError("API key")
        if row.expires_at is not None and row.expires_at <= at:
            raise NotThereError("API key")
        return KnownKey(id=row.id, scopes=frozenset(row.scopes))

    def revoke_key(self, key: str, *, at: datetime) -> None:
        """End an API key.

        Raises
        ------
        NotThereError
            If there is none of this id.
        """
        row = self._session.scalars(select(ApiKey).where(ApiKey.id == key)).one_or_none()
        if row is None:
            raise NotThereError(f"API key {key}")
        row.revoked_at = row.revoked_at or at
        self._session.flush()

    def add_account(self, account: KnownAccount, *, at: datetime) -> None:
        """Add an account for a person who is there already."""
        self._session.add(
            Account(
                id=account.id,
                person=account.person,
                password_hash=account.password_hash,
                is_active=account.is_active,
                created_at=at,
            )
        )
        self._session.flush()
        self.set_roles(account.id, account.roles, at=at)

    def account(self, account: str) -> KnownAccount:
        """Return an account.

        Raises
        ------
        NotThereError
            If there is none of this id.
        """
        row = self._session.scalars(select(Account).where(Account.id == account)).one_or_none()
        if row is None:
            raise NotThereError(f"account {account}")
        return self._known(row)

    def accounts_of(self, person: str) -> tuple[KnownAccount, ...]:
        """Return a person's accounts; signing in finds the person by the blind index of ``login`` first."""
        rows = self._session.scalars(select(Account).where(Account.person == person).order_by(Account.id)).all()
        return tuple(self._known(row) for row in rows)

    def set_roles(self, account: str, roles: Iterable[str], *, at: datetime) -> None:
        """Give an account exactly these roles."""
        self._session.execute(delete(AccountRole).where(AccountRole.account == account))
        self._session.add_all([AccountRole(account=account, role=role, granted_at=at) for role in sorted(roles)])
        self._session.flush()

    def _known(self, row: Account) -> KnownAccount:
        roles = self._session.scalars(select(AccountRole.role).where(AccountRole.account == row.id))
        return KnownAccount(
            id=row.id,
            person=row.person,
            password_hash=row.password_hash,
            is_active=row.is_active,
            roles=frozenset(roles),
        )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
