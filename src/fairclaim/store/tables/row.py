"""What all rows have in common: names of constraints, column types, and the tenant as first part of every key.

Keys are composite, ``(tenant, …)``, and so are foreign keys: a row of one tenant cannot even refer to another's.
"""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, CheckConstraint, ForeignKeyConstraint, LargeBinary, MetaData, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from fairclaim.store.columns import ID_LENGTH, UtcTime

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Constraints have names, so that a migration can change them on both engines."""

JSON_COLUMN = JSON().with_variant(JSONB(), "postgresql")

BLIND_INDEX_OF = "blind_index_of"
"""Key of a column's ``info``: the column that names the person whose erasure blanks this blind index."""

NAMES_BLOB = "names_blob"
"""Key of a column's ``info``: it holds addresses of stored bytes, which are therefore kept."""


class Row(DeclarativeBase):
    """Any row."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: String(ID_LENGTH),
        datetime: UtcTime,
        dict[str, Any]: JSON_COLUMN,
        list[str]: JSON_COLUMN,
        bytes: LargeBinary,
    }


class TenantRow(Row):
    """A row that belongs to one tenant. A unit of work sees and writes those of its own tenant only."""

    __abstract__ = True

    tenant: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, sort_order=-1)


def belongs(*columns: str, to: str, key: tuple[str, ...] = ("id",)) -> ForeignKeyConstraint:
    """Return a foreign key within the tenant: ``belongs("claim", to="claims")``."""
    return ForeignKeyConstraint(["tenant", *columns], [f"{to}.tenant", *(f"{to}.{name}" for name in key)])


def of_a_tenant() -> ForeignKeyConstraint:
    """Return a foreign key to the tenants, for rows that begin a chain of others."""
    return ForeignKeyConstraint(["tenant"], ["tenants.id"])


def one_of(column: str, *words: str) -> CheckConstraint:
    """Return a constraint that a column holds one of some words."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} in ({listed})", name=f"{column}_known")


LONG = Text()
"""Text without a limit of its own."""
