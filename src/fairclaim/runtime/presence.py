"""Who is alive: each worker holds a lock under its name as long as it lives, and nobody else can take it.

On PostgreSQL it is an advisory lock of a session: the server lets it go when the connection ends, however the worker died. On
SQLite one process works on a file, and holds a lock on a small file beside it that the system lets go in the same way.

A pooler that hands one session to several clients (PgBouncer in transaction mode) breaks this; workers connect past it.
"""

import sqlite3
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Protocol

from sqlalchemy import URL, Connection, NullPool, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from fairclaim.runtime.errors import ExecutorTakenError

LOCKS = 0x6661_6972
"""Class of our advisory locks ("fair"), apart from anybody else's."""
PAUSE_S = 0.1


class Presence(Protocol):
    """A worker's name, held."""

    def enter(self, *, patience_s: float) -> None:
        """Take the own name.

        Raises
        ------
        ExecutorTakenError
            If another process has it after this time.
        """
        ...

    def is_held(self) -> bool:
        """Tell whether the name is still held; one that was lost with its connection is taken again if it is free."""
        ...

    def borrowed(self, name: str) -> AbstractContextManager[bool]:
        """Hold another name for a moment, if nobody has it."""
        ...

    def leave(self) -> None:
        """Let the name go."""
        ...


class PostgresPresence:
    """Names as advisory locks of a session."""

    def __init__(self, url: URL, executor: str) -> None:
        self._executor = executor
        self._engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        self._connection: Connection | None = None
        self._turns = threading.Lock()  # a connection is one thread's at a time

    def enter(self, *, patience_s: float) -> None:
        """See :class:`Presence`."""
        end = time.monotonic() + patience_s
        while not self._take():
            if time.monotonic() > end:
                raise ExecutorTakenError(self._executor)
            time.sleep(PAUSE_S)

    def is_held(self) -> bool:
        """See :class:`Presence`."""
        with self._turns:
            if self._connection is not None:
                try:
                    self._connection.execute(text("select 1"))
                except SQLAlchemyError:
                    self.leave()
                else:
                    return True
            with suppress(SQLAlchemyError):
                return self._take()
            return False

    @contextmanager
    def borrowed(self, name: str) -> Iterator[bool]:
        """See :class:`Presence`."""
        with self._engine.connect() as connection:
            yield _try_lock(connection, name)

    def leave(self) -> None:
        """See :class:`Presence`."""
        if self._connection is not None:
            with suppress(SQLAlchemyError):
                self._connection.close()
            self._connection = None

    def _take(self) -> bool:
        connection = self._engine.connect()
        # A host that lost its power says no farewell: the server asks, and knows within half a minute.
        for setting, value in (("idle", 10), ("interval", 5), ("count", 3)):
            connection.execute(text(f"set tcp_keepalives_{setting} = {value}"))
        if _try_lock(connection, self._executor):
            self._connection = connection
            return True
        connection.close()
        return False


def _try_lock(connection: Connection, name: str) -> bool:
    number = zlib.crc32(name.encode()) - 2**31  # the lock's number is a signed one
    return bool(
        connection.execute(
            text("select pg_try_advisory_lock(:kind, :number)"), {"kind": LOCKS, "number": number}
        ).scalar()
    )


class SqlitePresence:
    """One process for one file: a lock file beside it, locked by SQLite itself, on every system alike."""

    def __init__(self, jobs: Path, executor: str) -> None:
        self._path = jobs.with_name(jobs.name + ".worker")
        self._executor = executor
        self._lock: sqlite3.Connection | None = None

    def enter(self, *, patience_s: float) -> None:
        """See :class:`Presence`."""
        self._path.absolute().parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._path, timeout=patience_s, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("begin exclusive")
        except sqlite3.OperationalError as exc:
            connection.close()
            raise ExecutorTakenError(self._executor) from exc
        self._lock = connection

    def is_held(self) -> bool:
        """See :class:`Presence`."""
        return self._lock is not None

    @contextmanager
    def borrowed(self, name: str) -> Iterator[bool]:
        """See :class:`Presence`: there is nobody else, so every other name is free."""
        yield self._lock is not None and name != self._executor

    def leave(self) -> None:
        """See :class:`Presence`."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def presence_for(url: URL, executor: str) -> Presence:
    """Return how a worker shows that it is alive.

    Parameters
    ----------
    url : URL
        Where the jobs are kept.
    """
    if url.get_backend_name() == "sqlite":
        return SqlitePresence(Path(url.database or ""), executor)
    return PostgresPresence(url, executor)
