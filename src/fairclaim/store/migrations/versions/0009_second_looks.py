"""Second looks at claims that have ended, and the id under which a task shows its claim."""

import sqlalchemy as sa
from alembic import op

from fairclaim.store.columns import UtcTime
from fairclaim.store.migrations.guards import JSON_VALUE, guard

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = ("second_looks",)
GROWING: tuple[str, ...] = ()
OPEN = sa.text("ended_at is null")


def upgrade() -> None:
    """Make the table and the column."""
    op.add_column("tasks", sa.Column("shown_as", sa.String(length=64), nullable=True))
    op.create_table(
        "second_looks",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("alias", sa.String(length=64), nullable=False),
        sa.Column("claim", sa.String(length=64), nullable=False),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.Column("known_outcome", sa.String(length=64), nullable=True),
        sa.Column("known_view", sa.String(length=64), nullable=True),
        sa.Column("known_by", sa.String(length=64), nullable=True),
        sa.Column("events", JSON_VALUE, nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "claim"], ["claims.tenant", "claims.id"], name=op.f("fk_second_looks_tenant_claim")
        ),
        sa.PrimaryKeyConstraint("tenant", "alias", name=op.f("pk_second_looks")),
    )
    op.create_index("ix_second_looks_claim", "second_looks", ["tenant", "claim"])
    op.create_index(
        "uq_second_looks_open",
        "second_looks",
        ["tenant", "claim"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    guard(op.get_bind(), tables=TABLES, growing=GROWING)


def downgrade() -> None:
    """Drop them."""
    for table in reversed(TABLES):
        op.drop_table(table)
    op.execute("delete from tasks where shown_as is not null")
    op.drop_column("tasks", "shown_as")
