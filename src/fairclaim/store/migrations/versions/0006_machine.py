"""What joins the desk's rooms: jobs, effects of decisions, lanes of tasks, policy in shadow, history, dates and refunds of orders."""

import sqlalchemy as sa
from alembic import op

from fairclaim.store.columns import UtcTime
from fairclaim.store.migrations.guards import JSON_VALUE, guard

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = ("jobs", "effects", "marks", "shared_hashes", "policy_differences", "past_claims", "lanes")
GROWING: tuple[str, ...] = ()


def _to(table: str, column: str, parent: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant", column], [f"{parent}.tenant", f"{parent}.id"], name=op.f(f"fk_{table}_tenant_{column}")
    )


def _of_a_tenant(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["tenant"], ["tenants.id"], name=op.f(f"fk_{table}_tenant"))


def _word(name: str, *, length: int = 64, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, UtcTime(), nullable=nullable)


def upgrade() -> None:
    """Make the tables and columns."""
    op.add_column("tasks", sa.Column("lane", sa.String(length=64), nullable=False, server_default="standard"))
    op.add_column("tasks", sa.Column("priority", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("orders", _moment("shipped_at", nullable=True))
    op.add_column("orders", _moment("delivered_at", nullable=True))
    op.add_column("order_lines", sa.Column("refunded_minor", sa.Integer(), nullable=False, server_default="0"))
    _make_jobs()
    _make_effects()
    _make_routing()
    guard(op.get_bind(), tables=TABLES, growing=GROWING)


def _make_jobs() -> None:
    op.create_table(
        "jobs",
        _word("tenant"),
        sa.Column("key", sa.Text(), nullable=False),
        _word("kind"),
        _word("subject"),
        _moment("start_at"),
        _moment("done_at", nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        _word("last_failure", nullable=True),
        _of_a_tenant("jobs"),
        sa.PrimaryKeyConstraint("tenant", "key", name=op.f("pk_jobs")),
    )
    _index("ix_jobs_waiting", "jobs", "tenant", "start_at", where="done_at is null")
    _index("ix_jobs_subject", "jobs", "tenant", "kind", "subject", where="done_at is null")
    op.create_table(
        "past_claims",
        _word("tenant"),
        sa.Column("id", sa.Text(), nullable=False),
        _word("reason"),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        _word("currency", length=3),
        _word("asked"),
        _word("outcome"),
        _moment("filed_at"),
        _moment("decided_at", nullable=True),
        sa.CheckConstraint("amount_minor >= 0", name=op.f("ck_past_claims_amount_not_negative")),
        _of_a_tenant("past_claims"),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_past_claims")),
    )
    _index("ix_past_claims_filed", "past_claims", "tenant", "filed_at")


def _make_effects() -> None:
    op.create_table(
        "effects",
        _word("tenant"),
        sa.Column("key", sa.Text(), nullable=False),
        _word("claim"),
        _word("buyer"),
        _word("kind"),
        _word("reference", nullable=True),
        _word("outcome", nullable=True),
        sa.Column("refunded", JSON_VALUE, nullable=False),
        _moment("made_at", nullable=True),
        _moment("taken_back_at", nullable=True),
        _to("effects", "claim", "claims"),
        sa.PrimaryKeyConstraint("tenant", "key", name=op.f("pk_effects")),
    )
    _index("ix_effects_claim", "effects", "tenant", "claim")
    _index("ix_effects_buyer", "effects", "tenant", "buyer", "kind")
    op.create_table(
        "marks",
        _word("tenant"),
        _word("id"),
        sa.Column("effect", sa.Text(), nullable=False),
        _word("claim"),
        _word("person"),
        _moment("made_at"),
        _moment("withdrawn_at", nullable=True),
        _to("marks", "claim", "claims"),
        _to("marks", "person", "persons"),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_marks")),
    )
    _index("ix_marks_person", "marks", "tenant", "person", where="withdrawn_at is null")
    op.create_table(
        "shared_hashes",
        _word("tenant"),
        sa.Column("effect", sa.Text(), nullable=False),
        _word("exhibit"),
        _word("claim"),
        _word("person"),
        _word("sha256"),
        _moment("made_at"),
        _moment("withdrawn_at", nullable=True),
        _to("shared_hashes", "claim", "claims"),
        _to("shared_hashes", "person", "persons"),
        sa.PrimaryKeyConstraint("tenant", "effect", "exhibit", name=op.f("pk_shared_hashes")),
    )
    _index("ix_shared_hashes_sha256", "shared_hashes", "tenant", "sha256", where="withdrawn_at is null")
    _index("ix_shared_hashes_person", "shared_hashes", "tenant", "person")


def _make_routing() -> None:
    op.create_table(
        "policy_differences",
        _word("tenant"),
        sa.Column("examination", sa.Text(), nullable=False),
        _word("shadow", length=80),
        _word("claim"),
        sa.Column("live_said", JSON_VALUE, nullable=False),
        sa.Column("shadow_said", JSON_VALUE, nullable=False),
        sa.Column("differs", sa.Boolean(), nullable=False),
        _moment("noted_at"),
        _to("policy_differences", "claim", "claims"),
        sa.PrimaryKeyConstraint("tenant", "examination", "shadow", name=op.f("pk_policy_differences")),
    )
    _index("ix_policy_differences_shadow", "policy_differences", "tenant", "shadow", "differs")
    op.create_table(
        "lanes",
        _word("tenant"),
        _word("claim"),
        _word("name"),
        sa.Column("priority", sa.Integer(), nullable=False),
        _to("lanes", "claim", "claims"),
        sa.PrimaryKeyConstraint("tenant", "claim", name=op.f("pk_lanes")),
    )


def _index(name: str, table: str, *columns: str, where: str | None = None) -> None:
    condition = None if where is None else sa.text(where)
    op.create_index(name, table, list(columns), unique=False, sqlite_where=condition, postgresql_where=condition)


def downgrade() -> None:
    """Drop the tables and columns."""
    for table in reversed(TABLES):
        op.drop_table(table)
    for table, column in (
        ("order_lines", "refunded_minor"),
        ("orders", "delivered_at"),
        ("orders", "shipped_at"),
        ("tasks", "priority"),
        ("tasks", "lane"),
    ):
        op.drop_column(table, column)
