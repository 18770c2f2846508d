"""Orders, listings, parcels."""

import sqlalchemy as sa
from alembic import op

from fairclaim.store.columns import UtcTime
from fairclaim.store.migrations.guards import guard

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = ("listings", "orders", "order_lines", "parcels", "reference_pictures")
GROWING: tuple[str, ...] = ()


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "listings",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("merchant", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=64), nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("closed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "merchant"], ["persons.tenant", "persons.id"], name=op.f("fk_listings_tenant_merchant")
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_listings")),
    )
    op.create_table(
        "orders",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("buyer", sa.String(length=64), nullable=False),
        sa.Column("merchant", sa.String(length=64), nullable=False),
        sa.Column("number_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("number_digest", sa.LargeBinary(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("placed_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "buyer"], ["persons.tenant", "persons.id"], name=op.f("fk_orders_tenant_buyer")
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "merchant"], ["persons.tenant", "persons.id"], name=op.f("fk_orders_tenant_merchant")
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_orders")),
    )
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.create_index("ix_orders_buyer", ["tenant", "buyer"], unique=False)
        batch_op.create_index("ix_orders_number_digest", ["tenant", "number_digest"], unique=False)

    op.create_table(
        "order_lines",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("order_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("listing", sa.String(length=64), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=64), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("amount_minor", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount_minor >= 0", name=op.f("ck_order_lines_amount_not_negative")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_order_lines_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["tenant", "order_id"], ["orders.tenant", "orders.id"], name=op.f("fk_order_lines_tenant_order_id")
        ),
        sa.PrimaryKeyConstraint("tenant", "order_id", "number", name=op.f("pk_order_lines")),
    )
    op.create_table(
        "parcels",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("order_id", sa.String(length=64), nullable=False),
        sa.Column("buyer", sa.String(length=64), nullable=False),
        sa.Column("carrier", sa.String(length=64), nullable=False),
        sa.Column("tracking_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("tracking_digest", sa.LargeBinary(), nullable=True),
        sa.Column("dispatched_at", UtcTime(), nullable=True),
        sa.Column("delivered_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "buyer"], ["persons.tenant", "persons.id"], name=op.f("fk_parcels_tenant_buyer")
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "order_id"], ["orders.tenant", "orders.id"], name=op.f("fk_parcels_tenant_order_id")
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_parcels")),
    )
    with op.batch_alter_table("parcels", schema=None) as batch_op:
        batch_op.create_index("ix_parcels_tracking_digest", ["tenant", "tracking_digest"], unique=False)

    op.create_table(
        "reference_pictures",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("listing", sa.String(length=64), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("added_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "listing"], ["listings.tenant", "listings.id"], name=op.f("fk_reference_pictures_tenant_listing")
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_reference_pictures")),
    )
    with op.batch_alter_table("reference_pictures", schema=None) as batch_op:
        batch_op.create_index("ix_reference_pictures_listing", ["tenant", "listing"], unique=False)

    guard(op.get_bind(), tables=TABLES, growing=GROWING)


def downgrade() -> None:
    """Drop the tables."""
    for table in reversed(TABLES):
        op.drop_table(table)
