"""What a person's standing rests on besides their claims; measures on accounts; letters that were sent."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from fairclaim.store.tables.row import JSON_COLUMN, TenantRow, belongs, of_a_tenant, one_of


class StandingLink(TenantRow):
    """That an account was seen with a payout account, a device or an address: a keyed digest of what the platform told.

    The digest finds other accounts of the same tenant and says nothing else. It goes with its person, and after a year unseen.
    """

    __tablename__ = "standing_links"
    __table_args__ = (
        belongs("person", to="persons"),
        one_of("kind", "payout", "device", "address"),
        Index("ix_standing_links_digest", "tenant", "digest", "kind"),
        Index("ix_standing_links_last", "tenant", "last_at"),
    )

    person: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[bytes] = mapped_column(primary_key=True)
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]


class SetAside(TenantRow):
    """That the desk accepted a person's explanation of a pattern; for a year it calls nobody."""

    __tablename__ = "standing_set_aside"
    __table_args__ = (belongs("person", to="persons"),)

    person: Mapped[str] = mapped_column(primary_key=True)
    pattern: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class StandingCount(TenantRow):
    """How many people each pattern touched on one night. Who they are is written down nowhere."""

    __tablename__ = "standing_counts"
    __table_args__ = (of_a_tenant(),)

    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    people: Mapped[int]
    counted: Mapped[dict[str, Any]]
    """By pattern: people who show it, and of whom people look because of it."""


class Measure(TenantRow):
    """A limit on an account, or its closing: proposed, agreed by two, in force for a time, contested. It goes with its person."""

    __tablename__ = "measures"
    __table_args__ = (
        belongs("person", to="persons"),
        Index("ix_measures_person", "tenant", "person"),
        Index("ix_measures_state", "tenant", "state"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str]
    state: Mapped[str]
    until: Mapped[datetime]
    version: Mapped[int]
    record: Mapped[dict[str, Any]] = mapped_column(JSON_COLUMN)
    """The whole of it; the columns beside are for finding it."""


class MeasureGround(TenantRow):
    """A claim whose decision a measure rests on."""

    __tablename__ = "measure_grounds"
    __table_args__ = (
        belongs("measure", to="measures"),
        belongs("claim", to="claims"),
        Index("ix_measure_grounds_claim", "tenant", "claim"),
    )

    measure: Mapped[str] = mapped_column(primary_key=True)
    claim: Mapped[str] = mapped_column(primary_key=True)


class SentLetter(TenantRow):
    """That a letter about a claim was sent: which kind, to what sort of recipient, when and by whom; never its words."""

    __tablename__ = "sent_letters"
    __table_args__ = (belongs("claim", to="claims"), Index("ix_sent_letters_claim", "tenant", "claim"))

    id: Mapped[str] = mapped_column(primary_key=True)
    claim: Mapped[str]
    kind: Mapped[str]
    recipient: Mapped[str]
    side: Mapped[str]
    """In which role it was sent."""
    sent_by: Mapped[str]
    sent_at: Mapped[datetime]
    sha256: Mapped[str | None]
    """Of the letter as sent; blank once its buyer or its sender is erased."""
    decision: Mapped[int | None]
    """Number of the decision that stood then."""
    noted_at: Mapped[datetime]
    how: Mapped[str | None]
    """By which way it went; blank where nobody said."""
