"""Accounts as an administrator looks at them: those who work here and act for merchants, and who was invited and has not come yet.

Buyers are many and are asked for one by one, by what they sign in with or by the tenant's own id.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller, Role
from fairclaim.services.grants import Action
from fairclaim.services.identity.door import Door, note
from fairclaim.services.ports.identity import Account, IdentityWork, Purpose

LISTED = frozenset({"staff", "merchant"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSeen:
    """An account as it is listed.

    Parameters
    ----------
    login : str or None
        None once the person is erased, or where somebody comes in by a provider only.
    reference : str or None
        The tenant's own id: of a buyer, or of the merchant that an agent acts for.
    invited_until : datetime or None
        Until when a link holds that nobody has used yet.
    passkeys : int
        How many passkeys the account has.
    """

    account: Account
    login: str | None
    reference: str | None
    invited_until: datetime | None
    passkeys: int

    @property
    def is_buyer(self) -> bool:
        """The account is a buyer's."""
        return Role.BUYER in self.account.roles


def desk_accounts(door: Door, who: Caller) -> tuple[AccountSeen, ...]:
    """Return the accounts of staff and of merchants' agents, and every account with an open invitation. Looking is noted.

    Raises
    ------
    NotAllowedError
        If the caller does not run the desk.
    """

    def found(work: IdentityWork, at: datetime) -> Iterable[Account]:
        invited = [
            work.accounts.find(one.account) for one in work.tickets.open(Purpose.INVITATION, at=at) if one.account
        ]
        return [*work.accounts.of_kinds(LISTED), *(one for one in invited if one is not None)]

    return _seen(door, who, found)


def find_accounts(door: Door, who: Caller, named: str) -> tuple[AccountSeen, ...]:
    """Return the accounts of a login, or of the buyer whom the tenant knows by an id. Looking is noted.

    Raises
    ------
    NotAllowedError
        If the caller does not run the desk.
    """

    def found(work: IdentityWork, at: datetime) -> Iterable[Account]:
        del at
        by_login = work.accounts.by_login(named)
        buyers = [one for person in work.accounts.buyers_with(named) for one in work.accounts.of_person(person)]
        return [*([] if by_login is None else [by_login]), *buyers]

    return _seen(door, who, found)


def _seen(
    door: Door, who: Caller, find: Callable[[IdentityWork, datetime], Iterable[Account]]
) -> tuple[AccountSeen, ...]:
    role = authorize(who, Action.MANAGE_ACCOUNTS, Resource(tenant=who.tenant))

    def whole(work: IdentityWork) -> tuple[AccountSeen, ...]:
        at = door.now()
        note(door, work, who.person, "see-accounts", thing=who.tenant, kind="tenant", at=at, role=role.value)
        open_until = {one.account: one.expires_at for one in work.tickets.open(Purpose.INVITATION, at=at)}
        unique = {account.id: account for account in find(work, at)}
        return tuple(
            AccountSeen(
                account=one,
                login=work.accounts.login_of(one.id),
                reference=work.accounts.reference_of(one.acts_for or one.person),
                invited_until=open_until.get(one.id),
                passkeys=len(work.passkeys.of_account(one.id)),
            )
            for one in unique.values()
        )

    return door.units.write(who.tenant, whole)
