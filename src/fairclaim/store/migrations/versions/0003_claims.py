"""Claims, events, evidence, decisions."""

import sqlalchemy as sa
from alembic import op

from fairclaim.store.columns import UtcTime
from fairclaim.store.migrations.guards import JSON_VALUE, guard

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("log_heads", "claims", "claim_events", "decisions", "examinations", "exhibits")
GROWING: tuple[str, ...] = ("claim_events", "decisions")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "log_heads",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["tenants.id"], name=op.f("fk_log_heads_tenant")),
        sa.PrimaryKeyConstraint("tenant", name=op.f("pk_log_heads")),
    )
    op.create_table(
        "claims",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("order_id", sa.String(length=64), nullable=True),
        sa.Column("buyer", sa.String(length=64), nullable=True),
        sa.Column("merchant", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("snapshot", JSON_VALUE, nullable=False),
        sa.Column("filed_at", UtcTime(), nullable=False),
        sa.Column("updated_at", UtcTime(), nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_claims_version_positive")),
        sa.ForeignKeyConstraint(
            ["tenant", "buyer"], ["persons.tenant", "persons.id"], name=op.f("fk_claims_tenant_buyer")
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "merchant"], ["persons.tenant", "persons.id"], name=op.f("fk_claims_tenant_merchant")
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "order_id"], ["orders.tenant", "orders.id"], name=op.f("fk_claims_tenant_order_id")
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_claims")),
    )
    with op.batch_alter_table("claims", schema=None) as batch_op:
        batch_op.create_index("ix_claims_buyer", ["tenant", "buyer"], unique=False)
        batch_op.create_index("ix_claims_merchant", ["tenant", "merchant"], unique=False)
        batch_op.create_index("ix_claims_order", ["tenant", "order_id"], unique=False)
        batch_op.create_index("ix_claims_state", ["tenant", "state", "updated_at"], unique=False)

    op.create_table(
        "claim_events",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("claim", sa.String(length=64), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("body", JSON_VALUE, nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("sequence > 0", name=op.f("ck_claim_events_sequence_positive")),
        sa.ForeignKeyConstraint(
            ["tenant", "claim"], ["claims.tenant", "claims.id"], name=op.f("fk_claim_events_tenant_claim")
        ),
        sa.PrimaryKeyConstraint("tenant", "claim", "sequence", name=op.f("pk_claim_events")),
        sa.UniqueConstraint("tenant", "position", name=op.f("uq_claim_events_tenant_position")),
    )
    op.create_table(
        "decisions",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("claim", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", JSON_VALUE, nullable=False),
        sa.Column("decided_at", UtcTime(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_decisions_number_positive")),
        sa.ForeignKeyConstraint(
            ["tenant", "claim"], ["claims.tenant", "claims.id"], name=op.f("fk_decisions_tenant_claim")
        ),
        sa.PrimaryKeyConstraint("tenant", "claim", "number", name=op.f("pk_decisions")),
    )
    op.create_table(
        "examinations",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("check_name", sa.String(length=64), nullable=False),
        sa.Column("check_version", sa.String(length=64), nullable=False),
        sa.Column("claim", sa.String(length=64), nullable=False),
        sa.Column("result", JSON_VALUE, nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "claim"], ["claims.tenant", "claims.id"], name=op.f("fk_examinations_tenant_claim")
        ),
        sa.PrimaryKeyConstraint("tenant", "subject", "check_name", "check_version", name=op.f("pk_examinations")),
    )
    with op.batch_alter_table("examinations", schema=None) as batch_op:
        batch_op.create_index("ix_examinations_claim", ["tenant", "claim"], unique=False)
        batch_op.create_index("ix_examinations_version", ["tenant", "check_name", "check_version"], unique=False)

    op.create_table(
        "exhibits",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("claim", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("given_as", sa.String(length=64), nullable=True),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("media_type", sa.String(length=64), nullable=True),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("blob", sa.String(length=64), nullable=True),
        sa.Column("is_sealed", sa.Boolean(), nullable=False),
        sa.Column("received_at", UtcTime(), nullable=False),
        sa.Column("erased_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "claim"], ["claims.tenant", "claims.id"], name=op.f("fk_exhibits_tenant_claim")
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "person"], ["persons.tenant", "persons.id"], name=op.f("fk_exhibits_tenant_person")
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_exhibits")),
    )
    with op.batch_alter_table("exhibits", schema=None) as batch_op:
        batch_op.create_index("ix_exhibits_claim", ["tenant", "claim"], unique=False)
        batch_op.create_index("ix_exhibits_person", ["tenant", "person"], unique=False)
        batch_op.create_index("ix_exhibits_sha256", ["tenant", "sha256"], unique=False)

    guard(op.get_bind(), tables=TABLES, growing=GROWING)


def downgrade() -> None:
    """Drop the tables."""
    for table in reversed(TABLES):
        op.drop_table(table)
