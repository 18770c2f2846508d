"""What photos are found by, so that one that was used before is found again."""

import sqlalchemy as sa
from alembic import op

from fairclaim.store.columns import UtcTime
from fairclaim.store.migrations.guards import guard

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES = ("photo_prints",)
GROWING: tuple[str, ...] = ()


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=64), nullable=False)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "photo_prints",
        _word("tenant"),
        _word("exhibit"),
        _word("claim"),
        _word("person"),
        _word("role"),
        _word("version"),
        sa.Column("codes", sa.LargeBinary(), nullable=False),
        sa.Column("quality", sa.Integer(), nullable=False),
        sa.Column("embedding", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "exhibit"], ["exhibits.tenant", "exhibits.id"], name=op.f("fk_photo_prints_tenant_exhibit")
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "claim"], ["claims.tenant", "claims.id"], name=op.f("fk_photo_prints_tenant_claim")
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "person"], ["persons.tenant", "persons.id"], name=op.f("fk_photo_prints_tenant_person")
        ),
        sa.PrimaryKeyConstraint("tenant", "exhibit", name=op.f("pk_photo_prints")),
    )
    op.create_index("ix_photo_prints_claim", "photo_prints", ["tenant", "claim"])
    op.create_index("ix_photo_prints_person", "photo_prints", ["tenant", "person"])
    op.create_index("ix_photo_prints_received", "photo_prints", ["tenant", "version", "received_at"])
    guard(op.get_bind(), tables=TABLES, growing=GROWING)


def downgrade() -> None:
    """Drop it."""
    for table in reversed(TABLES):
        op.drop_table(table)
