"""Claims, what happened to them, and the evidence."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fairclaim.store.tables.row import NAMES_BLOB, TenantRow, belongs, of_a_tenant


class LogHead(TenantRow):
    """Where a tenant's event log ends. Locked while events are appended, so that positions have no gaps."""

    __tablename__ = "log_heads"
    __table_args__ = (of_a_tenant(),)

    position: Mapped[int]
    entered: Mapped[int] = mapped_column(BigInteger, default=0)
    """How many of the events the evidence log has; all of them, once a unit of work is committed."""
    peaks: Mapped[bytes | None] = mapped_column(default=None)
    """The right edge of the evidence log, 32 bytes a peak; None at its beginning."""


class Claim(TenantRow):
    """A claim as it stands; its events are the truth, this row is what they came to."""

    __tablename__ = "claims"
    __table_args__ = (
        belongs("order_id", to="orders"),
        belongs("buyer", to="persons"),
        belongs("merchant", to="persons"),
        CheckConstraint("version > 0", name="version_positive"),
        Index("ix_claims_state", "tenant", "state", "updated_at"),
        Index("ix_claims_order", "tenant", "order_id"),
        Index("ix_claims_buyer", "tenant", "buyer"),
        Index("ix_claims_merchant", "tenant", "merchant"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    order_id: Mapped[str | None]
    buyer: Mapped[str | None]
    merchant: Mapped[str | None]
    state: Mapped[str]
    version: Mapped[int]
    """Number of the last event; grows by the number of events of each move."""
    snapshot: Mapped[dict[str, Any]]
    filed_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class ClaimEvent(TenantRow):
    """Something that happened. Never changed, never deleted."""

    __tablename__ = "claim_events"
    __table_args__ = (
        belongs("claim", to="claims"),
        UniqueConstraint("tenant", "position"),
        CheckConstraint("sequence > 0", name="sequence_positive"),
    )

    claim: Mapped[str] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int]
    """Place in the tenant's whole log, from 1 and in the order of commits; without gaps together with those of the parcels' events."""
    kind: Mapped[str]
    at: Mapped[datetime]
    body: Mapped[dict[str, Any]]
    previous: Mapped[str]
    digest: Mapped[str]


class Exhibit(TenantRow):
    """One piece of evidence. What could tell which picture it was goes with its person."""

    __tablename__ = "exhibits"
    __table_args__ = (
        belongs("claim", to="claims"),
        belongs("person", to="persons"),
        Index("ix_exhibits_claim", "tenant", "claim"),
        Index("ix_exhibits_person", "tenant", "person"),
        Index("ix_exhibits_sha256", "tenant", "sha256"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    claim: Mapped[str]
    person: Mapped[str]
    """Who sent it; erasing them erases it."""
    given_as: Mapped[str | None]
    """In which role of the desk the sender acted: buyer, merchant, and so on."""
    role: Mapped[str]
    name_sealed: Mapped[bytes | None]
    """What the sender called the file, under the sender's key."""
    media_type: Mapped[str | None]
    size_bytes: Mapped[int]
    sha256: Mapped[str | None]
    """Of the bytes as received; blank once erased."""
    salt: Mapped[bytes | None]
    """Not used: what opens a commitment stands in ``log_salts``. It stays, empty: on SQLite dropping a column copies the table."""
    blob: Mapped[str | None] = mapped_column(info={NAMES_BLOB: True})
    """Address of the stored bytes; blank once erased."""
    is_sealed: Mapped[bool]
    received_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]


class PhotoPrintRow(TenantRow):
    """What a photo is found by: a hash and an embedding, from which no picture can be made. Deleted when its person is erased."""

    __tablename__ = "photo_prints"
    __table_args__ = (
        belongs("exhibit", to="exhibits"),
        belongs("claim", to="claims"),
        belongs("person", to="persons"),
        Index("ix_photo_prints_claim", "tenant", "claim"),
        Index("ix_photo_prints_person", "tenant", "person"),
        Index("ix_photo_prints_received", "tenant", "version", "received_at"),
    )

    exhibit: Mapped[str] = mapped_column(primary_key=True)
    claim: Mapped[str]
    person: Mapped[str]
    role: Mapped[str]
    version: Mapped[str]
    """Of the way it was made."""
    codes: Mapped[bytes]
    quality: Mapped[int]
    embedding: Mapped[bytes]
    received_at: Mapped[datetime]
    """When the exhibit was."""


class Examination(TenantRow):
    """What one version of one check said of one subject; made once, whoever asks twice."""

    __tablename__ = "examinations"
    __table_args__ = (
        belongs("claim", to="claims"),
        Index("ix_examinations_claim", "tenant", "claim"),
        Index("ix_examinations_version", "tenant", "check_name", "check_version"),
    )

    subject: Mapped[str] = mapped_column(primary_key=True)
    """An exhibit's id, or the digest of the ids of several. Never the digest of a photo, which would outlive it."""
    check_name: Mapped[str] = mapped_column(primary_key=True)
    check_version: Mapped[str] = mapped_column(primary_key=True)
    claim: Mapped[str]
    result: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]


class Decision(TenantRow):
    """What was decided. Never changed; an appeal makes the next number."""

    __tablename__ = "decisions"
    __table_args__ = (belongs("claim", to="claims"), CheckConstraint("number > 0", name="number_positive"))

    claim: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[dict[str, Any]]
    decided_at: Mapped[datetime]
