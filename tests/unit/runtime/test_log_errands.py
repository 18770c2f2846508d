"""The log is signed soon after it has grown, and asked about again as long as a token is lacking."""

from datetime import datetime, timedelta

from fairclaim.runtime.errands import Kind
from fairclaim.runtime.log_errands import due_log
from store_engines import NOON, Desk, desk, empty_sqlite, engine, postgres_engine
from unit.store.samples import filed, moved

__all__ = ["desk", "empty_sqlite", "engine", "postgres_engine"]
EVERY = timedelta(minutes=5)


def due(desk: Desk, at: datetime, *authorities: str) -> list[datetime]:
    with desk.store.read(desk.mine) as work:
        errands = due_log(every=EVERY, authorities=authorities)(work, desk.mine, at, 9)
    assert all((one.kind, one.tenant, one.key) == (Kind.SIGN_LOG, desk.mine, "log") for one in errands)
    return [one.due_at for one in errands]


def test_the_first_checkpoint_is_made_at_once_and_the_next_when_there_is_something_new(desk: Desk) -> None:
    assert due(desk, NOON) == []
    with desk.store.write(desk.mine) as work:
        filed(work)
    assert len(due(desk, NOON)) == 1
    with desk.store.write(desk.mine) as work:
        work.checkpoints.add(2, b"note", at=NOON)
    assert due(desk, NOON + timedelta(days=1)) == []
    with desk.store.write(desk.mine) as work:
        moved(work, seen=2)
    assert due(desk, NOON) == []
    assert due(desk, NOON + EVERY) == [NOON + EVERY]


def test_a_checkpoint_that_lacks_a_token_is_due(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        filed(work)
        work.checkpoints.add(2, b"note", at=NOON)
        work.checkpoints.add_token(2, "one", b"reply", at=NOON)
    assert due(desk, NOON, "one") == []
    assert len(due(desk, NOON, "one", "two")) == 1
