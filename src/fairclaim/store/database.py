"""Connections: how an engine is made for a URL, and what every connection is told before its first statement."""

from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError, UsageError

BUSY_TIMEOUT_MS = 5_000
WRITES = "fairclaim_writes"
"""Execution option: this unit of work writes. SQLite then takes the write lock at once, and never in the middle."""

PRAGMAS = (
    "pragma journal_mode = wal",
    "pragma synchronous = full",  # normal may lose the last commits with the power
    "pragma fullfsync = on",  # macOS: fsync alone does not reach the disk
    "pragma foreign_keys = on",
    "pragma recursive_triggers = on",
    "pragma secure_delete = on",  # a deleted key leaves no trace in free pages
)


def parse_url(text: str) -> URL:
    """Return the database URL with the driver that we use.

    Raises
    ------
    UsageError
        If it names neither a file of SQLite nor a PostgreSQL.
    """
    try:
        url = make_url(text)
    except ArgumentError as exc:
        raise UsageError(_BAD_URL) from exc
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
        return url.set(drivername="sqlite+pysqlite")
    raise UsageError(_BAD_URL)


def make_engine(url: URL) -> Engine:
    """Return an engine; nothing is connected yet.

    Raises
    ------
    UnavailableError
        If PostgreSQL's driver is not installed.
    """
    if url.get_backend_name() == "sqlite":
        Path(url.database or "").absolute().parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        return create_engine(url, pool_pre_ping=True)
    except ImportError as exc:
        raise UnavailableError(_NO_DRIVER) from exc


def writing(engine: Engine) -> Engine:
    """Return the engine, on the same pool, for units of work that write."""
    return engine.execution_options(**{WRITES: True})


def _prepare_sqlite(connection: SqliteConnection, _record: object) -> None:
    # The driver would begin a transaction before the first change, and only then; we begin ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options: dict[str, Any] = dict(connection.get_execution_options())
    connection.exec_driver_sql("begin immediate" if options.get(WRITES) else "begin")


_BAD_URL = Bilingual(
    "数据库地址须为 sqlite:///文件 或 postgresql://…。",
    "The database's URL is sqlite:///FILE or postgresql://….",
)
_NO_DRIVER = Bilingual(
    "缺少 psycopg。请安装：pip install 'fairclaim[desk,postgres]'。",
    "psycopg is not installed. Install it: pip install 'fairclaim[desk,postgres]'.",
)
