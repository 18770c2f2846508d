"""Killed at any instant, the store holds what was acknowledged, nothing half, and every number without a gap."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select, text

from fairclaim.store.blobs.object_blobs import local_blobs
from fairclaim.store.database import make_engine, parse_url
from fairclaim.store.errors import StoreBusyError, StoreFullError, StoreLostError
from fairclaim.store.open_store import open_store
from fairclaim.store.tables.claims import Claim
from store_engines import NOON, RING, Desk
from unit.store.crash_writer import BLOB_BYTES
from unit.store.samples import buyer, filed, moved

TESTS = Path(__file__).resolve().parents[1]
QUICK_KILLS = 30
SLOW_KILLS = 200
LONGEST_S = 0.2


def kill_writers(desk: Desk, folder: Path, *, kills: int) -> set[str]:
    """Start writers one after the other, kill each at a random instant, and return what they had acknowledged."""
    acknowledged: set[str] = set()
    command = [sys.executable, "-m", "unit.store.crash_writer", desk.engine.url, str(folder), desk.mine]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=TESTS) as parent:
        assert parent.stdin is not None
        assert parent.stdout is not None
        for _ in range(kills):
            parent.stdin.write("start\n")
            parent.stdin.flush()
            for line in parent.stdout:
                kind, _, rest = line.strip().partition(" ")
                if kind == "ready":
                    time.sleep(random.uniform(0, LONGEST_S))
                    os.kill(int(rest), signal.SIGKILL)
                elif kind == "done":
                    acknowledged.add(rest)
                elif kind == "ended":
                    break
        parent.stdin.close()
    return acknowledged


def verify_everything(desk: Desk, folder: Path) -> set[str]:
    """Check every claim in full and return their ids."""
    blobs = local_blobs(folder)
    store = open_store(desk.engine.url, ring=RING)
    with store.read(desk.mine) as work:
        claims = set(work.session.scalars(select(Claim.id)))
        log = work.claims.log(after=0, limit=1_000_000)
        assert [event.position for event in log] == list(range(1, 3 * len(claims) + 1))
        assert work.deadlines.due(before=NOON, limit=9) == ()
        for claim in claims:
            assert len(work.claims.verify(claim)) == 3
            assert [one.number for one in work.rulings.of(claim)] == [1]
            (exhibit,) = work.evidence.of_claim(claim)
            assert exhibit.blob is not None
            assert len(blobs.get(exhibit.blob, tenant=desk.mine)) == BLOB_BYTES
    store.close()
    for path in folder.rglob("*"):
        if path.is_file() and "#" not in path.name:
            assert path.stat().st_size == BLOB_BYTES, "a blob is whole or absent"
    return claims


@pytest.mark.skipif(not hasattr(os, "fork"), reason="writers are forked, so that each starts at once")
@pytest.mark.parametrize("kills", [QUICK_KILLS, pytest.param(SLOW_KILLS, marks=pytest.mark.slow)])
def test_killed_writers_leave_whole_claims_only(desk: Desk, tmp_path: Path, kills: int) -> None:
    folder = tmp_path / "blobs"
    with desk.store.write(desk.mine) as work:
        buyer(work)
    acknowledged = kill_writers(desk, folder, kills=kills)
    claims = verify_everything(desk, folder)
    assert acknowledged <= claims
    assert len(claims - acknowledged) <= kills  # committed, and killed before saying so
    assert acknowledged
    with desk.store.write(desk.mine) as work:
        filed(work, "the-next")


def test_a_full_database_file_is_a_clear_error_and_loses_nothing(desk: Desk) -> None:
    if not desk.engine.is_sqlite:
        pytest.skip("PostgreSQL's disk cannot be filled from here; its error code is tested with the faults")
    with desk.store.write(desk.mine) as work:
        filed(work)
    with pytest.raises(StoreFullError), desk.store.write(desk.mine) as work:  # noqa: PT012  (the whole unit of work is refused)
        connection = work.session.connection().connection
        cursor = connection.cursor()
        pages = cursor.execute("pragma page_count").fetchone()[0]
        cursor.execute(f"pragma max_page_count = {pages + 2}")
        try:
            moved(work, seen=2)
            for number in range(200):
                filed(work, f"more-{number}")
        finally:
            cursor.execute("pragma max_page_count = 1073741823")
    with desk.store.write(desk.mine) as work:
        assert len(work.claims.verify("claim-1")) == 2
        moved(work, seen=2)


def test_a_connection_that_breaks_is_a_clear_error_and_loses_nothing(desk: Desk) -> None:
    if desk.engine.is_sqlite:
        pytest.skip("SQLite has no connection that could break")
    with desk.store.write(desk.mine) as work:
        filed(work)
    owner = create_engine(desk.engine.owner_url.replace("postgresql://", "postgresql+psycopg://"))
    with pytest.raises(StoreLostError), desk.store.write(desk.mine) as work:  # noqa: PT012  (the whole unit of work is refused)
        moved(work, seen=2)
        with owner.begin() as connection:
            connection.execute(text("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'desk'"))
        work.claims.claim("claim-1")
    owner.dispose()
    with desk.store.write(desk.mine) as work:  # the pool has noticed
        assert len(work.claims.verify("claim-1")) == 2
        moved(work, seen=2)


def test_a_writer_who_does_not_let_go_is_a_clear_error(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    if not desk.engine.is_sqlite:
        pytest.skip("PostgreSQL locks rows, not the file")
    monkeypatch.setattr("fairclaim.store.database.BUSY_TIMEOUT_MS", 20)
    monkeypatch.setattr("fairclaim.store.open_store.FIRST_PAUSE_S", 0.001)
    hasty = open_store(desk.engine.url, ring=RING)
    with desk.store.write(desk.mine) as work:
        filed(work)
        with pytest.raises(StoreBusyError), hasty.write(desk.mine):
            pass
        with hasty.read(desk.mine) as reader:  # readers are never in the way of a writer, nor the writer in theirs
            assert reader.claims.log(after=0, limit=9) == ()
    with hasty.write(desk.mine) as work:
        moved(work, seen=2)
    hasty.close()


def test_sqlite_is_set_up_to_survive_a_power_cut(desk: Desk) -> None:
    if not desk.engine.is_sqlite:
        pytest.skip("these are SQLite's settings")
    engine = make_engine(parse_url(desk.engine.url))
    with engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"pragma {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        }
    engine.dispose()
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "secure_delete": 1,
    }
