"""Sessions, passkeys, tickets, subjects of providers, failed attempts; labels of API keys."""

import sqlalchemy as sa
from alembic import op

from fairclaim.store.columns import UtcTime
from fairclaim.store.migrations.guards import guard

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = ("account_merchants", "sessions", "passkeys", "tickets", "external_subjects", "sign_in_failures")
GROWING: tuple[str, ...] = ()


def _id(name: str, *, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=64), nullable=nullable)


def _belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant", column], [f"{to}.tenant", f"{to}.id"], name=op.f(f"fk_{table}_tenant_{column}")
    )


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "account_merchants",
        _id("tenant"),
        _id("account"),
        _id("merchant"),
        _belongs("account_merchants", "account", "accounts"),
        _belongs("account_merchants", "merchant", "persons"),
        sa.PrimaryKeyConstraint("tenant", "account", name=op.f("pk_account_merchants")),
    )
    op.create_table(
        "sessions",
        _id("tenant"),
        _id("id"),
        _id("digest"),
        _id("account"),
        _id("person"),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("seen_at", UtcTime(), nullable=False),
        sa.Column("ends_at", UtcTime(), nullable=False),
        sa.Column("proven_at", UtcTime(), nullable=False),
        _id("proven_by"),
        sa.CheckConstraint(
            "proven_by in ('password', 'passkey', 'provider', 'invitation')", name=op.f("ck_sessions_proven_by_known")
        ),
        _belongs("sessions", "account", "accounts"),
        _belongs("sessions", "person", "persons"),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_sessions")),
    )
    op.create_index("uq_sessions_digest", "sessions", ["tenant", "digest"], unique=True)
    op.create_index("ix_sessions_account", "sessions", ["tenant", "account"], unique=False)
    op.create_table(
        "passkeys",
        _id("tenant"),
        _id("id"),
        _id("lookup"),
        sa.Column("credential", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        _id("account"),
        _id("person"),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("is_synced", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("used_at", UtcTime(), nullable=True),
        _belongs("passkeys", "account", "accounts"),
        _belongs("passkeys", "person", "persons"),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_passkeys")),
    )
    op.create_index("uq_passkeys_lookup", "passkeys", ["tenant", "lookup"], unique=True)
    op.create_index("ix_passkeys_account", "passkeys", ["tenant", "account"], unique=False)
    op.create_table(
        "tickets",
        _id("tenant"),
        _id("digest"),
        _id("purpose"),
        _id("account", nullable=True),
        _id("person", nullable=True),
        _id("session", nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.CheckConstraint(
            "purpose in ('invitation', 'add-passkey', 'passkey-sign-in', 'step-up', 'provider')",
            name=op.f("ck_tickets_purpose_known"),
        ),
        sa.ForeignKeyConstraint(["tenant"], ["tenants.id"], name=op.f("fk_tickets_tenant")),
        _belongs("tickets", "account", "accounts"),
        _belongs("tickets", "person", "persons"),
        sa.PrimaryKeyConstraint("tenant", "digest", name=op.f("pk_tickets")),
    )
    op.create_index("ix_tickets_expires", "tickets", ["tenant", "expires_at"], unique=False)
    op.create_table(
        "external_subjects",
        _id("tenant"),
        _id("provider"),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        _id("account"),
        _id("person"),
        sa.Column("linked_at", UtcTime(), nullable=False),
        _belongs("external_subjects", "account", "accounts"),
        _belongs("external_subjects", "person", "persons"),
        sa.PrimaryKeyConstraint("tenant", "provider", "digest", name=op.f("pk_external_subjects")),
    )
    op.create_table(
        "sign_in_failures",
        _id("tenant"),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["tenant"], ["tenants.id"], name=op.f("fk_sign_in_failures_tenant")),
        sa.PrimaryKeyConstraint("tenant", "digest", name=op.f("pk_sign_in_failures")),
    )
    op.create_index("ix_sign_in_failures_last", "sign_in_failures", ["tenant", "last_at"], unique=False)
    op.add_column("api_keys", _id("label", nullable=True))
    op.add_column("api_keys", _id("replaces", nullable=True))

    guard(op.get_bind(), tables=TABLES, growing=GROWING)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_column("api_keys", "replaces")
    op.drop_column("api_keys", "label")
    for table in reversed(TABLES):
        op.drop_table(table)
