"""Whose turn it is to write into a SQLite file: threads of one process, and processes among each other, one after the other.

SQLite's own waiting is a lottery with growing pauses, in which somebody may lose for seconds. Here a thread waits for the other threads
of its process first. Then it waits for other processes at two locked files beside the database: ``turn`` is held by who writes,
``next`` by who writes after that, so that a process whose own threads queue cannot come twice while another one waits. The system
lets go of both when a process ends, however it ends.
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fairclaim.store.errors import StoreBusyError

PAUSE_S = 0.001
"""Between looks at a file that another process has locked; a unit of work takes about five times as long."""


class Turns:
    """Turns at one file. Safe between threads; close it.

    Where files cannot be locked (Windows, some network drives), threads still take turns, and processes are left to SQLite's waiting.

    Parameters
    ----------
    database : Path
        The file of SQLite.
    """

    def __init__(self, database: Path) -> None:
        self._threads = threading.Lock()
        self._next = _LockedFile(database.with_name(f"{database.name}.next"))
        self._turn = _LockedFile(database.with_name(f"{database.name}.turn"))

    @contextmanager
    def take(self, *, patience_s: float) -> Iterator[None]:
        """Have the turn inside.

        Raises
        ------
        StoreBusyError
            If it has not come after this time.
        """
        end = time.monotonic() + patience_s
        if not self._threads.acquire(timeout=patience_s):
            raise StoreBusyError
        try:
            with self._next.locked(end):
                self._turn.lock(end)
            try:
                yield
            finally:
                self._turn.unlock()
        finally:
            self._threads.release()

    def close(self) -> None:
        """Let the files go."""
        self._next.close()
        self._turn.close()


class _LockedFile:
    """A file that one process at a time has locked, or none where that cannot be had."""

    def __init__(self, path: Path) -> None:
        self._number: int | None = None
        try:
            import fcntl  # noqa: PLC0415  (not on Windows)

            self._flock, self._exclusive, self._free = fcntl.flock, fcntl.LOCK_EX | fcntl.LOCK_NB, fcntl.LOCK_UN
            self._number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self._flock(self._number, self._exclusive)
            self._flock(self._number, self._free)
        except BlockingIOError:
            pass  # somebody writes just now, so files can be locked
        except (ImportError, OSError):
            self.close()

    @contextmanager
    def locked(self, end: float) -> Iterator[None]:
        """Have the file locked inside; see :meth:`lock`."""
        self.lock(end)
        try:
            yield
        finally:
            self.unlock()

    def lock(self, end: float) -> None:
        """Lock the file.

        Raises
        ------
        StoreBusyError
            If another process has it locked until this time of the monotonic clock.
        """
        while self._number is not None:
            try:
                self._flock(self._number, self._exclusive)
            except BlockingIOError:
                if time.monotonic() > end:
                    raise StoreBusyError from None
                time.sleep(PAUSE_S)
            else:
                return

    def unlock(self) -> None:
        """Let others have it."""
        if self._number is not None:
            self._flock(self._number, self._free)

    def close(self) -> None:
        """Close the file, which lets others have it, too."""
        if self._number is not None:
            os.close(self._number)
            self._number = None
