"""An engine on a file, and handlers in memory."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fairclaim.runtime.engine import Engine
from store_engines import desk, empty_sqlite, engine, postgres_engine
from unit.runtime.fake_handlers import QUICK, FakeHandlers, clock

__all__ = ["desk", "empty_sqlite", "engine", "postgres_engine"]


@pytest.fixture
def handlers() -> FakeHandlers:
    return FakeHandlers()


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'desk.db'}"


@pytest.fixture
def jobs(url: str, handlers: FakeHandlers) -> Iterator[Engine]:
    """A running engine."""
    found = Engine(url, executor="worker-1", handlers=handlers, now=clock, limits=QUICK)
    found.start()
    yield found
    found.stop()
