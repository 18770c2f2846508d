"""A door on a real store behind the pages of accounts, and an administrator before them."""

from store_engines import desk, empty_sqlite, engine, postgres_engine
from unit.web.sign_in.conftest import gate

__all__ = ["desk", "empty_sqlite", "engine", "gate", "postgres_engine"]
