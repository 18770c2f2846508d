"""What the machine keeps: its jobs, the effects of decisions, what policies would have said, history of earlier systems."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from fairclaim.store.tables.row import LONG, TenantRow, belongs, of_a_tenant

TO_DO = text("done_at is null")
STANDS = text("withdrawn_at is null")


class Job(TenantRow):
    """Work for the machine, written with what makes it necessary."""

    __tablename__ = "jobs"
    __table_args__ = (
        of_a_tenant(),
        Index("ix_jobs_waiting", "tenant", "start_at", sqlite_where=TO_DO, postgresql_where=TO_DO),
        Index("ix_jobs_subject", "tenant", "kind", "subject", sqlite_where=TO_DO, postgresql_where=TO_DO),
    )

    key: Mapped[str] = mapped_column(LONG, primary_key=True)
    kind: Mapped[str]
    subject: Mapped[str]
    """Id of a claim or a person."""
    start_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    failures: Mapped[int]
    last_failure: Mapped[str | None]
    """A code, never what an error said."""


class Effect(TenantRow):
    """That a consequence took effect, or was taken back and never will; one for each key."""

    __tablename__ = "effects"
    __table_args__ = (
        belongs("claim", to="claims"),
        Index("ix_effects_claim", "tenant", "claim"),
        Index("ix_effects_buyer", "tenant", "buyer", "kind"),
    )

    key: Mapped[str] = mapped_column(LONG, primary_key=True)
    claim: Mapped[str]
    buyer: Mapped[str]
    kind: Mapped[str]
    reference: Mapped[str | None]
    outcome: Mapped[str | None]
    """Of people's decision, where it counts in the figures."""
    refunded: Mapped[dict[str, Any]]
    """Minor units by order line."""
    made_at: Mapped[datetime | None]
    """Blank if it was taken back before it took effect."""
    taken_back_at: Mapped[datetime | None]


class Mark(TenantRow):
    """An entry in a buyer's standing, which an appeal withdraws. It goes with its person."""

    __tablename__ = "marks"
    __table_args__ = (
        belongs("claim", to="claims"),
        belongs("person", to="persons"),
        Index("ix_marks_person", "tenant", "person", sqlite_where=STANDS, postgresql_where=STANDS),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    effect: Mapped[str] = mapped_column(LONG)
    claim: Mapped[str]
    person: Mapped[str]
    made_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class SharedHash(TenantRow):
    """The digest of a picture that evidence of grade A speaks against; withdrawn by an appeal, gone with its person."""

    __tablename__ = "shared_hashes"
    __table_args__ = (
        belongs("claim", to="claims"),
        belongs("person", to="persons"),
        Index("ix_shared_hashes_sha256", "tenant", "sha256", sqlite_where=STANDS, postgresql_where=STANDS),
        Index("ix_shared_hashes_person", "tenant", "person"),
    )

    effect: Mapped[str] = mapped_column(LONG, primary_key=True)
    exhibit: Mapped[str] = mapped_column(primary_key=True)
    claim: Mapped[str]
    person: Mapped[str]
    sha256: Mapped[str]
    made_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class PolicyDifference(TenantRow):
    """What the live policy and the one in shadow proposed for the same examination."""

    __tablename__ = "policy_differences"
    __table_args__ = (
        belongs("claim", to="claims"),
        Index("ix_policy_differences_shadow", "tenant", "shadow", "differs"),
    )

    examination: Mapped[str] = mapped_column(LONG, primary_key=True)
    shadow: Mapped[str] = mapped_column(String(80), primary_key=True)
    """Digest of the policy in shadow."""
    claim: Mapped[str]
    live_said: Mapped[dict[str, Any]]
    shadow_said: Mapped[dict[str, Any]]
    differs: Mapped[bool]
    """Whether they proposed another route or other remedies."""
    noted_at: Mapped[datetime]


class PastClaim(TenantRow):
    """A claim that another system decided. It names nobody and counts against nobody."""

    __tablename__ = "past_claims"
    __table_args__ = (
        of_a_tenant(),
        CheckConstraint("amount_minor >= 0", name="amount_not_negative"),
        Index("ix_past_claims_filed", "tenant", "filed_at"),
    )

    id: Mapped[str] = mapped_column(LONG, primary_key=True)
    reason: Mapped[str]
    category: Mapped[str] = mapped_column(LONG)
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    asked: Mapped[str]
    outcome: Mapped[str]
    filed_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]


class Lane(TenantRow):
    """Where policy wants a claim's tasks to stand, and how soon."""

    __tablename__ = "lanes"
    __table_args__ = (belongs("claim", to="claims"),)

    claim: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    priority: Mapped[int]
    """Higher comes first; 0 is normal."""
