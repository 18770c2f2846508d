"""Units of work: whole or not at all, one view while reading, another try while busy."""

from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from fairclaim.store.errors import AlreadyThereError, MigrationsPendingError, NotThereError, StoreBusyError
from fairclaim.store.open_store import ATTEMPTS, open_store
from fairclaim.store.work import Work
from store_engines import NOON, RING, Desk
from unit.store.samples import filed, moved


def test_what_a_reader_changes_is_undone(desk: Desk) -> None:
    def change() -> None:
        with desk.store.read(desk.mine) as work:
            filed(work)

    if desk.engine.is_sqlite:
        change()
    else:
        with pytest.raises(DBAPIError, match="read-only"):
            change()
    with desk.store.read(desk.mine) as work, pytest.raises(NotThereError):
        work.claims.claim("claim-1")


def test_a_reader_sees_one_moment(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        filed(work)
    with desk.store.read(desk.mine) as reader:
        assert reader.claims.claim("claim-1").version == 2
        with desk.store.write(desk.mine) as work:
            moved(work, seen=2)
        assert reader.claims.claim("claim-1").version == 2
    with desk.store.read(desk.mine) as reader:
        assert reader.claims.claim("claim-1").version == 3


def test_work_is_done_again_while_the_database_is_busy(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fairclaim.store.open_store.FIRST_PAUSE_S", 0.0001)
    tries: list[int] = []

    def act(work: Work) -> str:
        tries.append(1)
        filed(work, f"claim-{len(tries)}")
        if len(tries) < 3:
            raise StoreBusyError
        return "done"

    assert desk.store.run(desk.mine, act) == "done"
    with desk.store.read(desk.mine) as work:
        assert {event.claim for event in work.claims.log(after=0, limit=99)} == {"claim-3"}

    def never(_work: Work) -> None:
        tries.append(1)
        raise StoreBusyError

    tries.clear()
    with pytest.raises(StoreBusyError):
        desk.store.run(desk.mine, never)
    assert len(tries) == ATTEMPTS


def test_other_refusals_are_not_tried_again(desk: Desk) -> None:
    tries: list[int] = []

    def act(work: Work) -> None:
        tries.append(1)
        filed(work)
        filed(work)

    with pytest.raises(AlreadyThereError):
        desk.store.run(desk.mine, act)
    assert tries == [1]


def test_claims_of_an_unknown_tenant_are_refused(desk: Desk) -> None:
    with pytest.raises(NotThereError, match="tenant"), desk.store.write("nobody") as work:
        filed(work)


def test_a_file_without_a_schema_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(MigrationsPendingError):
        open_store(f"sqlite:///{tmp_path / 'none.db'}", ring=RING)
    assert NOON.tzinfo is not None


def test_the_log_of_sqlite_is_emptied_once_nobody_reads(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fairclaim.store.database.BUSY_TIMEOUT_MS", 20)
    hasty = open_store(desk.engine.url, ring=RING)
    with desk.store.read(desk.mine) as reader:
        assert reader.claims.log(after=0, limit=1) == ()
        with desk.store.write(desk.mine) as work:
            filed(work)
        if desk.engine.is_sqlite:
            with pytest.raises(StoreBusyError):
                hasty.sweep()
    hasty.sweep()
    hasty.close()
    if desk.engine.is_sqlite:
        log = Path(desk.engine.url.removeprefix("sqlite:///") + "-wal")
        assert not log.exists() or log.stat().st_size == 0


def test_a_unit_of_work_inside_another_is_busy_and_not_stuck(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fairclaim.store.open_store.TURN_S", 0.01)
    if not desk.engine.is_sqlite:
        pytest.skip("PostgreSQL locks rows, not the file")
    with desk.store.write(desk.mine), pytest.raises(StoreBusyError), desk.store.write(desk.mine):
        pass
    with desk.store.write(desk.mine) as work:
        filed(work)
