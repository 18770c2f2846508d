"""Pictures that were shown once, dispatch evidence."""

import sqlalchemy as sa
from alembic import op

from fairclaim.store.columns import UtcTime
from fairclaim.store.migrations.guards import guard

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = ("dispatch_files",)
GROWING: tuple[str, ...] = ()


def upgrade() -> None:
    """Make the table and the column."""
    op.add_column("reference_pictures", sa.Column("removed_at", UtcTime(), nullable=True))
    op.create_table(
        "dispatch_files",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("parcel", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("media", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("blob", sa.String(length=64), nullable=True),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("received_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "parcel"], ["parcels.tenant", "parcels.id"], name=op.f("fk_dispatch_files_tenant_parcel")
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "person"], ["persons.tenant", "persons.id"], name=op.f("fk_dispatch_files_tenant_person")
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_dispatch_files")),
    )
    op.create_index("ix_dispatch_files_parcel", "dispatch_files", ["tenant", "parcel"])
    op.create_index("ix_dispatch_files_person", "dispatch_files", ["tenant", "person"])
    guard(op.get_bind(), tables=TABLES, growing=GROWING)


def downgrade() -> None:
    """Drop them."""
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column("reference_pictures", "removed_at")
