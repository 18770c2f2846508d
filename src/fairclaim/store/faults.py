"""What a driver's error means for the caller, whichever engine it came from."""

import sqlite3

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import FairclaimError
from fairclaim.store.errors import (
    AlreadyThereError,
    RefusedError,
    StoreBusyError,
    StoreFullError,
    StoreLostError,
)

BUSY_STATES = {"40001", "40P01", "55P03", "57014"}
"""Serialisation failure, deadlock, lock not available, statement cancelled."""
FULL_STATES = {"53100", "53200"}
REFUSED_STATES = {"42501", "22001"}
"""Insufficient privilege, and a text that is too long for its column (SQLite takes a text of any length)."""
LOST_CLASSES = ("08", "57P", "53", "3D", "28")
"""Connection exceptions, operator intervention, too many connections, no such database, not let in."""
FULL_SQLITE = ("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE")
"""No room for rows, or for the memory that connections share beside the log."""
LOST_SQLITE = ("SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_READONLY", "SQLITE_PERM")


def in_our_words(error: SQLAlchemyError) -> FairclaimError | None:
    """Return what an error means, or None where it is a bug and should surface as what it is."""
    if isinstance(error, PoolTimeoutError):
        return StoreBusyError()
    if not isinstance(error, DBAPIError):
        return None
    if isinstance(error.orig, sqlite3.Error):
        return _of_sqlite(error.orig)
    return _of_postgresql(error)


def _of_sqlite(error: sqlite3.Error) -> FairclaimError | None:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreBusyError()
    if name.startswith(FULL_SQLITE):
        return StoreFullError()
    if name.startswith("SQLITE_CONSTRAINT"):
        return AlreadyThereError(str(error))
    return StoreLostError() if name.startswith(LOST_SQLITE) else None


def _of_postgresql(error: DBAPIError) -> FairclaimError | None:
    state = getattr(error.orig, "sqlstate", None) or ""
    if state in BUSY_STATES:
        return StoreBusyError()
    if state in FULL_STATES:
        return StoreFullError()
    if state.startswith("23"):
        return AlreadyThereError(_first_line(error))
    if state in REFUSED_STATES:
        return RefusedError(
            Bilingual(f"数据库不允许：{_first_line(error)}。", f"The database does not allow it: {_first_line(error)}.")
        )
    if error.connection_invalidated or state.startswith(LOST_CLASSES) or (not state and _is_operational(error)):
        return StoreLostError()
    return None


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).splitlines()[0]


def _is_operational(error: DBAPIError) -> bool:
    return type(error.orig).__name__ in {"OperationalError", "InterfaceError"}
