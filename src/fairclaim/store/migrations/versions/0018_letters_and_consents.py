"""How a letter was sent, unknown for letters from before; consents to have one's standing stated elsewhere, and statements issued."""

import sqlalchemy as sa
from alembic import op

from fairclaim.store.columns import UtcTime
from fairclaim.store.migrations.guards import guard

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TABLES = ("share_consents", "standing_statements")
GROWING: tuple[str, ...] = ()


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=64), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, UtcTime(), nullable=nullable)


def _belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant", column], [f"{to}.tenant", f"{to}.id"], name=op.f(f"fk_{table}_tenant_{column}")
    )


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("tenant", "id", name=op.f(f"pk_{table}"))


def upgrade() -> None:
    """Add the column, and make the tables."""
    op.add_column("sent_letters", sa.Column("how", sa.String(length=64), nullable=True))
    op.create_table(
        "share_consents",
        _word("tenant"),
        _word("id"),
        _word("person"),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        _moment("given_at"),
        _moment("until"),
        _moment("withdrawn_at", nullable=True),
        _belongs("share_consents", "person", "persons"),
        _key("share_consents"),
    )
    op.create_index("ix_share_consents_person", "share_consents", ["tenant", "person"])
    op.create_table(
        "standing_statements",
        _word("tenant"),
        _word("id"),
        _word("person"),
        _word("consent"),
        _moment("issued_at"),
        _moment("expires_at"),
        _belongs("standing_statements", "person", "persons"),
        _belongs("standing_statements", "consent", "share_consents"),
        _key("standing_statements"),
    )
    op.create_index("ix_standing_statements_person", "standing_statements", ["tenant", "person"])
    op.create_index("ix_standing_statements_consent", "standing_statements", ["tenant", "consent"])
    guard(op.get_bind(), tables=TABLES, growing=GROWING)


def downgrade() -> None:
    """Drop them."""
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column("sent_letters", "how")
