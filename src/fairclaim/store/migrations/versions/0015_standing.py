"""Standing: digests that accounts have in common, explanations that were accepted, counts; measures; letters that were sent."""

import sqlalchemy as sa
from alembic import op

from fairclaim.store.columns import UtcTime
from fairclaim.store.migrations.guards import JSON_VALUE, guard

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES = ("standing_links", "standing_set_aside", "standing_counts", "measures", "measure_grounds", "sent_letters")
GROWING: tuple[str, ...] = ()


def _word(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=64), nullable=nullable)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, UtcTime(), nullable=False)


def _belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant", column], [f"{to}.tenant", f"{to}.id"], name=op.f(f"fk_{table}_tenant_{column}")
    )


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("tenant", *columns, name=op.f(f"pk_{table}"))


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "standing_links",
        _word("tenant"),
        _word("person"),
        _word("kind"),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        _moment("first_at"),
        _moment("last_at"),
        sa.CheckConstraint("kind in ('payout', 'device', 'address')", name=op.f("ck_standing_links_kind_known")),
        _belongs("standing_links", "person", "persons"),
        _key("standing_links", "person", "kind", "digest"),
    )
    op.create_index("ix_standing_links_digest", "standing_links", ["tenant", "digest", "kind"])
    op.create_index("ix_standing_links_last", "standing_links", ["tenant", "last_at"])
    op.create_table(
        "standing_set_aside",
        _word("tenant"),
        _word("person"),
        _word("pattern"),
        _moment("at"),
        _belongs("standing_set_aside", "person", "persons"),
        _key("standing_set_aside", "person", "pattern"),
    )
    op.create_table(
        "standing_counts",
        _word("tenant"),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("counted", JSON_VALUE, nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["tenants.id"], name=op.f("fk_standing_counts_tenant")),
        _key("standing_counts", "day"),
    )
    op.create_table(
        "measures",
        _word("tenant"),
        _word("id"),
        _word("person"),
        _word("state"),
        _moment("until"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record", JSON_VALUE, nullable=False),
        _belongs("measures", "person", "persons"),
        _key("measures", "id"),
    )
    op.create_index("ix_measures_person", "measures", ["tenant", "person"])
    op.create_index("ix_measures_state", "measures", ["tenant", "state"])
    op.create_table(
        "measure_grounds",
        _word("tenant"),
        _word("measure"),
        _word("claim"),
        _belongs("measure_grounds", "measure", "measures"),
        _belongs("measure_grounds", "claim", "claims"),
        _key("measure_grounds", "measure", "claim"),
    )
    op.create_index("ix_measure_grounds_claim", "measure_grounds", ["tenant", "claim"])
    op.create_table(
        "sent_letters",
        _word("tenant"),
        _word("id"),
        _word("claim"),
        _word("kind"),
        _word("recipient"),
        _word("side"),
        _word("sent_by"),
        _moment("sent_at"),
        _word("sha256", nullable=True),
        sa.Column("decision", sa.Integer(), nullable=True),
        _moment("noted_at"),
        _belongs("sent_letters", "claim", "claims"),
        _key("sent_letters", "id"),
    )
    op.create_index("ix_sent_letters_claim", "sent_letters", ["tenant", "claim"])
    guard(op.get_bind(), tables=TABLES, growing=GROWING)


def downgrade() -> None:
    """Drop them."""
    for table in reversed(TABLES):
        op.drop_table(table)
