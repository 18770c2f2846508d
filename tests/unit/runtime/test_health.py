"""Health tells whether jobs are taken on, and how long the oldest waits."""

from threading import Event

from fairclaim.runtime.engine import Engine
from fairclaim.runtime.errands import Kind
from fairclaim.runtime.health import health
from unit.runtime.fake_handlers import QUICK, FakeHandlers, errand, eventually


def test_an_engine_that_was_not_started_is_not_launched(url: str, handlers: FakeHandlers) -> None:
    found = health(Engine(url, executor="a", handlers=handlers, now=lambda: None))  # type: ignore[arg-type,return-value]  # never asked
    assert (found.is_launched, found.is_present, dict(found.queues)) == (False, False, {})


def test_waiting_jobs_and_their_age_are_told(jobs: Engine, handlers: FakeHandlers) -> None:
    go_on = Event()
    handlers.does = lambda _: go_on.wait(20)
    for number in range(QUICK.examiners + 2):
        jobs.submit(errand(Kind.EXAMINE, f"claim-{number}"))
    assert eventually(lambda: health(jobs).queues["photos"].waiting == 2)
    assert eventually(lambda: health(jobs).queues["photos"].oldest_s > 0.2)
    found = health(jobs)
    assert found.is_launched
    assert found.is_present
    assert found.queues["clocks"].waiting == 0
    assert found.queues["clocks"].oldest_s == 0
    go_on.set()
    handlers.wait_for(QUICK.examiners + 2)
