"""A deadline takes effect once, at its time, unless it was called off."""

import threading
from datetime import timedelta

import pytest

from fairclaim.store.errors import AlreadyThereError, NotThereError
from store_engines import NOON, Desk
from unit.store.samples import filed

HOUR = timedelta(hours=1)


@pytest.fixture
def desk_with_deadline(desk: Desk) -> Desk:
    with desk.store.write(desk.mine) as work:
        filed(work)
        work.deadlines.set("claim-1", 1, clock="review", purpose="expire", due_at=NOON)
        work.deadlines.set("claim-1", 2, clock="appeal", purpose="expire", due_at=NOON + HOUR)
    return desk


def test_due_deadlines_come_in_their_order(desk_with_deadline: Desk) -> None:
    with desk_with_deadline.store.read(desk_with_deadline.mine) as work:
        assert work.deadlines.due(before=NOON - HOUR, limit=9) == ()
        assert [one.number for one in work.deadlines.due(before=NOON, limit=9)] == [1]
        assert [one.number for one in work.deadlines.due(before=NOON + HOUR, limit=9)] == [1, 2]
        assert len(work.deadlines.due(before=NOON + HOUR, limit=1)) == 1


def test_a_deadline_fires_once(desk_with_deadline: Desk) -> None:
    desk = desk_with_deadline
    with desk.store.write(desk.mine) as work:
        assert work.deadlines.fire("claim-1", 1, at=NOON)
        assert not work.deadlines.fire("claim-1", 1, at=NOON)
    with desk.store.write(desk.mine) as work:
        assert not work.deadlines.fire("claim-1", 1, at=NOON + HOUR)
        assert [one.number for one in work.deadlines.due(before=NOON + HOUR, limit=9)] == [2]


def test_a_deadline_never_fires_early_or_after_it_was_called_off(desk_with_deadline: Desk) -> None:
    desk = desk_with_deadline
    with desk.store.write(desk.mine) as work:
        assert not work.deadlines.fire("claim-1", 1, at=NOON - HOUR)
        work.deadlines.supersede("claim-1", clock="review", at=NOON - HOUR)
        assert not work.deadlines.fire("claim-1", 1, at=NOON)
        assert [one.number for one in work.deadlines.due(before=NOON + HOUR, limit=9)] == [2]


def test_a_number_is_used_once_and_an_unknown_deadline_is_an_error(desk_with_deadline: Desk) -> None:
    desk = desk_with_deadline
    with pytest.raises(AlreadyThereError), desk.store.write(desk.mine) as work:
        work.deadlines.set("claim-1", 1, clock="review", purpose="expire", due_at=NOON)
    with pytest.raises(NotThereError), desk.store.write(desk.mine) as work:
        work.deadlines.fire("claim-1", 7, at=NOON)


def test_of_many_workers_one_lets_it_fire(desk_with_deadline: Desk) -> None:
    desk = desk_with_deadline
    fired: list[bool] = []
    start = threading.Barrier(4)

    def work_on_it() -> None:
        start.wait()
        fired.append(desk.store.run(desk.mine, lambda work: work.deadlines.fire("claim-1", 1, at=NOON)))

    workers = [threading.Thread(target=work_on_it) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(fired) == [False, False, False, True]
