"""The desk's own work: deadlines, tasks and who holds them, policies, audit."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from fairclaim.store.tables.row import JSON_COLUMN, LONG, TenantRow, belongs, one_of

OPEN = text("done_at is null")
LIVE = text("state = 'live'")
SHADOW = text("state = 'shadow'")
WAITS = text("ended_at is null")


class Deadline(TenantRow):
    """When a claim's clock is over. A pause or an extension supersedes it by the next number."""

    __tablename__ = "deadlines"
    __table_args__ = (belongs("claim", to="claims"), Index("ix_deadlines_due", "tenant", "due_at"))

    claim: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    clock: Mapped[str]
    purpose: Mapped[str]
    """``expire`` or ``warn``."""
    due_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]


class DeadlineFiring(TenantRow):
    """That a deadline took effect. Its key lets it do so once, however many workers try."""

    __tablename__ = "deadline_firings"
    __table_args__ = (belongs("claim", "number", to="deadlines", key=("claim", "number")),)

    claim: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    fired_at: Mapped[datetime]


class Task(TenantRow):
    """Work for a person. A lease says who has it; its number tells a holder that the lease went to another."""

    __tablename__ = "tasks"
    __table_args__ = (
        belongs("claim", to="claims"),
        Index("uq_tasks_open", "tenant", "claim", "kind", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_tasks_queue", "tenant", "queue", "due_at", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    claim: Mapped[str]
    kind: Mapped[str]
    queue: Mapped[str]
    lane: Mapped[str] = mapped_column(server_default="standard")
    """Which of policy's queues it belongs to."""
    priority: Mapped[int] = mapped_column(server_default="0")
    due_at: Mapped[datetime]
    created_at: Mapped[datetime]
    held_by: Mapped[str | None]
    held_until: Mapped[datetime | None]
    lease_number: Mapped[int]
    done_at: Mapped[datetime | None]
    shown_as: Mapped[str | None]
    """Under which id the claim is named to who takes it: that of a copy for a second look; blank for its own."""


class SecondLook(TenantRow):
    """A copy of a claim that has ended, judged by somebody who had no part in it. It moves nothing."""

    __tablename__ = "second_looks"
    __table_args__ = (
        belongs("claim", to="claims"),
        Index("ix_second_looks_claim", "tenant", "claim"),
        Index("uq_second_looks_open", "tenant", "claim", unique=True, sqlite_where=WAITS, postgresql_where=WAITS),
    )

    alias: Mapped[str] = mapped_column(primary_key=True)
    claim: Mapped[str]
    opened_at: Mapped[datetime]
    known_outcome: Mapped[str | None]
    known_view: Mapped[str | None]
    known_by: Mapped[str | None]
    events: Mapped[list[Any]] = mapped_column(JSON_COLUMN)
    """What was done to the copy; ids only, like the events of claims."""
    ended_at: Mapped[datetime | None]


class TaskSkip(TenantRow):
    """That somebody passed a task on, and why; it does not come to them again."""

    __tablename__ = "task_skips"
    __table_args__ = (belongs("task", to="tasks"), Index("ix_task_skips_person", "tenant", "person"))

    task: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(LONG)
    skipped_at: Mapped[datetime]


class Policy(TenantRow):
    """One version of a decision table. At most one is live for each name, and one in shadow; publishing takes two people."""

    __tablename__ = "policies"
    __table_args__ = (
        one_of("state", "draft", "shadow", "live", "retired"),
        CheckConstraint("published_by is null or published_by <> authored_by", name="two_people"),
        CheckConstraint("state not in ('live', 'retired') or published_by is not null", name="live_is_published"),
        Index("uq_policies_live", "tenant", "name", unique=True, sqlite_where=LIVE, postgresql_where=LIVE),
        Index("uq_policies_shadow", "tenant", "name", unique=True, sqlite_where=SHADOW, postgresql_where=SHADOW),
    )

    name: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[str]
    state: Mapped[str]
    model: Mapped[dict[str, Any]]
    authored_by: Mapped[str]
    published_by: Mapped[str | None]
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]


class AuditEntry(TenantRow):
    """Who did or looked at what. Never changed."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_object", "tenant", "object_kind", "object_id"),
        Index("ix_audit_at", "tenant", "at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str]
    object_kind: Mapped[str]
    object_id: Mapped[str]
    details: Mapped[dict[str, Any]]
