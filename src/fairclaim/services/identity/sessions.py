"""Sessions: opened by a proof, held by a token whose digest is kept, ended by silence, by time, by their person or by an admin.

A session's token is new after each proof, so that a token that was planted or seen before a sign-in opens nothing after it.
Roles are read with each request: what an admin takes away is gone at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from fairclaim.services.caller import Caller
from fairclaim.services.errors import NotFoundError
from fairclaim.services.identity.door import Door, note
from fairclaim.services.identity.errors import NotSignedInError, StepUpNeededError
from fairclaim.services.identity.tokens import Kind, digest_of, new_secret, read_token, write_token
from fairclaim.services.ports.identity import Account, IdentityWork, Proof, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A session with its token, which is told this once."""

    session: Session
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Who holds a session."""

    caller: Caller
    session: Session
    account: Account


def open_session(
    door: Door, work: IdentityWork, tenant: str, account: Account, *, by: Proof, replaces: str | None, at: datetime
) -> Opened:
    """Open a session for an account that has just shown who it is.

    Parameters
    ----------
    replaces : str or None
        The token that the browser came with; its session, whoever's it was, ends.
    """
    end_token(work, tenant, replaces)
    secret = new_secret()
    session = Session(
        id=door.ids("session"),
        digest=digest_of(secret),
        account=account.id,
        person=account.person,
        created_at=at,
        seen_at=at,
        ends_at=at + door.rules.longest,
        proven_at=at,
        proven_by=by,
    )
    work.sessions.forget(at=at)
    work.sessions.add(session)
    note(door, work, account.person, "sign-in", thing=account.id, kind="account", at=at, by=by.value)
    return Opened(session=session, token=write_token(Kind.SESSION, tenant, secret))


def end_token(work: IdentityWork, tenant: str, sent: str | None) -> None:
    """End the session of a token, if it has one in this tenant."""
    token = read_token(Kind.SESSION, sent) if sent is not None else None
    if token is not None and token.tenant == tenant:
        found = work.sessions.by_digest(token.digest)
        if found is not None:
            work.sessions.end(found.id)


def signed_in(door: Door, sent: str | None) -> SignedIn:
    """Return who holds a token.

    Raises
    ------
    NotSignedInError
        If nobody does: unknown, ended, idle for too long, or the account is shut.
    """
    token = read_token(Kind.SESSION, sent) if sent is not None else None
    if token is None:
        raise NotSignedInError
    at = door.now()
    found = door.units.read(token.tenant, lambda work: _holder(door, work, token.digest, at))
    if found is None:
        raise NotSignedInError
    session, account = found
    if at - session.seen_at >= door.rules.touch:
        name = session.id
        door.units.write(token.tenant, lambda work: work.sessions.seen(name, at=at))
        session = replace(session, seen_at=at)
    caller = Caller(tenant=token.tenant, person=account.person, roles=account.roles, acts_for=account.acts_for)
    return SignedIn(caller=caller, session=session, account=account)


def verify_fresh(door: Door, who: SignedIn) -> None:
    """Verify that somebody has shown lately who they are; by passkey if they have one.

    Raises
    ------
    StepUpNeededError
        If not.
    """
    if door.now() - who.session.proven_at > door.rules.fresh:
        raise StepUpNeededError
    if who.session.proven_by is Proof.PASSKEY:
        return
    if door.units.read(who.caller.tenant, lambda work: work.passkeys.of_account(who.account.id)):
        raise StepUpNeededError


def proven_again(door: Door, work: IdentityWork, who: SignedIn, *, by: Proof, at: datetime) -> Opened:
    """Record a fresh proof. The token changes, so that one that was seen before does not gain by it.

    Raises
    ------
    NotSignedInError
        If the session has ended meanwhile.
    """
    if work.sessions.by_digest(who.session.digest) is None:
        raise NotSignedInError
    secret = new_secret()
    session = replace(who.session, digest=digest_of(secret), seen_at=at, proven_at=at, proven_by=by)
    work.sessions.save(session)
    note(door, work, who.caller.person, "step-up", thing=who.account.id, kind="account", at=at, by=by.value)
    return Opened(session=session, token=write_token(Kind.SESSION, who.caller.tenant, secret))


def sign_out(door: Door, who: SignedIn) -> None:
    """End the session."""

    def whole(work: IdentityWork) -> None:
        work.sessions.end(who.session.id)
        note(door, work, who.caller.person, "sign-out", thing=who.account.id, kind="account", at=door.now())

    door.units.write(who.caller.tenant, whole)


def sign_out_everywhere(door: Door, who: SignedIn) -> int:
    """End all sessions of the account, this one too, and return how many there were."""

    def whole(work: IdentityWork) -> int:
        ended = work.sessions.end_all(who.account.id)
        note(door, work, who.caller.person, "sign-out-everywhere", thing=who.account.id, kind="account", at=door.now())
        return ended

    return door.units.write(who.caller.tenant, whole)


def own_sessions(door: Door, who: SignedIn) -> Sequence[Session]:
    """Return the account's sessions that have not ended, the newest first."""
    at = door.now()
    found = door.units.read(who.caller.tenant, lambda work: work.sessions.of_account(who.account.id))
    return [session for session in found if is_alive(door, session, at)]


def end_own_session(door: Door, who: SignedIn, session: str) -> None:
    """End one of the account's sessions.

    Raises
    ------
    NotFoundError
        If it has none of this id.
    """

    def whole(work: IdentityWork) -> None:
        if session not in {found.id for found in work.sessions.of_account(who.account.id)}:
            raise NotFoundError
        work.sessions.end(session)
        note(door, work, who.caller.person, "sign-out", thing=who.account.id, kind="account", at=door.now())

    door.units.write(who.caller.tenant, whole)


def is_alive(door: Door, session: Session, at: datetime) -> bool:
    """Tell whether a session has ended neither by silence nor by time."""
    return at < session.ends_at and at - session.seen_at < door.rules.idle


def _holder(door: Door, work: IdentityWork, digest: str, at: datetime) -> tuple[Session, Account] | None:
    session = work.sessions.by_digest(digest)
    if session is None or not is_alive(door, session, at):
        return None
    account = work.accounts.find(session.account)
    return (session, account) if account is not None and account.is_active else None
