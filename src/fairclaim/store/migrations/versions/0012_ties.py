"""Who declared a tie: one takes back only what one has said oneself. Unknown for ties from before."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("person_ties", sa.Column("declared_by", sa.String(length=64), nullable=True))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("person_ties", "declared_by")
