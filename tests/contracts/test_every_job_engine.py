"""Killed at any instant, workers lose nothing, fire no deadline twice and decide about no delivery twice."""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from fairclaim.runtime.databases import jobs_url
from fairclaim.runtime.errors import ExecutorTakenError
from fairclaim.runtime.presence import presence_for
from store_engines import Desk
from unit.runtime.job_desk import (
    POSTGRES_UNLIST,
    Receiver,
    Workers,
    begun_again,
    does,
    effects,
    fill,
    left,
    lose_every_job,
    prepare,
    run_as_owner,
    told,
    wait_for_work,
    wait_until_done,
    workers,
)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="workers are forked, so that each starts soon")
QUICK_KILLS = 15
SLOW_KILLS = 200
LONGEST_S = 1.2


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    found = Receiver()
    yield found
    found.close()


@pytest.fixture
def busy(desk: Desk) -> Iterator[Desk]:
    """A desk whose workers may start."""
    prepare(desk)
    yield desk
    if not desk.engine.is_sqlite:
        run_as_owner(desk, *POSTGRES_UNLIST)


def verify_once(desk: Desk, receiver: Receiver, *, claims: int, may_fail: bool = False) -> None:
    """Check that everything was done, and once; where the database itself was away, attempts may have failed in between."""
    done = effects(desk)
    if may_fail:
        done = Counter({name: count for name, count in done.items() if not name.startswith("failed:")})
    assert {name: count for name, count in done.items() if count > 1} == {}
    assert {f"fired claim-{number}/2" for number in range(claims)} | {
        f"examined claim-{number}" for number in range(claims)
    } == set(done)
    assert told(desk) == {f"message-{number}": 1 for number in range(claims)}
    assert set(receiver.seen) == {f"message-{number}" for number in range(claims)}
    assert receiver.wrong == 0


def kill_at_random(crew: Workers, *, kills: int) -> None:
    for number in range(kills):
        pid = crew.start("worker-1")
        if number % 3:  # every third is killed while it starts
            crew.ready(pid)
        time.sleep(random.uniform(0, LONGEST_S))
        crew.end(pid)


@pytest.mark.parametrize("kills", [QUICK_KILLS, pytest.param(SLOW_KILLS, marks=pytest.mark.slow)])
def test_killed_workers_lose_nothing_and_do_nothing_twice(busy: Desk, receiver: Receiver, kills: int) -> None:
    claims = 5 * kills
    fill(busy, receiver, claims=claims, spread_s=1.5 * kills)
    with workers(busy.engine.url) as crew:
        kill_at_random(crew, kills=kills)
        assert any(left(busy)), "there was something to lose"
        last = crew.start("worker-1", seconds=0.0)
        wait_until_done(busy, timeout_s=60 + kills)
        assert crew.end(last, signal.SIGTERM) == 0
    verify_once(busy, receiver, claims=claims)
    if kills > QUICK_KILLS:
        assert begun_again(busy) > 0, "somebody was cut off in the middle of a job"


def test_lost_jobs_lose_no_deadline_and_no_message(busy: Desk, receiver: Receiver) -> None:
    fill(busy, receiver, claims=10, spread_s=6)
    with workers(busy.engine.url) as crew:
        first = crew.start("worker-1", seconds=0.5)
        crew.ready(first)
        wait_for_work(busy)
        crew.end(first)
        lose_every_job(busy)
        last = crew.start("worker-1", seconds=0.0)
        wait_until_done(busy)
        assert crew.end(last, signal.SIGTERM) == 0
    verify_once(busy, receiver, claims=10)


def test_cut_connections_lose_nothing_and_do_nothing_twice(busy: Desk, receiver: Receiver) -> None:
    if busy.engine.is_sqlite:
        pytest.skip("SQLite has no connection that could break")
    fill(busy, receiver, claims=40, spread_s=8)
    with workers(busy.engine.url) as crew:
        pids = [crew.start(name, seconds=0.2) for name in ("worker-1", "worker-2")]
        for pid in pids:
            crew.ready(pid)
        for _ in range(6):
            time.sleep(random.uniform(0.2, LONGEST_S))
            run_as_owner(busy, "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'desk'")
        busy.store.close()  # our own connections were cut too
        wait_until_done(busy)
        for pid in pids:
            assert crew.end(pid, signal.SIGTERM) == 0
    verify_once(busy, receiver, claims=40, may_fail=True)


def test_two_workers_share_the_queues(busy: Desk, receiver: Receiver) -> None:
    if busy.engine.is_sqlite:
        pytest.skip("SQLite serves one worker")
    fill(busy, receiver, claims=40, spread_s=1)
    with workers(busy.engine.url) as crew:
        pids = [crew.start(name, seconds=0.2) for name in ("worker-1", "worker-2")]
        wait_until_done(busy)
        shares = does(busy)
        for pid in pids:
            assert crew.end(pid, signal.SIGTERM) == 0
    verify_once(busy, receiver, claims=40)
    assert min(shares[name] for name in ("worker-1", "worker-2")) >= 0.25 * shares.total()


def test_the_jobs_of_a_dead_worker_are_taken_over(busy: Desk, receiver: Receiver) -> None:
    if busy.engine.is_sqlite:
        pytest.skip("SQLite serves one worker, which takes its own jobs up again")
    fill(busy, receiver, claims=10, spread_s=1)
    with workers(busy.engine.url) as crew:
        first = crew.start("worker-1", seconds=30)
        crew.ready(first)
        wait_for_work(busy)
        crew.end(first)
        second = crew.start("worker-2", seconds=0.0)
        wait_until_done(busy)
        assert crew.end(second, signal.SIGTERM) == 0
    verify_once(busy, receiver, claims=10)
    assert does(busy)["worker-2"] >= 20


def test_a_name_is_held_by_one_process(busy: Desk) -> None:
    first = presence_for(jobs_url(busy.engine.url), "worker-1")
    second = presence_for(jobs_url(busy.engine.url), "worker-1")
    first.enter(patience_s=0.1)
    with pytest.raises(ExecutorTakenError):
        second.enter(patience_s=0.2)
    with second.borrowed("worker-1") as is_free:
        assert not is_free
    assert first.is_held()
    first.leave()
    second.enter(patience_s=5)
    second.leave()
