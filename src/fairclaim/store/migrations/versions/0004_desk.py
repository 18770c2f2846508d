"""Deadlines, tasks, policies, audit."""

import sqlalchemy as sa
from alembic import op

from fairclaim.store.columns import UtcTime
from fairclaim.store.migrations.guards import JSON_VALUE, guard

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("audit", "policies", "deadlines", "tasks", "deadline_firings", "task_skips")
GROWING: tuple[str, ...] = ("audit", "deadline_firings")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "audit",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("object_kind", sa.String(length=64), nullable=False),
        sa.Column("object_id", sa.String(length=64), nullable=False),
        sa.Column("details", JSON_VALUE, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index("ix_audit_at", ["tenant", "at"], unique=False)
        batch_op.create_index("ix_audit_object", ["tenant", "object_kind", "object_id"], unique=False)

    op.create_table(
        "policies",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("model", JSON_VALUE, nullable=False),
        sa.Column("authored_by", sa.String(length=64), nullable=False),
        sa.Column("published_by", sa.String(length=64), nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("published_at", UtcTime(), nullable=True),
        sa.CheckConstraint("state in ('draft', 'shadow', 'live', 'retired')", name=op.f("ck_policies_state_known")),
        sa.CheckConstraint(
            "state not in ('live', 'retired') or published_by is not null", name=op.f("ck_policies_live_is_published")
        ),
        sa.CheckConstraint("published_by is null or published_by <> authored_by", name=op.f("ck_policies_two_people")),
        sa.PrimaryKeyConstraint("tenant", "name", "version", name=op.f("pk_policies")),
    )
    with op.batch_alter_table("policies", schema=None) as batch_op:
        batch_op.create_index(
            "uq_policies_live",
            ["tenant", "name"],
            unique=True,
            sqlite_where=sa.text("state = 'live'"),
            postgresql_where=sa.text("state = 'live'"),
        )

    op.create_table(
        "deadlines",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("claim", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("clock", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("superseded_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "claim"], ["claims.tenant", "claims.id"], name=op.f("fk_deadlines_tenant_claim")
        ),
        sa.PrimaryKeyConstraint("tenant", "claim", "number", name=op.f("pk_deadlines")),
    )
    with op.batch_alter_table("deadlines", schema=None) as batch_op:
        batch_op.create_index("ix_deadlines_due", ["tenant", "due_at"], unique=False)

    op.create_table(
        "tasks",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("claim", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("queue", sa.String(length=64), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("held_by", sa.String(length=64), nullable=True),
        sa.Column("held_until", UtcTime(), nullable=True),
        sa.Column("lease_number", sa.Integer(), nullable=False),
        sa.Column("done_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "claim"], ["claims.tenant", "claims.id"], name=op.f("fk_tasks_tenant_claim")
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_tasks")),
    )
    with op.batch_alter_table("tasks", schema=None) as batch_op:
        batch_op.create_index(
            "ix_tasks_queue",
            ["tenant", "queue", "due_at"],
            unique=False,
            sqlite_where=sa.text("done_at is null"),
            postgresql_where=sa.text("done_at is null"),
        )
        batch_op.create_index(
            "uq_tasks_open",
            ["tenant", "claim", "kind"],
            unique=True,
            sqlite_where=sa.text("done_at is null"),
            postgresql_where=sa.text("done_at is null"),
        )

    op.create_table(
        "deadline_firings",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("claim", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fired_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "claim", "number"],
            ["deadlines.tenant", "deadlines.claim", "deadlines.number"],
            name=op.f("fk_deadline_firings_tenant_claim_number"),
        ),
        sa.PrimaryKeyConstraint("tenant", "claim", "number", name=op.f("pk_deadline_firings")),
    )
    op.create_table(
        "task_skips",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("task", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("skipped_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "task"], ["tasks.tenant", "tasks.id"], name=op.f("fk_task_skips_tenant_task")
        ),
        sa.PrimaryKeyConstraint("tenant", "task", "person", name=op.f("pk_task_skips")),
    )
    with op.batch_alter_table("task_skips", schema=None) as batch_op:
        batch_op.create_index("ix_task_skips_person", ["tenant", "person"], unique=False)

    guard(op.get_bind(), tables=TABLES, growing=GROWING)


def downgrade() -> None:
    """Drop the tables."""
    for table in reversed(TABLES):
        op.drop_table(table)
