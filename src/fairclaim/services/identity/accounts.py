"""Accounts, made and shut by administrators; each act leaves an entry in the audit. Nobody is ever told a password of another.

Who runs the desk judges nothing, and nobody gives roles to themselves.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.party import PersonId
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller, Role
from fairclaim.services.errors import NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.identity.door import Door, note
from fairclaim.services.identity.errors import LastAdminError, LoginTakenError, OwnAccountError, RoleMixError
from fairclaim.services.identity.tokens import Kind, digest_of, new_secret, write_token
from fairclaim.services.ports.identity import Account, IdentityWork, NewAccount, Purpose, Ticket

T = TypeVar("T")

OF_NO_ACCOUNT = frozenset({Role.MACHINE, Role.INTEGRATION})
APART = frozenset({Role.REVIEWER, Role.SENIOR, Role.AUDITOR})
"""Roles that do not go with running the desk: who gives roles does not judge, and is not their own auditor."""
PARTIES = frozenset({Role.BUYER, Role.MERCHANT_AGENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An account to be made.

    Parameters
    ----------
    login : str
        Personal; sealed, and found by blind index.
    acts_for : PersonId or None
        The merchant, for an agent.
    """

    login: str
    roles: frozenset[Role]
    name: str | None = None
    acts_for: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """An account with the token of its one-time link, which is told this once."""

    account: str
    person: PersonId
    token: str
    expires_at: datetime


def add_account(door: Door, who: Caller, wanted: Wanted) -> Invited:
    """Add an account with its person, and invite them to set a password.

    Raises
    ------
    LoginTakenError
        If another account has the login.
    RoleMixError
        If the roles do not go together.
    NotFoundError
        If there is no such merchant to act for.
    NotAllowedError
        If the caller does not run the desk.
    """
    return _as_admin(door, who, lambda work, role, at: _add(door, work, who, wanted, role=role.value, at=at))


def first_admin(door: Door, tenant: str, login: str) -> Invited:
    """Add a tenant's first administrator. For the operator of the server, who needs no account.

    Raises
    ------
    LastAdminError
        If there is an active administrator.
    """
    operator = Caller(tenant=tenant, person=PersonId("operator"), roles=frozenset({Role.MACHINE}))
    wanted = Wanted(login=login, roles=frozenset({Role.ADMIN}))

    def whole(work: IdentityWork) -> Invited:
        if _admins(work):
            raise LastAdminError(is_there=True)
        return _add(door, work, operator, wanted, role="operator", at=door.now())

    return door.units.write(tenant, whole)


def invite(door: Door, who: Caller, account: str) -> Invited:
    """Invite somebody anew, who has forgotten a password or lost a passkey. Earlier links no longer work.

    Raises
    ------
    NotFoundError
        If there is no such account, or it is shut.
    NotAllowedError
        If the caller does not run the desk.
    """

    def whole(work: IdentityWork, role: Role, at: datetime) -> Invited:
        found = _known(work, account)
        if not found.is_active:
            raise NotFoundError
        note(door, work, who.person, "invite", thing=account, kind="account", at=at, role=role.value)
        return _invited(door, work, who.tenant, account, found.person, at=at)

    return _as_admin(door, who, whole)


def invite_buyer(door: Door, who: Caller, buyer: str, *, login: str | None = None) -> Invited:
    """Invite the one buyer whom orders know by the tenant's own id. Whoever takes it sees this person's things, and no others.

    Parameters
    ----------
    buyer : str
        As orders name the buyer, in exactly this spelling.
    login : str or None
        What to sign in with from now on; if not given, the login that there is, else ``buyer``.

    Raises
    ------
    NotFoundError
        If orders know no such buyer, or the account of this person is shut.
    LoginTakenError
        If somebody else has the login.
    NotAllowedError
        If the caller does not run the desk.
    """

    def whole(work: IdentityWork, role: Role, at: datetime) -> Invited:
        persons = work.accounts.buyers_with(buyer)
        if len(persons) != 1:
            raise NotFoundError
        account = _account_of_buyer(door, work, persons[0], at=at)
        if not account.is_active:
            raise NotFoundError
        known = work.accounts.login_of(account.id)
        wanted = login or known or buyer
        if wanted != known:
            if work.accounts.is_taken(wanted):
                raise LoginTakenError
            work.accounts.set_login(account.person, wanted, at=at)
        note(door, work, who.person, "invite-buyer", thing=account.id, kind="account", at=at, role=role.value)
        return _invited(door, work, who.tenant, account.id, account.person, at=at)

    return _as_admin(door, who, whole)


def set_roles(
    door: Door, who: Caller, account: str, roles: frozenset[Role], *, acts_for: PersonId | None = None
) -> None:
    """Give an account exactly these roles. It is signed out everywhere.

    Raises
    ------
    OwnAccountError, LastAdminError, RoleMixError
        If it is the caller's own, the last administrator's, or the roles do not go together.
    NotFoundError, NotAllowedError
        If there is no such account, or the caller does not run the desk.
    """
    _verify_roles(roles, acts_for)

    def whole(work: IdentityWork, role: Role, at: datetime) -> None:
        found = _others(work, who, account)
        _verify_merchant(work, acts_for)
        if Role.ADMIN not in roles:
            _verify_another_admin(work, found)
        work.accounts.set_roles(account, roles, acts_for=acts_for, at=at)
        work.sessions.end_all(account)
        before, after = sorted(role.value for role in found.roles), sorted(role.value for role in roles)
        note(
            door,
            work,
            who.person,
            "set-roles",
            thing=account,
            kind="account",
            at=at,
            role=role.value,
            before=before,
            after=after,
        )

    _as_admin(door, who, whole)


def forget_passkeys(door: Door, who: Caller, account: str) -> int:
    """Remove all passkeys of somebody who has lost one, and return how many there were. The account is signed out everywhere.

    Until they add a new one, their password is proof enough again, so an administrator makes sure who asks.

    Raises
    ------
    OwnAccountError
        If it is the caller's own.
    NotFoundError, NotAllowedError
        If there is no such account, or the caller does not run the desk.
    """

    def whole(work: IdentityWork, role: Role, at: datetime) -> int:
        _others(work, who, account)
        removed = work.passkeys.remove_all(account)
        work.sessions.end_all(account)
        note(
            door,
            work,
            who.person,
            "forget-passkeys",
            thing=account,
            kind="account",
            at=at,
            role=role.value,
            count=removed,
        )
        return removed

    return _as_admin(door, who, whole)


def shut_account(door: Door, who: Caller, account: str) -> None:
    """Shut an account: nobody signs in by it, its sessions end, its links no longer work.

    Raises
    ------
    OwnAccountError, LastAdminError
        If it is the caller's own or the last administrator's.
    NotFoundError, NotAllowedError
        If there is no such account, or the caller does not run the desk.
    """

    def whole(work: IdentityWork, role: Role, at: datetime) -> None:
        _verify_another_admin(work, _others(work, who, account))
        work.accounts.set_active(account, is_active=False)
        work.sessions.end_all(account)
        work.tickets.withdraw(account, Purpose.INVITATION)
        note(door, work, who.person, "shut-account", thing=account, kind="account", at=at, role=role.value)

    _as_admin(door, who, whole)


def reopen_account(door: Door, who: Caller, account: str) -> None:
    """Open an account again that was shut; an erased person's stays shut.

    Raises
    ------
    NotFoundError, NotAllowedError
        If there is no such account, its person was erased, or the caller does not run the desk.
    """

    def whole(work: IdentityWork, role: Role, at: datetime) -> None:
        _others(work, who, account)
        if work.accounts.is_erased(account):
            raise NotFoundError
        work.accounts.set_active(account, is_active=True)
        note(door, work, who.person, "reopen-account", thing=account, kind="account", at=at, role=role.value)

    _as_admin(door, who, whole)


def link_subject(door: Door, who: Caller, account: str, *, provider: str, subject: str) -> None:
    """Let a subject of an identity provider sign in to an account. Linking by an equal e-mail address never happens.

    Raises
    ------
    NotFoundError
        If there is no such account or provider.
    LoginTakenError
        If the subject signs in to another account.
    NotAllowedError
        If the caller does not run the desk.
    """

    def whole(work: IdentityWork, role: Role, at: datetime) -> None:
        found = _others(work, who, account)
        if (who.tenant, provider) not in door.providers:
            raise NotFoundError
        known = work.subjects.find(provider, subject)
        if known == account:
            return
        if known is not None:
            raise LoginTakenError
        work.subjects.link(provider, subject, account=found, at=at)
        note(
            door,
            work,
            who.person,
            "link-subject",
            thing=account,
            kind="account",
            at=at,
            role=role.value,
            provider=provider,
        )

    _as_admin(door, who, whole)


def all_accounts(door: Door, who: Caller) -> Sequence[tuple[Account, str | None]]:
    """Return every account with its login. Looking is noted.

    Raises
    ------
    NotAllowedError
        If the caller does not run the desk.
    """

    def whole(work: IdentityWork, role: Role, at: datetime) -> Sequence[tuple[Account, str | None]]:
        note(door, work, who.person, "see-accounts", thing=who.tenant, kind="tenant", at=at, role=role.value)
        return [(account, work.accounts.login_of(account.id)) for account in work.accounts.all()]

    return _as_admin(door, who, whole)


def _as_admin(door: Door, who: Caller, act: Callable[[IdentityWork, Role, datetime], T]) -> T:
    role = authorize(who, Action.MANAGE_ACCOUNTS, Resource(tenant=who.tenant))
    return door.units.write(who.tenant, lambda work: act(work, role, door.now()))


def _add(door: Door, work: IdentityWork, who: Caller, wanted: Wanted, *, role: str, at: datetime) -> Invited:
    _verify_roles(wanted.roles, wanted.acts_for)
    _verify_merchant(work, wanted.acts_for)
    if work.accounts.by_login(wanted.login) is not None or work.accounts.is_taken(wanted.login):
        raise LoginTakenError
    made = NewAccount(
        id=door.ids("account"),
        person=PersonId(door.ids("person")),
        kind="staff" if wanted.roles - PARTIES else "buyer" if Role.BUYER in wanted.roles else "merchant",
        login=wanted.login,
        name=wanted.name,
        roles=wanted.roles,
        acts_for=wanted.acts_for,
    )
    work.accounts.add(made, at=at)
    roles = sorted(role.value for role in made.roles)
    note(door, work, who.person, "add-account", thing=made.id, kind="account", at=at, role=role, roles=roles)
    return _invited(door, work, who.tenant, made.id, made.person, at=at)


def _invited(door: Door, work: IdentityWork, tenant: str, account: str, person: PersonId, *, at: datetime) -> Invited:
    secret, expires_at = new_secret(), at + door.rules.invitation
    work.tickets.withdraw(account, Purpose.INVITATION)
    ticket = Ticket(
        digest=digest_of(secret), purpose=Purpose.INVITATION, account=account, session=None, expires_at=expires_at
    )
    work.tickets.add(ticket, person=person, at=at)
    token = write_token(Kind.INVITATION, tenant, secret)
    return Invited(account=account, person=person, token=token, expires_at=expires_at)


def _account_of_buyer(door: Door, work: IdentityWork, person: PersonId, *, at: datetime) -> Account:
    """Return the account of a buyer, a new one if there is none."""
    mine = [account for account in work.accounts.of_person(person) if account.roles == {Role.BUYER}]
    if mine:
        return mine[0]
    name = door.ids("account")
    work.accounts.admit(name, person, frozenset({Role.BUYER}), at=at)
    return _known(work, name)


def _known(work: IdentityWork, account: str) -> Account:
    found = work.accounts.find(account)
    if found is None:
        raise NotFoundError
    return found


def _others(work: IdentityWork, who: Caller, account: str) -> Account:
    found = _known(work, account)
    if found.person == who.person:
        raise OwnAccountError
    return found


def _admins(work: IdentityWork) -> set[str]:
    return {account.id for account in work.accounts.all() if account.is_active and Role.ADMIN in account.roles}


def _verify_another_admin(work: IdentityWork, account: Account) -> None:
    if _admins(work) == {account.id}:
        raise LastAdminError(is_there=False)


def _verify_merchant(work: IdentityWork, acts_for: PersonId | None) -> None:
    if acts_for is not None and not work.accounts.is_merchant(acts_for):
        raise NotFoundError


def _verify_roles(roles: frozenset[Role], acts_for: PersonId | None) -> None:
    if not roles or roles & OF_NO_ACCOUNT:
        raise RoleMixError(Bilingual("账户至少需要一个人员角色。", "An account has at least one role, of a person."))
    if Role.ADMIN in roles and roles & APART:
        raise RoleMixError(
            Bilingual("管理员不能兼任审核或审计。", "Who runs the desk neither judges nor audits; use two accounts.")
        )
    if roles & PARTIES and roles - PARTIES:
        raise RoleMixError(
            Bilingual("买家或商家的账户不能兼有工作人员角色。", "An account of a party has no role of the desk.")
        )
    if (Role.MERCHANT_AGENT in roles) != (acts_for is not None):
        raise RoleMixError(
            Bilingual(
                "商家客服须指明所代表的商家，其他角色不能指明。", "An agent acts for one merchant; nobody else does."
            )
        )
