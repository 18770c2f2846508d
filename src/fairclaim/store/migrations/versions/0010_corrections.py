"""Wishes of persons to have something corrected."""

import sqlalchemy as sa
from alembic import op

from fairclaim.store.columns import UtcTime
from fairclaim.store.migrations.guards import guard

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = ("corrections",)
GROWING: tuple[str, ...] = ()


def _word(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=64), nullable=nullable)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "corrections",
        _word("tenant"),
        _word("id"),
        _word("person"),
        _word("field"),
        _word("value"),
        _word("why", nullable=True),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("is_accepted", sa.Boolean(), nullable=True),
        _word("answer", nullable=True),
        sa.Column("answered_at", UtcTime(), nullable=True),
        _word("answered_by", nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "person"], ["persons.tenant", "persons.id"], name=op.f("fk_corrections_tenant_person")
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_corrections")),
    )
    op.create_index("ix_corrections_person", "corrections", ["tenant", "person"])
    op.create_index("ix_person_texts_person", "person_texts", ["tenant", "person"])
    guard(op.get_bind(), tables=TABLES, growing=GROWING)


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_person_texts_person", table_name="person_texts")
    for table in reversed(TABLES):
        op.drop_table(table)
