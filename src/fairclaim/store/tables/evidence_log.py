"""The evidence log: entries with the hashes that they complete, what opens their commitments, and what outsiders have signed."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from fairclaim.store.tables.row import TenantRow, belongs, of_a_tenant

NAME_LENGTH = 255
"""Of a witness or a time authority."""
OF_A_PARCEL = text("parcel is not null")
"""The index holds these only, so that entries of claims cost nothing more."""


class LogEntry(TenantRow):
    """One entry, and every perfect subtree that it completes. Never changed, never deleted.

    An entry completes one subtree of each level from 0 (its own leaf) up to the number of ones at the end of its
    place in binary. So the subtree ``(level, i)`` stands in the row of place ``((i + 1) << level) - 1``, as hash number ``level``.
    """

    __tablename__ = "log_entries"
    __table_args__ = (
        belongs("claim", to="claims"),
        belongs("parcel", to="parcels"),
        UniqueConstraint("tenant", "claim", "sequence"),
        CheckConstraint("(claim is null) <> (parcel is null)", name="about_one"),
        Index(
            "uq_log_entries_parcel",
            "tenant",
            "parcel",
            "sequence",
            unique=True,
            sqlite_where=OF_A_PARCEL,
            postgresql_where=OF_A_PARCEL,
        ),
        CheckConstraint("place >= 0", name="place_not_negative"),
    )

    place: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """From 0, without gaps: one less than the position of its event."""
    claim: Mapped[str | None]
    parcel: Mapped[str | None]
    sequence: Mapped[int]
    entry: Mapped[bytes]
    """Exactly what was hashed (``evidence.entry``)."""
    nodes: Mapped[bytes]
    """Hashes of the subtrees, 32 bytes each, level 0 first."""


class LogSalt(TenantRow):
    """What opens an entry's commitment. It goes with its person, and the commitment then says nothing."""

    __tablename__ = "log_salts"
    __table_args__ = (
        belongs("place", to="log_entries", key=("place",)),
        Index("ix_log_salts_person", "tenant", "person"),
    )

    place: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person: Mapped[str | None]
    """Whose erasure destroys it; None for what the machine did."""
    salt: Mapped[bytes]


class LogCheckpoint(TenantRow):
    """A state of the log that we have signed. Never changed."""

    __tablename__ = "log_checkpoints"
    __table_args__ = (of_a_tenant(),)

    size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    note: Mapped[bytes]
    """The signed note, without cosignatures."""
    made_at: Mapped[datetime]


class LogCosignature(TenantRow):
    """A witness's line under a checkpoint. Never changed."""

    __tablename__ = "log_cosignatures"
    __table_args__ = (belongs("size", to="log_checkpoints", key=("size",)),)

    size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    witness: Mapped[str] = mapped_column(String(NAME_LENGTH), primary_key=True)
    """Its key, as ``name+id``."""
    line: Mapped[bytes]
    received_at: Mapped[datetime]


class LogToken(TenantRow):
    """A time authority's reply over a checkpoint's text. Never changed."""

    __tablename__ = "log_tokens"
    __table_args__ = (belongs("size", to="log_checkpoints", key=("size",)),)

    size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    authority: Mapped[str] = mapped_column(String(NAME_LENGTH), primary_key=True)
    reply: Mapped[bytes]
    stamped_at: Mapped[datetime]
    """By the authority's clock."""
