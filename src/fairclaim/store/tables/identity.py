"""Who is there: sessions, passkeys, tickets, subjects of providers, failed attempts. Digests only; nothing personal in clear.

What belongs to a person names them, and is deleted when they are erased.
"""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from fairclaim.store.tables.row import TenantRow, belongs, of_a_tenant, one_of


class AccountMerchant(TenantRow):
    """For which merchant an agent's account acts."""

    __tablename__ = "account_merchants"
    __table_args__ = (belongs("account", to="accounts"), belongs("merchant", to="persons"))

    account: Mapped[str] = mapped_column(primary_key=True)
    merchant: Mapped[str]


class SignInSession(TenantRow):
    """That somebody is signed in. Where from and with what is not kept."""

    __tablename__ = "sessions"
    __table_args__ = (
        belongs("account", to="accounts"),
        belongs("person", to="persons"),
        one_of("proven_by", "password", "passkey", "provider", "invitation"),
        Index("uq_sessions_digest", "tenant", "digest", unique=True),
        Index("ix_sessions_account", "tenant", "account"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
    account: Mapped[str]
    person: Mapped[str]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    proven_at: Mapped[datetime]
    proven_by: Mapped[str]


class PasskeyRow(TenantRow):
    """A public key of an authenticator."""

    __tablename__ = "passkeys"
    __table_args__ = (
        belongs("account", to="accounts"),
        belongs("person", to="persons"),
        Index("uq_passkeys_lookup", "tenant", "lookup", unique=True),
        Index("ix_passkeys_account", "tenant", "account"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    lookup: Mapped[str]
    """SHA-256 of the credential's id, which may be long."""
    credential: Mapped[bytes]
    public_key: Mapped[bytes]
    account: Mapped[str]
    person: Mapped[str]
    sign_count: Mapped[int]
    is_synced: Mapped[bool]
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class TicketRow(TenantRow):
    """Something that works once: the digest of an invitation, a challenge, a journey to a provider."""

    __tablename__ = "tickets"
    __table_args__ = (
        of_a_tenant(),
        belongs("account", to="accounts"),
        belongs("person", to="persons"),
        one_of("purpose", "invitation", "add-passkey", "passkey-sign-in", "step-up", "provider"),
        Index("ix_tickets_expires", "tenant", "expires_at"),
    )

    digest: Mapped[str] = mapped_column(primary_key=True)
    purpose: Mapped[str]
    account: Mapped[str | None]
    person: Mapped[str | None]
    session: Mapped[str | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class ExternalSubject(TenantRow):
    """Whose account a subject of an identity provider signs in to. The subject is a blind index."""

    __tablename__ = "external_subjects"
    __table_args__ = (belongs("account", to="accounts"), belongs("person", to="persons"))

    provider: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[bytes] = mapped_column(primary_key=True)
    account: Mapped[str]
    person: Mapped[str]
    linked_at: Mapped[datetime]


class SignInFailure(TenantRow):
    """Failed attempts on one login, whether or not it exists. The login is a blind index."""

    __tablename__ = "sign_in_failures"
    __table_args__ = (of_a_tenant(), Index("ix_sign_in_failures_last", "tenant", "last_at"))

    digest: Mapped[bytes] = mapped_column(primary_key=True)
    count: Mapped[int]
    last_at: Mapped[datetime | None]


FORGOTTEN = (SignInSession, PasskeyRow, TicketRow, ExternalSubject)
"""Rows that are deleted with their person."""
