"""Killed at any instant, workers lose nothing, fire no deadline twice and decide about no delivery twice."""

import os
import random
import signal
import time
from collections.abc import Iterator

import pytest

from store_engines import Desk
from unit.runtime.job_desk import (
    POSTGRES_UNLIST,
    Receiver,
    Workers,
    does,
    effects,
    fill,
    left,
    prepare,
    run_as_owner,
    told,
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


def verify_once(desk: Desk, receiver: Receiver, *, claims: int) -> None:
    done = effects(desk)
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
