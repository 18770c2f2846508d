"""The engine starts once, takes errands on, and stops."""

import logging
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError
from fairclaim.runtime.engine import Engine
from fairclaim.runtime.errands import Kind
from fairclaim.runtime.errors import ExecutorTakenError, JobsNotReadyError, OtherEngineError
from unit.runtime.fake_handlers import QUICK, FakeHandlers, clock, errand


def test_every_kind_of_errand_reaches_its_handler(jobs: Engine, handlers: FakeHandlers) -> None:
    for one in (
        errand(Kind.EXAMINE, "claim-1"),
        errand(Kind.FIRE_DEADLINE, "claim-1", "7"),
        errand(Kind.DELIVER, "message-1"),
        errand(Kind.CARRY_OUT, "claim-1"),
        errand(Kind.SECOND_LOOK, "claim-1"),
        errand(Kind.FORGET_PHOTOS, "buyer-1"),
        errand(Kind.REEXAMINE, "claim-1", "2"),
        errand(Kind.SIGN_LOG, "log"),
    ):
        assert jobs.submit(one)
    assert set(handlers.wait_for(8)) == {
        ("examine", "shop", "claim-1"),
        ("deadline", "shop", "claim-1", 7),
        ("deliver", "shop", "message-1"),
        ("carry-out", "shop", "claim-1"),
        ("second-look", "shop", "claim-1"),
        ("forget", "shop", "buyer-1"),
        ("reexamine", "shop", "claim-1", "2"),
        ("sign-log", "shop"),
    }


def test_what_waits_survives_a_restart_and_is_on_time(url: str, handlers: FakeHandlers) -> None:
    first = Engine(url, executor="worker-1", handlers=handlers, now=clock, limits=QUICK)
    first.start()
    due = clock() + timedelta(seconds=3)
    first.submit(errand(Kind.FIRE_DEADLINE, "claim-1", "7", due_at=due))
    first.stop()
    second = Engine(url, executor="worker-1", handlers=handlers, now=clock, limits=QUICK)
    second.start()
    try:
        assert handlers.done == []
        handlers.wait_for(1)
        assert clock() >= due
    finally:
        second.stop()


def test_the_clock_is_the_callers(url: str, handlers: FakeHandlers) -> None:
    tomorrow = clock() + timedelta(days=1)
    ahead = Engine(url, executor="worker-1", handlers=handlers, now=lambda: tomorrow, limits=QUICK)
    ahead.start()
    try:
        ahead.submit(errand(Kind.FIRE_DEADLINE, "claim-1", "7", due_at=tomorrow - timedelta(seconds=1)))
        handlers.wait_for(1)
    finally:
        ahead.stop()


def test_one_process_runs_one_engine(jobs: Engine, tmp_path: Path, handlers: FakeHandlers) -> None:
    other = Engine(f"sqlite:///{tmp_path / 'other.db'}", executor="b", handlers=handlers, now=clock, limits=QUICK)
    with pytest.raises(OtherEngineError):
        other.start()
    assert jobs.is_launched


def test_a_file_serves_one_process(url: str, tmp_path: Path, handlers: FakeHandlers) -> None:
    lock = sqlite3.connect(tmp_path / "desk.jobs.db.worker", isolation_level=None)
    lock.execute("begin exclusive")
    blocked = Engine(url, executor="worker-1", handlers=handlers, now=clock, limits=QUICK)
    with pytest.raises(ExecutorTakenError):
        blocked.start()
    lock.close()
    blocked.start()
    blocked.stop()


def test_a_database_that_is_not_prepared_is_a_clear_error(tmp_path: Path, handlers: FakeHandlers) -> None:
    (tmp_path / "desk.jobs.db").write_bytes(b"no database" * 100)
    broken = Engine(f"sqlite:///{tmp_path / 'desk.db'}", executor="a", handlers=handlers, now=clock, limits=QUICK)
    with pytest.raises(JobsNotReadyError):
        broken.start()


def test_jobs_lie_beside_the_desk_with_a_write_ahead_log(jobs: Engine, tmp_path: Path) -> None:
    assert jobs.is_launched
    connection = sqlite3.connect(tmp_path / "desk.jobs.db")
    assert connection.execute("pragma journal_mode").fetchone() == ("wal",)
    connection.close()


def test_neither_log_nor_rows_hold_what_an_error_says(
    url: str, tmp_path: Path, handlers: FakeHandlers, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(what: str) -> object:
        if what == "examine":
            raise UnavailableError(Bilingual("住在长安街1号的李四", "Li Si of 1 Chang'an Street"))
        raise ValueError("Li Si again")

    handlers.does = fail
    engine = Engine(url, executor="worker-1", handlers=handlers, now=clock, limits=QUICK)
    with caplog.at_level(logging.DEBUG):
        engine.start()
        engine.submit(errand(Kind.EXAMINE, "claim-1"))
        assert handlers.wait_for_failure() == ("examine/shop/claim-1", "unavailable")
        handlers.failures.clear()
        engine.submit(errand(Kind.CARRY_OUT, "claim-1"))
        assert handlers.wait_for_failure() == ("carry-out/shop/claim-1", "ValueError")
        engine.stop()
    assert "examine_v1" in caplog.text
    assert "Conductor" not in caplog.text
    rows = b"".join(path.read_bytes() for path in tmp_path.glob("desk.jobs*"))
    for text in (caplog.text.encode(), rows):
        assert b"Li Si" not in text
        assert "李四".encode() not in text
        assert b"\\u674e" not in text
    assert b"pickle" not in rows
