"""What happened to parcels stands in the evidence log; key frames of films, and when a film says that it was recorded."""

import sqlalchemy as sa
from alembic import op

from fairclaim.store.columns import UtcTime
from fairclaim.store.migrations.guards import JSON_VALUE, guard

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLES = ("parcel_events",)
GROWING = ("parcel_events",)
ABOUT_ONE = "(claim is null) <> (parcel is null)"
OF_A_PARCEL = sa.text("parcel is not null")
OF_FILES = ("frame_of", "at_ms", "sketch", "recorded", "recorded_by")


def _word(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=64), nullable=nullable)


def upgrade() -> None:
    """Make the table and the columns. Files that are there already get no entry: nobody could say that they were not changed."""
    op.create_table(
        "parcel_events",
        _word("tenant"),
        _word("parcel"),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        _word("kind"),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("body", JSON_VALUE, nullable=False),
        sa.CheckConstraint("sequence > 0", name=op.f("ck_parcel_events_sequence_positive")),
        sa.ForeignKeyConstraint(
            ["tenant", "parcel"], ["parcels.tenant", "parcels.id"], name=op.f("fk_parcel_events_tenant_parcel")
        ),
        sa.PrimaryKeyConstraint("tenant", "parcel", "sequence", name=op.f("pk_parcel_events")),
        sa.UniqueConstraint("tenant", "position", name=op.f("uq_parcel_events_tenant_position")),
    )
    guard(op.get_bind(), tables=TABLES, growing=GROWING)
    op.add_column("parcels", sa.Column("coded_at", UtcTime(), nullable=True))
    op.add_column("dispatch_files", _word("frame_of", nullable=True))
    op.add_column("dispatch_files", sa.Column("at_ms", sa.Integer(), nullable=True))
    op.add_column("dispatch_files", sa.Column("sketch", sa.LargeBinary(), nullable=True))
    op.add_column("dispatch_files", _word("recorded", nullable=True))
    op.add_column("dispatch_files", sa.Column("recorded_by", UtcTime(), nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("log_entries", "claim", nullable=True)
        op.add_column("log_entries", _word("parcel", nullable=True))
        op.create_foreign_key(
            op.f("fk_log_entries_tenant_parcel"), "log_entries", "parcels", ["tenant", "parcel"], ["tenant", "id"]
        )
        op.create_check_constraint(op.f("ck_log_entries_about_one"), "log_entries", ABOUT_ONE)
    else:
        _write_anew(has_parcels=True)
    op.create_index(
        "uq_log_entries_parcel",
        "log_entries",
        ["tenant", "parcel", "sequence"],
        unique=True,
        sqlite_where=OF_A_PARCEL,
        postgresql_where=OF_A_PARCEL,
    )


def _write_anew(*, has_parcels: bool) -> None:
    """Write the entries anew, and with them the salts, which refer to them: SQLite changes no table in place."""
    of_parcels = (
        _word("parcel", nullable=True),
        sa.CheckConstraint(ABOUT_ONE, name=op.f("ck_log_entries_about_one")),
        sa.ForeignKeyConstraint(
            ["tenant", "parcel"], ["parcels.tenant", "parcels.id"], name=op.f("fk_log_entries_tenant_parcel")
        ),
    )
    op.create_table(
        "log_entries_anew",
        _word("tenant"),
        sa.Column("place", sa.BigInteger(), autoincrement=False, nullable=False),
        _word("claim", nullable=has_parcels),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.Column("nodes", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("place >= 0", name=op.f("ck_log_entries_place_not_negative")),
        sa.ForeignKeyConstraint(
            ["tenant", "claim"], ["claims.tenant", "claims.id"], name=op.f("fk_log_entries_tenant_claim")
        ),
        sa.PrimaryKeyConstraint("tenant", "place", name=op.f("pk_log_entries")),
        sa.UniqueConstraint("tenant", "claim", "sequence", name=op.f("uq_log_entries_tenant_claim_sequence")),
        *(of_parcels if has_parcels else ()),
    )
    op.create_table(
        "log_salts_anew",
        _word("tenant"),
        sa.Column("place", sa.BigInteger(), autoincrement=False, nullable=False),
        _word("person", nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "place"],
            ["log_entries_anew.tenant", "log_entries_anew.place"],
            name=op.f("fk_log_salts_tenant_place"),
        ),
        sa.PrimaryKeyConstraint("tenant", "place", name=op.f("pk_log_salts")),
    )
    for table, columns in (
        ("log_entries", "tenant, place, claim, sequence, entry, nodes"),
        ("log_salts", "tenant, place, person, salt"),
    ):
        op.execute(f"insert into {table}_anew ({columns}) select {columns} from {table}")  # noqa: S608  (names of our own)
    for table in ("log_salts", "log_entries"):
        op.drop_table(table)
    for table in ("log_entries", "log_salts"):
        op.rename_table(f"{table}_anew", table)
    op.create_index("ix_log_salts_person", "log_salts", ["tenant", "person"])
    guard(op.get_bind(), tables=("log_entries", "log_salts"), growing=("log_entries",))


def downgrade() -> None:
    """Drop them. Where parcels have entries it fails, and leaves everything as it was: the log forgets nothing."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("log_entries", "claim", nullable=False)
        op.drop_index("uq_log_entries_parcel", table_name="log_entries")
        op.drop_column("log_entries", "parcel")
    else:
        _write_anew(has_parcels=False)
    for column in reversed(OF_FILES):
        op.drop_column("dispatch_files", column)
    op.drop_column("parcels", "coded_at")
    for table in TABLES:
        op.drop_table(table)
