"""Who may come in: accounts, sessions, passkeys, keys; all of one tenant, within one unit of work. Secrets come as digests only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from fairclaim.domain.desk.party import PersonId
from fairclaim.services.caller import Role
from fairclaim.services.ports.claims import Audit

T = TypeVar("T")


class Proof(StrEnum):
    """How somebody has shown who they are."""

    PASSWORD = "password"  # noqa: S105  (a word, no secret)
    PASSKEY = "passkey"
    PROVIDER = "provider"
    """An identity provider said so (OpenID Connect)."""
    INVITATION = "invitation"


class Purpose(StrEnum):
    """What a ticket is good for."""

    INVITATION = "invitation"
    ADD_PASSKEY = "add-passkey"
    PASSKEY_SIGN_IN = "passkey-sign-in"
    STEP_UP = "step-up"
    PROVIDER = "provider"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person's way to sign in.

    Parameters
    ----------
    password_hash : str or None
        Argon2id in its own text form; None if there is no password.
    acts_for : PersonId or None
        The merchant of an agent.
    """

    id: str
    person: PersonId
    password_hash: str | None
    is_active: bool
    roles: frozenset[Role]
    acts_for: PersonId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """An account to be made, with its person. Login and name are personal: the adapter seals them."""

    id: str
    person: PersonId
    kind: str
    """``staff``, ``merchant`` or ``buyer``."""
    login: str
    name: str | None
    roles: frozenset[Role]
    acts_for: PersonId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """That somebody is signed in.

    Parameters
    ----------
    digest : str
        Of the token; the token itself is nowhere.
    ends_at : datetime
        The latest end, however busy the session is.
    proven_at : datetime
        When its person last showed who they are, by ``proven_by``.
    """

    id: str
    digest: str
    account: str
    person: PersonId
    created_at: datetime
    seen_at: datetime
    ends_at: datetime
    proven_at: datetime
    proven_by: Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """A public key of an authenticator.

    Parameters
    ----------
    sign_count : int
        The authenticator's counter as last seen; 0 for those that do not count.
    is_synced : bool
        It may be on several devices.
    """

    id: str
    credential: bytes
    public_key: bytes
    account: str
    person: PersonId
    sign_count: int
    is_synced: bool
    created_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """Something that works once, for a while: an invitation, a challenge, a journey to a provider."""

    digest: str
    purpose: Purpose
    account: str | None
    session: str | None
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """An API key of a tenant's program.

    Parameters
    ----------
    scopes : frozenset of str
        Values of :class:`~fairclaim.services.grants.Action` that it may ask for.
    replaces : str or None
        The key after which this one was made by rotation.
    """

    id: str
    digest: str
    label: str
    scopes: frozenset[str]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    used_at: datetime | None
    replaces: str | None


@dataclass(frozen=True, slots=True)
class Failures:
    """Attempts on one login since the last success."""

    count: int
    last_at: datetime | None


class Accounts(Protocol):
    """Accounts with their roles."""

    def find(self, account: str) -> Account | None:
        """Return an account."""
        ...

    def by_login(self, login: str) -> Account | None:
        """Return the one account of a login, however it is spelled; None also where several share it."""
        ...

    def of_person(self, person: PersonId) -> Sequence[Account]:
        """Return a person's accounts."""
        ...

    def all(self) -> Sequence[Account]:
        """Return all accounts."""
        ...

    def of_kinds(self, kinds: frozenset[str]) -> Sequence[Account]:
        """Return the accounts of persons of these kinds (``staff``, ``merchant``, ``buyer``), the oldest first."""
        ...

    def reference_of(self, person: PersonId) -> str | None:
        """Return the tenant's own id of a party; None where there is none, or once they are erased."""
        ...

    def login_of(self, account: str) -> str | None:
        """Return the login in clear; None once the person is erased."""
        ...

    def is_taken(self, login: str) -> bool:
        """Tell whether somebody has this login."""
        ...

    def is_erased(self, account: str) -> bool:
        """Tell whether the account's person was erased."""
        ...

    def is_merchant(self, person: PersonId) -> bool:
        """Tell whether there is a merchant of this id."""
        ...

    def buyers_with(self, platform_account: str) -> Sequence[PersonId]:
        """Return the buyers whom the platform knows by an id."""
        ...

    def add(self, account: NewAccount, *, at: datetime) -> None:
        """Add an account and its person."""
        ...

    def admit(self, account: str, person: PersonId, roles: frozenset[Role], *, at: datetime) -> None:
        """Add an account without a login for a person who is there already."""
        ...

    def set_login(self, person: PersonId, login: str, *, at: datetime) -> None:
        """Give a person a login, in place of the one before."""
        ...

    def set_roles(self, account: str, roles: frozenset[Role], *, acts_for: PersonId | None, at: datetime) -> None:
        """Give an account exactly these roles."""
        ...

    def set_active(self, account: str, *, is_active: bool) -> None:
        """Open or shut an account."""
        ...

    def set_password(self, account: str, password_hash: str | None) -> None:
        """Replace the password's hash."""
        ...


class Attempts(Protocol):
    """Failed attempts by login, whether or not it exists. Kept by blind index."""

    def hold(self, login: str) -> Failures:
        """Return the failures; nobody else reads them until the unit of work ends."""
        ...

    def write(self, login: str, failures: Failures) -> None:
        """Replace them."""
        ...

    def clear(self, login: str) -> None:
        """Forget them."""
        ...

    def forget(self, *, before: datetime) -> None:
        """Forget all that are older."""
        ...


class Sessions(Protocol):
    """Who is signed in."""

    def add(self, session: Session) -> None:
        """Add a session."""
        ...

    def by_digest(self, digest: str) -> Session | None:
        """Return the session of a token's digest."""
        ...

    def of_account(self, account: str) -> Sequence[Session]:
        """Return an account's sessions, the newest first."""
        ...

    def save(self, session: Session) -> None:
        """Write a session that has changed; one that is gone stays gone."""
        ...

    def seen(self, session: str, *, at: datetime) -> None:
        """Record a request, and nothing else of the session."""
        ...

    def end(self, session: str) -> None:
        """End a session; it is forgotten."""
        ...

    def end_all(self, account: str, *, but: str | None = None) -> int:
        """End an account's sessions but one, and return how many there were."""
        ...

    def forget(self, *, at: datetime) -> None:
        """Forget sessions whose latest end has passed."""
        ...


class Passkeys(Protocol):
    """Public keys of authenticators."""

    def add(self, passkey: Passkey) -> None:
        """Add a passkey."""
        ...

    def find(self, credential: bytes) -> Passkey | None:
        """Return the passkey of a credential id."""
        ...

    def of_account(self, account: str) -> Sequence[Passkey]:
        """Return an account's passkeys."""
        ...

    def used(self, passkey: str, *, sign_count: int, at: datetime) -> bool:
        """Record a use. False, and nothing recorded, if the counter was not zero and has not risen."""
        ...

    def remove(self, passkey: str, *, account: str) -> bool:
        """Remove an account's passkey; False if there is none of this id."""
        ...

    def remove_all(self, account: str) -> int:
        """Remove all passkeys of an account, and return how many there were."""
        ...


class Subjects(Protocol):
    """Accounts by what an identity provider calls their person. The provider's word is kept by blind index only."""

    def find(self, provider: str, subject: str) -> str | None:
        """Return the account."""
        ...

    def link(self, provider: str, subject: str, *, account: Account, at: datetime) -> None:
        """Link a subject to an account."""
        ...


class Tickets(Protocol):
    """What works once."""

    def add(self, ticket: Ticket, *, person: PersonId | None, at: datetime) -> None:
        """Add a ticket, and forget those that have expired."""
        ...

    def find(self, digest: str, purpose: Purpose, *, at: datetime) -> Ticket | None:
        """Return a ticket that could be taken, without using it up."""
        ...

    def take(self, digest: str, purpose: Purpose, *, at: datetime) -> Ticket | None:
        """Use a ticket up; None if there is none, it is for something else, or its time is over."""
        ...

    def open(self, purpose: Purpose, *, at: datetime) -> Sequence[Ticket]:
        """Return the tickets of a purpose that could be taken."""
        ...

    def withdraw(self, account: str, purpose: Purpose) -> None:
        """Forget an account's tickets of a purpose."""
        ...


class Keys(Protocol):
    """API keys."""

    def add(self, key: Key) -> None:
        """Add a key."""
        ...

    def find(self, key: str) -> Key | None:
        """Return a key."""
        ...

    def all(self) -> Sequence[Key]:
        """Return all keys, revoked ones too."""
        ...

    def save(self, key: Key) -> None:
        """Write how long a key works."""
        ...

    def used(self, key: str, *, at: datetime) -> None:
        """Record a use."""
        ...


class IdentityWork(Protocol):
    """What the verbs of this room may touch in one transaction."""

    @property
    def accounts(self) -> Accounts:
        """Accounts."""
        ...

    @property
    def attempts(self) -> Attempts:
        """Failed attempts."""
        ...

    @property
    def sessions(self) -> Sessions:
        """Sessions."""
        ...

    @property
    def passkeys(self) -> Passkeys:
        """Passkeys."""
        ...

    @property
    def subjects(self) -> Subjects:
        """Subjects of identity providers."""
        ...

    @property
    def tickets(self) -> Tickets:
        """Tickets."""
        ...

    @property
    def keys(self) -> Keys:
        """API keys."""
        ...

    @property
    def audit(self) -> Audit:
        """Who did what."""
        ...


class IdentityUnits(Protocol):
    """Where units of work come from."""

    def knows(self, tenant: str) -> bool:
        """Tell whether there is such a tenant that is not closed."""
        ...

    def write(self, tenant: str, act: Callable[[IdentityWork], T]) -> T:
        """Run an act in one transaction of a tenant, and commit. Whatever it raises rolls everything back."""
        ...

    def read(self, tenant: str, act: Callable[[IdentityWork], T]) -> T:
        """Run an act that only looks."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """What one sign-in at a provider is made of. All but the way back is random and known to one browser only."""

    state: str
    nonce: str
    verifier: str
    """Of PKCE (RFC 7636)."""
    back: str
    """Where the provider sends the browser."""


class IdentityProvider(Protocol):
    """An OpenID Connect provider."""

    def address(self, journey: Journey) -> str:
        """Return where to send the browser.

        Raises
        ------
        ProviderError
            If the provider does not answer as the standard says.
        """
        ...

    def subject(self, code: str, journey: Journey) -> str:
        """Redeem a code and return whom the verified ID token names.

        Raises
        ------
        WrongCredentialsError
            If the code is not accepted, or the token is not for this desk and this journey.
        ProviderError
            If the provider does not answer as the standard says.
        """
        ...
