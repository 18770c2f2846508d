"""A driver's error, in words that tell the caller what to do."""

import sqlite3

import pytest
from sqlalchemy.exc import DBAPIError, InvalidRequestError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from fairclaim.store.errors import AlreadyThereError, RefusedError, StoreBusyError, StoreFullError, StoreLostError
from fairclaim.store.faults import in_our_words


class RefusalError(Exception):
    """What a driver of PostgreSQL raises, as far as we look at it."""

    def __init__(self, state: str | None) -> None:
        super().__init__("first line\nsecond line")
        self.sqlstate = state


class OperationalError(RefusalError):
    """The same, without a word from the server."""


def of_postgres(error: Exception) -> DBAPIError:
    return DBAPIError("select 1", {}, error)


@pytest.mark.parametrize(
    ("state", "meaning"),
    [
        ("40001", StoreBusyError),
        ("40P01", StoreBusyError),
        ("55P03", StoreBusyError),
        ("53100", StoreFullError),
        ("08006", StoreLostError),
        ("57P01", StoreLostError),
        ("53300", StoreLostError),
        ("3D000", StoreLostError),
        ("28000", StoreLostError),
        ("23505", AlreadyThereError),
        ("42501", RefusedError),
        ("22001", RefusedError),
    ],
)
def test_what_postgres_says(state: str, meaning: type[Exception]) -> None:
    assert type(in_our_words(of_postgres(RefusalError(state)))) is meaning


def test_a_connection_that_says_nothing_is_lost() -> None:
    assert type(in_our_words(of_postgres(OperationalError(None)))) is StoreLostError


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("SQLITE_BUSY", StoreBusyError),
        ("SQLITE_BUSY_SNAPSHOT", StoreBusyError),
        ("SQLITE_LOCKED", StoreBusyError),
        ("SQLITE_FULL", StoreFullError),
        ("SQLITE_IOERR_SHMSIZE", StoreFullError),
        ("SQLITE_IOERR_WRITE", StoreLostError),
        ("SQLITE_CANTOPEN", StoreLostError),
        ("SQLITE_CORRUPT", StoreLostError),
        ("SQLITE_READONLY", StoreLostError),
        ("SQLITE_CONSTRAINT_TRIGGER", AlreadyThereError),
    ],
)
def test_what_sqlite_says(name: str, meaning: type[Exception]) -> None:
    error = sqlite3.OperationalError("words")
    error.sqlite_errorname = name
    assert type(in_our_words(of_postgres(error))) is meaning


def test_a_bug_stays_a_bug() -> None:
    assert in_our_words(of_postgres(RefusalError("42601"))) is None
    assert in_our_words(of_postgres(sqlite3.ProgrammingError("words"))) is None
    assert in_our_words(InvalidRequestError("words")) is None
    assert type(in_our_words(PoolTimeoutError("words"))) is StoreBusyError


def test_only_the_first_line_is_shown() -> None:
    error = in_our_words(of_postgres(RefusalError("23505")))
    assert isinstance(error, AlreadyThereError)
    assert error.what == "first line"
