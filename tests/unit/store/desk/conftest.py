"""The stores that these tests run on."""

from store_engines import desk, empty_sqlite, engine, postgres_engine

__all__ = ["desk", "empty_sqlite", "engine", "postgres_engine"]
