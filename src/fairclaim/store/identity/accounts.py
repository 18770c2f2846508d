"""Accounts with the merchants they act for. Logins and names are sealed fields of the person."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update

from fairclaim.domain.desk.party import PersonId
from fairclaim.services.caller import Role
from fairclaim.services.ports.identity import Account, NewAccount
from fairclaim.store.access import Access, KnownAccount
from fairclaim.store.errors import ErasedError, NotThereError
from fairclaim.store.persons import Persons
from fairclaim.store.tables import parties
from fairclaim.store.tables.identity import AccountMerchant
from fairclaim.store.tenant_session import TenantSession

REFERENCE = "platform-account"


class Accounts:
    """A tenant's accounts, within one unit of work."""

    def __init__(self, session: TenantSession, persons: Persons, access: Access) -> None:
        self._session = session
        self._persons = persons
        self._access = access

    def find(self, account: str) -> Account | None:
        """Return an account."""
        try:
            return self._whole(self._access.account(account))
        except NotThereError:
            return None

    def by_login(self, login: str) -> Account | None:
        """Return the one account of a login; None also where several share it."""
        found = [account for person in self._persons.find("login", login) for account in self._of(person)]
        return found[0] if len(found) == 1 else None

    def is_taken(self, login: str) -> bool:
        """Tell whether somebody has this login."""
        return bool(self._persons.find("login", login))

    def of_person(self, person: PersonId) -> Sequence[Account]:
        """Return a person's accounts."""
        return self._of(person)

    def all(self) -> Sequence[Account]:
        """Return all accounts."""
        ids = self._session.scalars(select(parties.Account.id).order_by(parties.Account.created_at, parties.Account.id))
        return [self._whole(self._access.account(account)) for account in ids.all()]

    def of_kinds(self, kinds: frozenset[str]) -> Sequence[Account]:
        """Return the accounts of persons of these kinds, the oldest first."""
        found = select(parties.Account.id).join(parties.Person, parties.Person.id == parties.Account.person)
        of_kind = found.where(parties.Person.kind.in_(sorted(kinds)))
        ids = self._session.scalars(of_kind.order_by(parties.Account.created_at, parties.Account.id))
        return [self._whole(self._access.account(account)) for account in ids.all()]

    def reference_of(self, person: PersonId) -> str | None:
        """Return the tenant's own id of a party; None where there is none, or once they are erased."""
        try:
            return self._persons.read(person).get(REFERENCE)
        except (ErasedError, NotThereError):
            return None

    def login_of(self, account: str) -> str | None:
        """Return the login in clear; None once the person is erased, or where there is none."""
        found = self.find(account)
        if found is None:
            return None
        try:
            return self._persons.read(found.person).get("login")
        except ErasedError:
            return None

    def is_erased(self, account: str) -> bool:
        """Tell whether the account's person was erased."""
        found = self.find(account)
        return found is not None and self._persons.facts(found.person).erased_at is not None

    def is_merchant(self, person: PersonId) -> bool:
        """Tell whether there is a merchant of this id."""
        try:
            facts = self._persons.facts(person)
        except NotThereError:
            return False
        return facts.kind == "merchant" and facts.erased_at is None

    def buyers_with(self, platform_account: str) -> Sequence[PersonId]:
        """Return the buyers whom the platform knows by an id."""
        found = self._persons.find("platform-account", platform_account)
        buyers = [person for person in found if self._persons.facts(person).kind == "buyer"]
        # The index does not tell small letters from capitals; who comes in does.
        return [
            PersonId(person)
            for person in buyers
            if self._persons.read(person).get("platform-account") == platform_account
        ]

    def add(self, account: NewAccount, *, at: datetime) -> None:
        """Add an account and its person."""
        fields = {"login": account.login, **({"name": account.name} if account.name else {})}
        self._persons.add(account.person, kind=account.kind, at=at, fields=fields)
        self.admit(account.id, account.person, account.roles, at=at)
        if account.acts_for is not None:
            self.set_roles(account.id, account.roles, acts_for=account.acts_for, at=at)

    def admit(self, account: str, person: PersonId, roles: frozenset[Role], *, at: datetime) -> None:
        """Add an account for a person who is there already."""
        known = KnownAccount(
            id=account,
            person=person,
            password_hash=None,
            is_active=True,
            roles=frozenset(role.value for role in roles),
        )
        self._access.add_account(known, at=at)

    def set_login(self, person: PersonId, login: str, *, at: datetime) -> None:
        """Give a person a login, in place of the one before."""
        self._persons.write(person, {"login": login}, at=at)

    def set_roles(self, account: str, roles: frozenset[Role], *, acts_for: PersonId | None, at: datetime) -> None:
        """Give an account exactly these roles."""
        self._access.set_roles(account, (role.value for role in roles), at=at)
        self._session.execute(delete(AccountMerchant).where(AccountMerchant.account == account))
        if acts_for is not None:
            self._session.add(AccountMerchant(account=account, merchant=acts_for))
        self._session.flush()

    def set_active(self, account: str, *, is_active: bool) -> None:
        """Open or shut an account."""
        self._change(account, is_active=is_active)

    def set_password(self, account: str, password_hash: str | None) -> None:
        """Replace the password's hash."""
        self._change(account, password_hash=password_hash)

    def _change(self, account: str, **values: object) -> None:
        self._session.execute(update(parties.Account).where(parties.Account.id == account).values(**values))

    def _of(self, person: str) -> list[Account]:
        return [self._whole(known) for known in self._access.accounts_of(person)]

    def _whole(self, known: KnownAccount) -> Account:
        merchant = select(AccountMerchant.merchant).where(AccountMerchant.account == known.id)
        acts_for = self._session.scalars(merchant).one_or_none()
        return Account(
            id=known.id,
            person=PersonId(known.person),
            password_hash=known.password_hash,
            is_active=known.is_active,
            roles=frozenset(Role(role) for role in known.roles),
            acts_for=None if acts_for is None else PersonId(acts_for),
        )
