"""Only one of each: a login of a tenant, a policy of a name in shadow. Two processes that ask at once cannot both have it."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

LOGIN = sa.text("name = 'login'")
SHADOW = sa.text("state = 'shadow'")


def upgrade() -> None:
    """Make the indexes."""
    op.create_index(
        "uq_person_lookups_login",
        "person_lookups",
        ["tenant", "digest"],
        unique=True,
        sqlite_where=LOGIN,
        postgresql_where=LOGIN,
    )
    op.create_index(
        "uq_policies_shadow", "policies", ["tenant", "name"], unique=True, sqlite_where=SHADOW, postgresql_where=SHADOW
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_index("uq_policies_shadow", table_name="policies")
    op.drop_index("uq_person_lookups_login", table_name="person_lookups")
