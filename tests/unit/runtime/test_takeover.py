"""What the engine let fall is done again, and what is being done is left alone."""

import sqlite3
import threading
from contextlib import closing

from fairclaim.runtime.databases import jobs_url
from fairclaim.runtime.engine import Engine
from fairclaim.runtime.errands import Kind
from fairclaim.runtime.takeover import Fallen
from unit.runtime.fake_handlers import FakeHandlers, errand, eventually


def let_fall(url: str) -> None:
    """Leave a job that has ended as the engine does when its file is full: begun, and nobody's."""
    unended = "select count(*) from workflow_status where status <> 'SUCCESS'"
    with closing(sqlite3.connect(jobs_url(url).database or "", timeout=10)) as connection, connection:
        assert eventually(lambda: connection.execute(unended).fetchone() == (0,))
        connection.execute("update workflow_status set status = 'PENDING', output = null, completed_at = null")
        connection.execute("delete from operation_outputs")


def test_a_job_that_was_let_fall_is_done_again(jobs: Engine, handlers: FakeHandlers, url: str) -> None:
    jobs.submit(errand(Kind.EXAMINE, "claim-1"))
    handlers.wait_for(1)
    let_fall(url)
    fallen = Fallen("worker-1", jobs.in_hand, after_s=10)
    assert fallen.hand_back(now_s=0) == 0, "it may have been taken a moment ago"
    assert fallen.hand_back(now_s=9) == 0
    assert fallen.hand_back(now_s=10) == 1
    assert handlers.wait_for(2) == [("examine", "shop", "claim-1")] * 2


def test_a_job_that_is_being_done_is_left_alone(jobs: Engine, handlers: FakeHandlers) -> None:
    go_on, started = threading.Event(), threading.Event()

    def hold(_: str) -> object:
        started.set()
        return go_on.wait(10)

    handlers.does = hold
    jobs.submit(errand(Kind.EXAMINE, "claim-1"))
    assert started.wait(10)
    fallen = Fallen("worker-1", jobs.in_hand, after_s=10)
    assert [fallen.hand_back(now_s=at) for at in (0, 20, 40)] == [0, 0, 0]
    go_on.set()
    handlers.wait_for(1)


def test_a_job_of_somebody_else_is_not_this_workers_to_hand_back(
    jobs: Engine, handlers: FakeHandlers, url: str
) -> None:
    jobs.submit(errand(Kind.EXAMINE, "claim-1"))
    handlers.wait_for(1)
    let_fall(url)
    fallen = Fallen("worker-2", jobs.in_hand, after_s=10)
    assert [fallen.hand_back(now_s=at) for at in (0, 20)] == [0, 0]
