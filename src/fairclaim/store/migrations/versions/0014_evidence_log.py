"""The evidence log: entries, salts, checkpoints, cosignatures, time tokens."""

import sqlalchemy as sa
from alembic import op

from fairclaim.store.columns import UtcTime
from fairclaim.store.migrations.guards import guard

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TABLES = ("log_entries", "log_salts", "log_checkpoints", "log_cosignatures", "log_tokens")
GROWING = ("log_entries", "log_checkpoints", "log_cosignatures", "log_tokens")


def upgrade() -> None:
    """Make the tables. Events that are there already are entered with the tenant's next one."""
    op.add_column("log_heads", sa.Column("entered", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("log_heads", sa.Column("peaks", sa.LargeBinary(), nullable=True))
    op.create_table(
        "log_entries",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("place", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("claim", sa.String(length=64), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.Column("nodes", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("place >= 0", name=op.f("ck_log_entries_place_not_negative")),
        sa.ForeignKeyConstraint(
            ["tenant", "claim"], ["claims.tenant", "claims.id"], name=op.f("fk_log_entries_tenant_claim")
        ),
        sa.PrimaryKeyConstraint("tenant", "place", name=op.f("pk_log_entries")),
        sa.UniqueConstraint("tenant", "claim", "sequence", name=op.f("uq_log_entries_tenant_claim_sequence")),
    )
    op.create_table(
        "log_salts",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("place", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.String(length=64), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "place"], ["log_entries.tenant", "log_entries.place"], name=op.f("fk_log_salts_tenant_place")
        ),
        sa.PrimaryKeyConstraint("tenant", "place", name=op.f("pk_log_salts")),
    )
    op.create_index("ix_log_salts_person", "log_salts", ["tenant", "person"])
    op.create_table(
        "log_checkpoints",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["tenants.id"], name=op.f("fk_log_checkpoints_tenant")),
        sa.PrimaryKeyConstraint("tenant", "size", name=op.f("pk_log_checkpoints")),
    )
    _outsiders("log_cosignatures", sa.Column("witness", sa.String(length=255), nullable=False), "line", "received_at")
    _outsiders("log_tokens", sa.Column("authority", sa.String(length=255), nullable=False), "reply", "stamped_at")
    guard(op.get_bind(), tables=TABLES, growing=GROWING)


def _outsiders(table: str, who: "sa.Column[str]", said: str, at: str) -> None:
    """Make a table of what somebody outside has said of checkpoints."""
    op.create_table(
        table,
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        who,
        sa.Column(said, sa.LargeBinary(), nullable=False),
        sa.Column(at, UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "size"], ["log_checkpoints.tenant", "log_checkpoints.size"], name=op.f(f"fk_{table}_tenant_size")
        ),
        sa.PrimaryKeyConstraint("tenant", "size", who.name, name=op.f(f"pk_{table}")),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in reversed(TABLES):
        op.drop_table(table)
    with op.batch_alter_table("log_heads") as heads:
        heads.drop_column("peaks")
        heads.drop_column("entered")
