"""Codes of live captures, and what was captured with them."""

import sqlalchemy as sa
from alembic import op

from fairclaim.store.columns import UtcTime
from fairclaim.store.migrations.guards import guard

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TABLE = "capture_codes"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        TABLE,
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("thing", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("issued_at", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=False),
        sa.Column("file", sa.String(length=64), nullable=True),
        sa.Column("way", sa.String(length=64), nullable=True),
        sa.Column("received_at", UtcTime(), nullable=True),
        sa.CheckConstraint("way in ('page', 'field')", name=op.f("ck_capture_codes_way_known")),
        sa.ForeignKeyConstraint(["tenant"], ["tenants.id"], name=op.f("fk_capture_codes_tenant")),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_capture_codes")),
    )
    op.create_index("ix_capture_codes_thing", TABLE, ["tenant", "thing"])
    guard(op.get_bind(), tables=(TABLE,), growing=())


def downgrade() -> None:
    """Drop it."""
    op.drop_table(TABLE)
