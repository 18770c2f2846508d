"""The stores that these tests run on, and a door before them."""

import pytest

from store_engines import Desk, desk, empty_sqlite, engine, postgres_engine
from unit.services.identity.gate import Gate

__all__ = ["desk", "empty_sqlite", "engine", "postgres_engine"]


@pytest.fixture
def gate(desk: Desk) -> Gate:
    return Gate(desk)
