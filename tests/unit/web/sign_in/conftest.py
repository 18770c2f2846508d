"""A small app with the door's routes, and a browser before it."""

from collections.abc import Iterator

import pytest

from loopback_provider import LoopbackProvider, serving
from store_engines import Desk, desk, empty_sqlite, engine, postgres_engine
from unit.services.identity.gate import Gate

__all__ = ["desk", "empty_sqlite", "engine", "postgres_engine"]


@pytest.fixture
def gate(desk: Desk) -> Gate:
    return Gate(desk)


@pytest.fixture
def provider() -> Iterator[LoopbackProvider]:
    with serving(LoopbackProvider()) as served:
        yield served
