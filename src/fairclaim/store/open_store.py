"""The store, opened: checked at the start, then handing out units of work."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine, select, text
from sqlalchemy.exc import SQLAlchemyError

from fairclaim.store.database import make_engine, parse_url, writing
from fairclaim.store.errors import StoreBusyError
from fairclaim.store.faults import in_our_words
from fairclaim.store.keys.key_ring import KeyRing
from fairclaim.store.migrate import verify_schema
from fairclaim.store.row_security import verify_role
from fairclaim.store.tables.all_tables import TENANT_TABLES
from fairclaim.store.tables.claims import LogHead
from fairclaim.store.tables.parties import Tenant
from fairclaim.store.tenant_session import TenantSession
from fairclaim.store.turns import Turns
from fairclaim.store.work import Work

T = TypeVar("T")

ATTEMPTS = 6
FIRST_PAUSE_S = 0.05
TURN_S = 30.0


class Store:
    """Where a desk keeps everything, for all its tenants. Safe between threads; made by :func:`open_store`."""

    def __init__(self, engine: Engine, ring: KeyRing) -> None:
        self._reading = engine
        self._writing = writing(engine)
        self._ring = ring
        self._turns = Turns(Path(engine.url.database or "")) if engine.dialect.name == "sqlite" else None

    @contextmanager
    def write(self, tenant: str) -> Iterator[Work]:
        """Open a unit of work that may change things. It is committed at the end, or undone by any exception.

        SQLite has one writer at a time: beginning waits for it for half a minute. Store blobs before, not inside.

        Raises
        ------
        StoreError
            If the database is busy, full, lost.
        RefusedError
            If the tables do not allow what was written.
        """
        with self._turn(), _faults_in_our_words(), self._begun(tenant) as session:
            work = Work(session, ring=self._ring, tenant=tenant)
            yield work
            work.finish()
            session.commit()

    @contextmanager
    def read(self, tenant: str) -> Iterator[Work]:
        """Open a unit of work on one unchanging view of the tenant's rows; what it changes is undone at the end."""
        with _faults_in_our_words(), TenantSession(self._snapshot(), tenant=tenant) as session:
            yield Work(session, ring=self._ring, tenant=tenant)
            session.rollback()

    def run(self, tenant: str, act: Callable[[Work], T]) -> T:
        """Return what ``act`` returns in a unit of work; while the database is busy, it is done again from the start.

        Parameters
        ----------
        act : callable
            Does nothing that cannot be done twice outside the database.
        """
        for attempt in range(ATTEMPTS):
            try:
                with self.write(tenant) as work:
                    return act(work)
            except StoreBusyError:
                if attempt + 1 == ATTEMPTS:
                    raise
                _pause(attempt)
        raise AssertionError  # pragma: no cover  (the loop returns or raises)

    def add_tenant(self, tenant: str, *, name: str, at: datetime) -> None:
        """Add a tenant.

        Raises
        ------
        AlreadyThereError
            If there is one of this id.
        """
        with self.write(tenant) as work:
            work.session.add(Tenant(id=tenant, name=name, settings={}, created_at=at, closed_at=None))
            work.session.flush()
            work.session.add(LogHead(position=0))

    def tenants(self) -> tuple[str, ...]:
        """Return the ids of all tenants that are not closed."""
        with _faults_in_our_words(), TenantSession(self._reading, tenant=None) as session:
            return tuple(session.scalars(select(Tenant.id).where(Tenant.closed_at.is_(None)).order_by(Tenant.id)))

    def sweep(self) -> None:
        """Write what SQLite's log still holds into its file, and empty the log. After an erasure, nothing old is left in it.

        Raises
        ------
        StoreBusyError
            If somebody reads or writes at the moment, so that the log could not be emptied.
        """
        if self._reading.dialect.name != "sqlite":
            return
        with _faults_in_our_words(), self._reading.connect() as connection:
            cursor = connection.connection.cursor()  # the driver's own: a checkpoint runs outside of transactions
            is_busy = cursor.execute("pragma wal_checkpoint(truncate)").fetchone()[0]
            cursor.close()
        if is_busy:
            raise StoreBusyError

    def close(self) -> None:
        """Close all connections."""
        self._reading.dispose()
        if self._turns is not None:
            self._turns.close()

    def _turn(self) -> AbstractContextManager[None]:
        return nullcontext() if self._turns is None else self._turns.take(patience_s=TURN_S)

    def _begun(self, tenant: str) -> TenantSession:
        """Return a session that holds what it needs to write."""
        for attempt in range(ATTEMPTS):
            session = TenantSession(self._writing, tenant=tenant)
            try:
                with _faults_in_our_words():
                    session.connection()
            except StoreBusyError:
                session.close()
                if attempt + 1 == ATTEMPTS:
                    raise
                _pause(attempt)
            except BaseException:
                session.close()
                raise
            else:
                return session
        raise AssertionError  # pragma: no cover  (the loop returns or raises)

    def _snapshot(self) -> Engine:
        if self._reading.dialect.name == "sqlite":
            return self._reading
        return self._reading.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def open_store(url: str, *, ring: KeyRing) -> Store:
    """Open the store behind a URL.

    Parameters
    ----------
    url : str
        ``sqlite:///FILE`` or ``postgresql://…``.
    ring : KeyRing
        The master keys.

    Raises
    ------
    MigrationsPendingError, NewerSchemaError
        If the schema is not this program's.
    UnsafeRoleError
        If the role would not be held to its tenant (PostgreSQL).
    StoreLostError
        If the database does not answer.
    """
    engine = make_engine(parse_url(url))
    try:
        with _faults_in_our_words(), engine.connect() as connection:
            verify_schema(connection, url=url)
            if connection.dialect.name == "postgresql":
                verify_role(connection, (*TENANT_TABLES, Tenant.__tablename__))
            else:
                connection.execute(text("select 1"))
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, ring)


@contextmanager
def _faults_in_our_words() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as exc:
        known = in_our_words(exc)
        if known is None:
            raise
        raise known from exc


def _pause(attempt: int) -> None:
    # Jitter, so that two writers who met once do not meet again.
    time.sleep(FIRST_PAUSE_S * 2**attempt * random.uniform(0.5, 1.5))  # noqa: S311  (not a secret)
