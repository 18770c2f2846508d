"""The stores that these tests run on, and a desk whose people are in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.crowd import Crowd, crowd_at
from store_engines import Engine, desk, empty_sqlite, engine, postgres_engine

__all__ = ["desk", "empty_sqlite", "engine", "postgres_engine"]


@pytest.fixture
def crowd(engine: Engine, tmp_path: Path, in_flight: int) -> Iterator[Crowd]:
    with crowd_at(engine, tmp_path / "data", in_flight=in_flight) as found:
        yield found


@pytest.fixture
def many(request: pytest.FixtureRequest) -> int:
    """How often the slow tests kill or cut a desk."""
    return int(request.config.getoption("--kills"))
