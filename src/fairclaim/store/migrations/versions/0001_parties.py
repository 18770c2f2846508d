"""Tenants, persons and their keys, accounts."""

import sqlalchemy as sa
from alembic import op

from fairclaim.store.columns import UtcTime
from fairclaim.store.migrations.guards import JSON_VALUE, guard

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "tenants",
    "persons",
    "accounts",
    "erasures",
    "person_fields",
    "person_keys",
    "person_lookups",
    "person_texts",
    "person_ties",
    "account_roles",
)
GROWING: tuple[str, ...] = ()


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "tenants",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("settings", JSON_VALUE, nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("closed_at", UtcTime(), nullable=True),
        sa.CheckConstraint("id <> ''", name=op.f("ck_tenants_id_given")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenants")),
    )
    op.create_table(
        "persons",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("erased_at", UtcTime(), nullable=True),
        sa.CheckConstraint("kind in ('buyer', 'merchant', 'staff')", name=op.f("ck_persons_kind_known")),
        sa.ForeignKeyConstraint(["tenant"], ["tenants.id"], name=op.f("fk_persons_tenant")),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_persons")),
    )
    op.create_table(
        "accounts",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "person"], ["persons.tenant", "persons.id"], name=op.f("fk_accounts_tenant_person")
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_accounts")),
    )
    op.create_table(
        "erasures",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("requested_at", UtcTime(), nullable=False),
        sa.Column("blobs", JSON_VALUE, nullable=False),
        sa.Column("finished_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "person"], ["persons.tenant", "persons.id"], name=op.f("fk_erasures_tenant_person")
        ),
        sa.PrimaryKeyConstraint("tenant", "person", name=op.f("pk_erasures")),
    )
    op.create_table(
        "person_fields",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("updated_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "person"], ["persons.tenant", "persons.id"], name=op.f("fk_person_fields_tenant_person")
        ),
        sa.PrimaryKeyConstraint("tenant", "person", "name", name=op.f("pk_person_fields")),
    )
    op.create_table(
        "person_keys",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("master_version", sa.Integer(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "person"], ["persons.tenant", "persons.id"], name=op.f("fk_person_keys_tenant_person")
        ),
        sa.PrimaryKeyConstraint("tenant", "person", name=op.f("pk_person_keys")),
    )
    with op.batch_alter_table("person_keys", schema=None) as batch_op:
        batch_op.create_index("ix_person_keys_master_version", ["tenant", "master_version"], unique=False)

    op.create_table(
        "person_lookups",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "person"], ["persons.tenant", "persons.id"], name=op.f("fk_person_lookups_tenant_person")
        ),
        sa.PrimaryKeyConstraint("tenant", "person", "name", name=op.f("pk_person_lookups")),
    )
    with op.batch_alter_table("person_lookups", schema=None) as batch_op:
        batch_op.create_index("ix_person_lookups_digest", ["tenant", "name", "digest"], unique=False)

    op.create_table(
        "person_texts",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "person"], ["persons.tenant", "persons.id"], name=op.f("fk_person_texts_tenant_person")
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_person_texts")),
    )
    op.create_table(
        "person_ties",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("party", sa.String(length=64), nullable=False),
        sa.Column("declared_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "party"], ["persons.tenant", "persons.id"], name=op.f("fk_person_ties_tenant_party")
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "person"], ["persons.tenant", "persons.id"], name=op.f("fk_person_ties_tenant_person")
        ),
        sa.PrimaryKeyConstraint("tenant", "person", "party", name=op.f("pk_person_ties")),
    )
    op.create_table(
        "account_roles",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("granted_at", UtcTime(), nullable=False),
        sa.CheckConstraint(
            "role in ('buyer', 'merchant-agent', 'reviewer', 'senior', 'auditor', 'policy-editor', 'admin')",
            name=op.f("ck_account_roles_role_known"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "account"], ["accounts.tenant", "accounts.id"], name=op.f("fk_account_roles_tenant_account")
        ),
        sa.PrimaryKeyConstraint("tenant", "account", "role", name=op.f("pk_account_roles")),
    )

    guard(op.get_bind(), tables=TABLES, growing=GROWING)


def downgrade() -> None:
    """Drop the tables."""
    for table in reversed(TABLES):
        op.drop_table(table)
