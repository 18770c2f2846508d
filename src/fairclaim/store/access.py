"""Who may come in: accounts of people with their roles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from fairclaim.store.errors import NotThereError
from fairclaim.store.tables.parties import Account, AccountRole
from fairclaim.store.tenant_session import TenantSession


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAccount:
    """A person's account."""

    id: str
    person: str
    password_hash: str | None
    is_active: bool
    roles: frozenset[str]


class Access:
    """A tenant's accounts, within one unit of work."""

    def __init__(self, session: TenantSession) -> None:
        self._session = session

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
