"""Sign-in at an identity provider (OpenID Connect Core 1.0, code flow with PKCE).

The state, the nonce and PKCE's verifier are all derived from one secret that only the browser holds, in a cookie. What the store
keeps is a digest that serves once, so neither a stolen row nor a link sent by somebody else leads into an account.
"""

from dataclasses import dataclass

from fairclaim.services.caller import Role
from fairclaim.services.errors import NotFoundError
from fairclaim.services.identity.door import Door, ProviderSetup, note
from fairclaim.services.identity.errors import WrongCredentialsError
from fairclaim.services.identity.sessions import Opened, open_session
from fairclaim.services.identity.tokens import derived, digest_of, is_same, new_secret
from fairclaim.services.ports.identity import Account, IdentityWork, Journey, Proof, Purpose, Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """Where to send the browser, and the secret that it keeps until it is back."""

    address: str
    secret: str


def depart(door: Door, tenant: str, provider: str, *, back: str, address: str) -> Departure:
    """Begin a sign-in at a provider.

    Parameters
    ----------
    back : str
        The absolute address to which the provider sends the browser back.

    Raises
    ------
    NotFoundError
        If the tenant has no such provider.
    ProviderError
        If the provider does not answer.
    TooManyAttemptsError
        If there were too many from this part of the network.
    """
    at = door.now()
    door.crowd.admit(address, at=at)
    setup = _setup(door, tenant, provider)
    secret = new_secret()
    journey = _journey(secret, back)
    target = setup.provider.address(journey)
    ticket = Ticket(
        digest=digest_of(journey.state),
        purpose=Purpose.PROVIDER,
        account=None,
        session=None,
        expires_at=at + door.rules.ceremony,
    )
    door.units.write(tenant, lambda work: work.tickets.add(ticket, person=None, at=at))
    return Departure(address=target, secret=secret)


def arrive(
    door: Door,
    tenant: str,
    provider: str,
    *,
    secret: str,
    state: str,
    code: str,
    back: str,
    address: str,
    replaces: str | None = None,
) -> Opened:
    """End a sign-in at a provider.

    Raises
    ------
    WrongCredentialsError
        If the state is not this browser's or was used, the token is not for this journey, or nobody here is linked to its subject.
    NotFoundError, ProviderError, TooManyAttemptsError
        See :func:`depart`.
    """
    at = door.now()
    door.crowd.admit(address, at=at)
    setup = _setup(door, tenant, provider)
    journey = _journey(secret, back)
    if not is_same(digest_of(journey.state), digest_of(state)):
        raise WrongCredentialsError
    if door.units.write(tenant, lambda work: work.tickets.take(digest_of(state), Purpose.PROVIDER, at=at)) is None:
        raise WrongCredentialsError
    subject = setup.provider.subject(code, journey)

    def whole(work: IdentityWork) -> Opened:
        found = work.subjects.find(provider, subject)
        account = work.accounts.find(found) if found is not None else None
        if found is None and setup.admits_buyers:
            account = _buyer(door, work, provider, subject)
        if account is None or not account.is_active:
            raise WrongCredentialsError
        return open_session(door, work, tenant, account, by=Proof.PROVIDER, replaces=replaces, at=at)

    opened = door.units.write(tenant, whole)
    door.crowd.give_back(address)
    return opened


def _buyer(door: Door, work: IdentityWork, provider: str, subject: str) -> Account | None:
    """Return an account of the one buyer whom the platform knows by this subject; a new one if there is none."""
    persons = work.accounts.buyers_with(subject)
    if len(persons) != 1:
        return None
    at = door.now()
    mine = [account for account in work.accounts.of_person(persons[0]) if account.roles == {Role.BUYER}]
    if mine:
        account = mine[0]
    else:
        name = door.ids("account")
        work.accounts.admit(name, persons[0], frozenset({Role.BUYER}), at=at)
        found = work.accounts.find(name)
        if found is None:
            return None
        account = found
        note(door, work, persons[0], "admit-buyer", thing=name, kind="account", at=at, provider=provider)
    work.subjects.link(provider, subject, account=account, at=at)
    return account


def _journey(secret: str, back: str) -> Journey:
    return Journey(
        state=derived(secret, "state"), nonce=derived(secret, "nonce"), verifier=derived(secret, "verifier"), back=back
    )


def _setup(door: Door, tenant: str, provider: str) -> ProviderSetup:
    setup = door.providers.get((tenant, provider))
    if setup is None:
        raise NotFoundError
    return setup
