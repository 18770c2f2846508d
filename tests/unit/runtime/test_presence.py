"""A name is one process's; the contract tests in tests/contracts hold both databases to it."""

from pathlib import Path

import pytest

from fairclaim.runtime.databases import jobs_url
from fairclaim.runtime.presence import PostgresPresence, Presence, SqlitePresence, presence_for
from store_engines import Desk
from unit.runtime.fake_handlers import eventually
from unit.runtime.job_desk import run_as_owner


def test_each_database_has_its_kind(tmp_path: Path) -> None:
    assert isinstance(presence_for(jobs_url(f"sqlite:///{tmp_path / 'desk.db'}"), "a"), SqlitePresence)
    assert isinstance(presence_for(jobs_url("postgresql://desk@db/fairclaim"), "a"), PostgresPresence)


def test_a_name_lost_with_its_connection_is_taken_again(desk: Desk) -> None:
    if desk.engine.is_sqlite:
        pytest.skip("SQLite has no connection that could break")
    mine, peer = (presence_for(jobs_url(desk.engine.url), name) for name in ("worker-a", "worker-b"))
    mine.enter(patience_s=1)
    peer.enter(patience_s=1)
    run_as_owner(desk, "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'desk'")
    assert eventually(lambda: is_free(peer, "worker-a")), "the server lets it go with the connection"
    with peer.borrowed("worker-a") as is_borrowed:
        assert is_borrowed
        assert not mine.is_held()
    assert mine.is_held()
    assert not is_free(peer, "worker-a")
    mine.leave()
    peer.leave()


def is_free(presence: Presence, name: str) -> bool:
    with presence.borrowed(name) as is_borrowed:
        return is_borrowed
