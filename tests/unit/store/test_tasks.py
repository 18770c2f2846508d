"""A task is one person's until the lease ends; who lost it is told so."""

import threading
from datetime import timedelta

import pytest

from fairclaim.store.errors import AlreadyThereError, NotThereError
from fairclaim.store.tasks import Lease, LeaseLostError
from fairclaim.store.work import Work
from store_engines import NOON, Desk
from unit.store.samples import filed

MINUTE = timedelta(minutes=1)
UNTIL = NOON + 10 * MINUTE


@pytest.fixture
def desk_with_tasks(desk: Desk) -> Desk:
    with desk.store.write(desk.mine) as work:
        for number in (1, 2, 3):
            filed(work, f"claim-{number}")
            opened(work, f"task-{number}", claim=f"claim-{number}", due=30 - number)
    return desk


def opened(work: Work, task: str, *, claim: str, due: int = 30) -> None:
    work.tasks.open(task, claim=claim, kind="review", queue="damage", due_at=NOON + due * MINUTE, at=NOON)


def taken(work: Work, holder: str = "ann", *, at_minute: int = 0) -> Lease:
    at = NOON + at_minute * MINUTE
    lease = work.tasks.take_next("damage", holder=holder, at=at, until=at + 10 * MINUTE)
    assert lease is not None
    return lease


def test_the_task_with_the_least_time_left_comes_first(desk_with_tasks: Desk) -> None:
    with desk_with_tasks.store.write(desk_with_tasks.mine) as work:
        assert work.tasks.waiting("damage", at=NOON, limit=2) == ("task-3", "task-2")
        assert taken(work).task == "task-3"
        assert work.tasks.waiting("damage", at=NOON, limit=9) == ("task-2", "task-1")
        assert work.tasks.waiting("other", at=NOON, limit=9) == ()


def test_barred_claims_are_passed_over(desk_with_tasks: Desk) -> None:
    with desk_with_tasks.store.write(desk_with_tasks.mine) as work:
        barred = frozenset({"claim-3", "claim-2"})
        lease = work.tasks.take_next("damage", holder="ann", at=NOON, until=UNTIL, not_claims=barred)
        assert lease is not None
        assert lease.task == "task-1"
        assert work.tasks.take_next("damage", holder="ann", at=NOON, until=UNTIL, not_claims=barred) is None


def test_what_does_not_suit_stays_with_its_last_holder(desk_with_tasks: Desk) -> None:
    with desk_with_tasks.store.write(desk_with_tasks.mine) as work:
        last = taken(work)
        lease = work.tasks.take_next(
            "damage", holder="bob", at=UNTIL + MINUTE, until=UNTIL + 9 * MINUTE, suits=lambda task, _: task != last.task
        )
        assert lease is not None
        assert lease.task == "task-2"
        assert work.tasks.current(last.task) == last


def test_a_lease_can_be_renewed_and_given_back(desk_with_tasks: Desk) -> None:
    with desk_with_tasks.store.write(desk_with_tasks.mine) as work:
        lease = work.tasks.renew(taken(work), until=UNTIL + MINUTE)
        assert lease.until == UNTIL + MINUTE
        work.tasks.give_back(lease)
        assert taken(work, "bob", at_minute=3).task == "task-3"
        with pytest.raises(LeaseLostError):
            work.tasks.finish(lease, at=NOON + 3 * MINUTE)


def test_after_the_lease_another_may_take_the_task_and_the_first_is_refused(desk_with_tasks: Desk) -> None:
    with desk_with_tasks.store.write(desk_with_tasks.mine) as work:
        first = taken(work)
        second = taken(work, "bob", at_minute=11)
        assert (second.task, second.number) == (first.task, first.number + 1)
        with pytest.raises(LeaseLostError):
            work.tasks.finish(first, at=NOON + 12 * MINUTE)
        work.tasks.finish(second, at=NOON + 12 * MINUTE)
        with pytest.raises(LeaseLostError):
            work.tasks.renew(second, until=UNTIL)


def test_who_held_a_task_last_goes_on_until_somebody_takes_it(desk_with_tasks: Desk) -> None:
    with desk_with_tasks.store.write(desk_with_tasks.mine) as work:
        lease = taken(work)
        assert work.tasks.held_by("ann", at=UNTIL) == ()
        longer = work.tasks.renew(lease, until=UNTIL + MINUTE)
        assert work.tasks.held_by("ann", at=UNTIL) == (longer,)
        work.tasks.give_back(longer)
        with pytest.raises(LeaseLostError):
            work.tasks.renew(longer, until=UNTIL + 2 * MINUTE)


def test_tasks_of_a_higher_priority_come_first_and_lanes_are_kept_apart(desk_with_tasks: Desk) -> None:
    with desk_with_tasks.store.write(desk_with_tasks.mine) as work:
        work.tasks.prefer("claim-1", lane="evidence", priority=1)
        work.tasks.prefer("claim-3", lane="standard", priority=-1)
        assert work.tasks.waiting("damage", at=NOON, limit=3) == ("task-1", "task-2", "task-3")
        for lane, first in (("standard", "task-2"), ("evidence", "task-1")):
            lease = work.tasks.take_next("damage", holder=lane, at=NOON, until=UNTIL, lanes=frozenset({lane}))
            assert lease is not None
            assert lease.task == first
        work.tasks.close("task-1", at=NOON)
        opened(work, "task-4", claim="claim-1", due=99)
        assert work.tasks.waiting("damage", at=NOON, limit=3) == ("task-4", "task-3")


def test_a_task_that_was_passed_on_is_remembered(desk_with_tasks: Desk) -> None:
    with desk_with_tasks.store.write(desk_with_tasks.mine) as work:
        lease = taken(work)
        assert work.tasks.current("task-3") == lease
        assert work.tasks.held_by("ann", at=NOON) == (lease,)
        assert work.tasks.held_by("ann", at=UNTIL) == ()
        assert work.tasks.current("task-3") == lease
        work.tasks.skip(lease, reason="I know the shop", at=NOON)
        assert work.tasks.skipped("ann") == {"claim-3"}
        assert work.tasks.skipped("bob") == frozenset()
        assert work.tasks.current("task-3") is None


def test_a_claim_has_one_open_task_of_a_kind(desk_with_tasks: Desk) -> None:
    desk = desk_with_tasks
    with pytest.raises(AlreadyThereError), desk.store.write(desk.mine) as work:
        opened(work, "task-9", claim="claim-1")
    with desk.store.write(desk.mine) as work:
        work.tasks.close("task-1", at=NOON)
        opened(work, "task-9", claim="claim-1")
        with pytest.raises(NotThereError):
            work.tasks.close("task-99", at=NOON)


def test_people_who_ask_at_once_get_different_tasks(desk_with_tasks: Desk) -> None:
    desk = desk_with_tasks
    got: list[str] = []
    start = threading.Barrier(3)

    def ask(holder: str) -> None:
        start.wait()
        got.append(desk.store.run(desk.mine, lambda work: taken(work, holder)).task)

    people = [threading.Thread(target=ask, args=(name,)) for name in ("ann", "bob", "cy")]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(got) == ["task-1", "task-2", "task-3"]
