"""Sign-in by password. What is refused costs no hash; what is checked costs one, whether or not the login exists."""

from datetime import datetime, timedelta
from math import ceil

from fairclaim.services.identity.door import Door, DoorRules, note
from fairclaim.services.identity.errors import TooManyAttemptsError, WrongCredentialsError
from fairclaim.services.identity.passwords import verify_strength
from fairclaim.services.identity.sessions import Opened, SignedIn, open_session, proven_again
from fairclaim.services.ports.identity import Account, Failures, IdentityWork, Proof


def sign_in(door: Door, tenant: str, login: str, password: str, *, address: str, replaces: str | None = None) -> Opened:
    """Sign somebody in.

    Parameters
    ----------
    address : str
        Where the request comes from, as the server sees it.
    replaces : str or None
        The session token that the browser came with.

    Raises
    ------
    TooManyAttemptsError
        If there were too many from this part of the network, from everywhere, or on this login. Nothing was checked.
    WrongCredentialsError
        If login and password do not belong together, for whichever reason.
    SignInBusyError
        If too many sign in at once.
    """
    at = door.now()
    door.crowd.admit(address, at=at)
    account = _checked(door, tenant, login, password, at=at)
    is_outdated = door.passwords.is_outdated(account.password_hash or "")
    renewed = door.passwords.hash(password) if is_outdated else None

    def whole(work: IdentityWork) -> Opened:
        found = work.accounts.find(account.id)
        if found is None or not found.is_active or found.password_hash != account.password_hash:
            raise WrongCredentialsError
        work.attempts.clear(login)
        if renewed is not None:
            work.accounts.set_password(account.id, renewed)
        return open_session(door, work, tenant, found, by=Proof.PASSWORD, replaces=replaces, at=at)

    opened = door.units.write(tenant, whole)
    door.crowd.give_back(address)
    return opened


def confirm_password(door: Door, who: SignedIn, password: str, *, address: str) -> Opened:
    """Take the password as a fresh proof of who somebody is. Who has a passkey needs that for sensitive acts.

    Raises
    ------
    TooManyAttemptsError, WrongCredentialsError, SignInBusyError
        See :func:`sign_in`.
    """
    at = door.now()
    _check_own(door, who, password, address=address, at=at)
    return door.units.write(who.caller.tenant, lambda work: proven_again(door, work, who, by=Proof.PASSWORD, at=at))


def change_password(door: Door, who: SignedIn, old: str, new: str, *, address: str) -> Opened:
    """Change the own password. Every other session of the account ends, and this one gets a new token.

    Raises
    ------
    WeakPasswordError
        If the new one is too easily guessed.
    TooManyAttemptsError, WrongCredentialsError, SignInBusyError
        See :func:`sign_in`.
    """
    at = door.now()
    login = door.units.read(who.caller.tenant, lambda work: work.accounts.login_of(who.account.id))
    verify_strength(new, login=login)
    _check_own(door, who, old, address=address, at=at)
    password_hash = door.passwords.hash(new)

    def whole(work: IdentityWork) -> Opened:
        opened = proven_again(door, work, who, by=Proof.PASSWORD, at=at)
        work.accounts.set_password(who.account.id, password_hash)
        work.sessions.end_all(who.account.id, but=who.session.id)
        note(door, work, who.caller.person, "change-password", thing=who.account.id, kind="account", at=at)
        return opened

    return door.units.write(who.caller.tenant, whole)


def wait_after(failures: int, rules: DoorRules) -> timedelta:
    """Return how long somebody waits after so many failures in a row.

    Examples
    --------
    >>> [wait_after(count, DoorRules()).total_seconds() for count in (4, 5, 6, 7, 50)]
    [0.0, 2.0, 4.0, 8.0, 900.0]
    """
    over = failures - rules.free_attempts
    if over < 0:
        return timedelta(0)
    doubled: timedelta = rules.first_wait * (2 ** min(over, 20))
    return min(doubled, rules.longest_wait)


def _check_own(door: Door, who: SignedIn, password: str, *, address: str, at: datetime) -> None:
    tenant = who.caller.tenant
    door.crowd.admit(address, at=at)
    login = door.units.read(tenant, lambda work: work.accounts.login_of(who.account.id))
    if login is None:
        raise WrongCredentialsError
    checked = _checked(door, tenant, login, password, at=at)
    if checked.id != who.account.id:
        raise WrongCredentialsError
    door.units.write(tenant, lambda work: work.attempts.clear(login))
    door.crowd.give_back(address)


def _checked(door: Door, tenant: str, login: str, password: str, *, at: datetime) -> Account:
    """Return the account whose login and password these are."""
    found = _counted(door, tenant, login, at=at) if door.units.knows(tenant) else None
    is_usable = found is not None and found.is_active
    is_right = door.passwords.verify(found.password_hash if found is not None and is_usable else None, password)
    if found is None or not is_right:
        raise WrongCredentialsError
    return found


def _counted(door: Door, tenant: str, login: str, *, at: datetime) -> Account | None:
    """Count an attempt as failed before it is checked, so that many at the same moment are as many."""

    def whole(work: IdentityWork) -> Account | None:
        work.attempts.forget(before=at - door.rules.memory)
        failures = work.attempts.hold(login)
        if failures.last_at is not None:
            left = failures.last_at + wait_after(failures.count, door.rules) - at
            if left > timedelta(0):
                raise TooManyAttemptsError(ceil(left.total_seconds()))
        work.attempts.write(login, Failures(failures.count + 1, at))
        return work.accounts.by_login(login)

    return door.units.write(tenant, whole)
