"""What the door tells and takes, as JSON."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field

from fairclaim.services.caller import Role
from fairclaim.services.grants import Action
from fairclaim.services.identity.accounts import Invited
from fairclaim.services.identity.sessions import SignedIn
from fairclaim.services.ports.identity import Account, Key, Passkey, Session

Tenant = Annotated[str, Field(min_length=1, max_length=64)]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9._:-]{1,64}$")]
"""As the desk makes them. Nothing else, a zero byte above all, reaches the store."""
Login = Annotated[str, Field(min_length=1, max_length=254)]
Password = Annotated[str, Field(min_length=1, max_length=1024)]
Days = Annotated[int, Field(ge=1, le=3650)]


class Body(BaseModel):
    """What is sent: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PasswordSignIn(Body):
    """Sign in by password."""

    tenant: Tenant
    login: Login
    password: Password


class Invitation(Body):
    """Set a password by a one-time link."""

    token: Annotated[str, Field(max_length=512)]
    password: Password


class PasswordChange(Body):
    """Change the own password."""

    old: Password
    new: Password


class PasswordAgain(Body):
    """Prove again who is there."""

    password: Password


class TenantOnly(Body):
    """Begin a sign-in by passkey."""

    tenant: Tenant


class PasskeySignIn(Body):
    """Sign in by passkey; the credential as ``PublicKeyCredential.toJSON()`` gives it."""

    tenant: Tenant
    credential: dict[str, Any]


class Credential(Body):
    """What an authenticator has answered."""

    credential: dict[str, Any]


class BuyerToInvite(Body):
    """A buyer by the tenant's own id, as orders name them."""

    buyer: Annotated[str, Field(min_length=1, max_length=200)]
    login: Login | None = None


class NewAccount(Body):
    """An account to be made."""

    login: Login
    roles: Annotated[list[Role], Field(min_length=1)]
    name: Annotated[str, Field(max_length=200)] | None = None
    acts_for: Id | None = None


class Roles(Body):
    """Roles to have."""

    roles: Annotated[list[Role], Field(min_length=1)]
    acts_for: Id | None = None


class Subject(Body):
    """What an identity provider calls somebody (``sub``)."""

    provider: Annotated[str, Field(min_length=1, max_length=64)]
    subject: Annotated[str, Field(min_length=1, max_length=255)]


class NewKey(Body):
    """An API key to be made."""

    label: Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]{1,64}$")]
    scopes: Annotated[list[Action], Field(min_length=1)]
    days: Days | None = None


class Rotation(Body):
    """How long the old key lives on."""

    overlap_hours: Annotated[int, Field(ge=0, le=24 * 90)] | None = None


class WhoIsThere(BaseModel):
    """Who is signed in."""

    tenant: str
    account: str
    person: str
    roles: list[Role]
    acts_for: str | None
    proven_by: str
    proven_at: datetime
    ends_at: datetime

    @classmethod
    def of(cls, who: SignedIn) -> Self:
        """Tell who is signed in."""
        return cls(
            tenant=who.caller.tenant,
            account=who.account.id,
            person=who.caller.person,
            roles=sorted(who.caller.roles),
            acts_for=who.caller.acts_for,
            proven_by=who.session.proven_by.value,
            proven_at=who.session.proven_at,
            ends_at=who.session.ends_at,
        )


class OneSession(BaseModel):
    """A session, without its token."""

    id: str
    created_at: datetime
    seen_at: datetime
    ends_at: datetime
    proven_by: str
    is_this: bool

    @classmethod
    def of(cls, session: Session, *, this: str) -> Self:
        """Tell of a session."""
        return cls(
            id=session.id,
            created_at=session.created_at,
            seen_at=session.seen_at,
            ends_at=session.ends_at,
            proven_by=session.proven_by.value,
            is_this=session.id == this,
        )


class OnePasskey(BaseModel):
    """A passkey."""

    id: str
    is_synced: bool
    created_at: datetime
    used_at: datetime | None

    @classmethod
    def of(cls, passkey: Passkey) -> Self:
        """Tell of a passkey."""
        return cls(id=passkey.id, is_synced=passkey.is_synced, created_at=passkey.created_at, used_at=passkey.used_at)


class OneAccount(BaseModel):
    """An account."""

    id: str
    person: str
    login: str | None
    roles: list[Role]
    acts_for: str | None
    is_active: bool
    has_password: bool

    @classmethod
    def of(cls, account: Account, login: str | None) -> Self:
        """Tell of an account."""
        return cls(
            id=account.id,
            person=account.person,
            login=login,
            roles=sorted(account.roles),
            acts_for=account.acts_for,
            is_active=account.is_active,
            has_password=account.password_hash is not None,
        )


class OneInvitation(BaseModel):
    """A link that works once; it is told this once. The token stands behind ``#``, so that no server logs it."""

    account: str
    person: str
    link: str
    expires_at: datetime

    @classmethod
    def of(cls, invited: Invited, *, origin: str) -> Self:
        """Tell of an invitation."""
        return cls(
            account=invited.account,
            person=invited.person,
            link=f"{origin}/sign-in/invitation#{invited.token}",
            expires_at=invited.expires_at,
        )


class OneKey(BaseModel):
    """An API key, without its secret."""

    id: str
    label: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    used_at: datetime | None
    replaces: str | None

    @classmethod
    def of(cls, key: Key) -> Self:
        """Tell of a key."""
        return cls(
            id=key.id,
            label=key.label,
            scopes=sorted(key.scopes),
            created_at=key.created_at,
            expires_at=key.expires_at,
            revoked_at=key.revoked_at,
            used_at=key.used_at,
            replaces=key.replaces,
        )


class IssuedKey(BaseModel):
    """A new API key with what its holder sends, told this once."""

    key: OneKey
    token: str
