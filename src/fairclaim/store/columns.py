"""Column types that mean the same in SQLite and PostgreSQL."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, String
from sqlalchemy.types import TypeDecorator, TypeEngine

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError

ID_LENGTH = 64
"""Ids are random or pseudonymous and ASCII; 64 holds a SHA-256 in hexadecimal."""


class UtcTime(TypeDecorator[datetime]):
    """A moment, to the microsecond, in UTC whichever zone it came in.

    PostgreSQL has a type for it. SQLite keeps text of fixed width, which sorts as moments do.

    Raises
    ------
    UsageError
        On a moment without a time zone.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose text of fixed width where the engine knows no zones."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(27))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | str | None:
        """Bring a moment to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise UsageError(Bilingual("时间必须带时区。", "A moment needs its time zone."))
        moment = value.astimezone(UTC)
        if dialect.name != "sqlite":
            return moment
        return f"{moment.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"

    def process_result_value(self, value: datetime | str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  (SQLAlchemy's signature)
        """Read a moment back in UTC."""
        if isinstance(value, str):
            return datetime.fromisoformat(value)
        return None if value is None else value.astimezone(UTC)
