"""A one-time link lets somebody set a password: the first one, or a new one after an admin has invited them anew.

Until it was used, an administrator may take it back.
"""

from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.errors import NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.identity.door import Door, note
from fairclaim.services.identity.errors import LinkExpiredError
from fairclaim.services.identity.passwords import verify_strength
from fairclaim.services.identity.sessions import Opened, open_session
from fairclaim.services.identity.tokens import Kind, read_token
from fairclaim.services.ports.identity import Account, IdentityWork, Proof, Purpose, Ticket


def accept_invitation(door: Door, sent: str, password: str, *, address: str, replaces: str | None = None) -> Opened:
    """Set a password by a one-time link, and sign in. Whoever was signed in to the account before is signed out.

    Raises
    ------
    LinkExpiredError
        If the link was used, is over, or never was.
    WeakPasswordError
        If the password is too easily guessed; the link can be used again.
    TooManyAttemptsError
        If there were too many from this part of the network.
    """
    at = door.now()
    door.crowd.admit(address, at=at)
    token = read_token(Kind.INVITATION, sent)
    if token is None or not door.units.knows(token.tenant):
        raise LinkExpiredError

    # Looked at first, so that a weak password does not use the link up, and that unknown links cost no hash.
    found = door.units.read(token.tenant, lambda work: work.tickets.find(token.digest, Purpose.INVITATION, at=at))
    account = _invited(door, token.tenant, found)
    login = door.units.read(token.tenant, lambda work: work.accounts.login_of(account.id))
    verify_strength(password, login=login)
    password_hash = door.passwords.hash(password)

    def whole(work: IdentityWork) -> Opened:
        if work.tickets.take(token.digest, Purpose.INVITATION, at=at) is None:
            raise LinkExpiredError
        work.accounts.set_password(account.id, password_hash)
        if login is not None:
            work.attempts.clear(login)
        work.sessions.end_all(account.id)
        note(door, work, account.person, "accept-invitation", thing=account.id, kind="account", at=at)
        return open_session(door, work, token.tenant, account, by=Proof.INVITATION, replaces=replaces, at=at)

    opened = door.units.write(token.tenant, whole)
    door.crowd.give_back(address)
    return opened


def withdraw_invitation(door: Door, who: Caller, account: str) -> None:
    """Take back a link that nobody has used; one that is over or was used already is no more than that.

    Raises
    ------
    NotFoundError
        If there is no such account.
    NotAllowedError
        If the caller does not run the desk.
    """
    role = authorize(who, Action.MANAGE_ACCOUNTS, Resource(tenant=who.tenant))

    def whole(work: IdentityWork) -> None:
        if work.accounts.find(account) is None:
            raise NotFoundError
        work.tickets.withdraw(account, Purpose.INVITATION)
        at = door.now()
        note(door, work, who.person, "withdraw-invitation", thing=account, kind="account", at=at, role=role.value)

    door.units.write(who.tenant, whole)


def _invited(door: Door, tenant: str, ticket: Ticket | None) -> Account:
    name = ticket.account if ticket is not None else None
    account = None if name is None else door.units.read(tenant, lambda work: work.accounts.find(name))
    if account is None or not account.is_active:
        raise LinkExpiredError
    return account
