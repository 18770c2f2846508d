"""A worker sweeps while it runs, and stops without cutting off what it does."""

import os
import signal
import threading
import time

from fairclaim.runtime.engine import Engine
from fairclaim.runtime.errands import Kind
from fairclaim.runtime.worker import Worker
from unit.runtime.fake_handlers import QUICK, FakeBacklog, FakeHandlers, clock, errand


def test_told_to_stop_it_lets_the_running_job_finish(url: str, handlers: FakeHandlers) -> None:
    started = threading.Event()
    closed: list[bool] = []

    def slowly(_: str) -> object:
        started.set()
        time.sleep(0.5)
        return None

    def tell() -> None:
        started.wait(20)
        os.kill(os.getpid(), signal.SIGTERM)

    handlers.does = slowly
    backlog = FakeBacklog(errand(Kind.EXAMINE, "claim-1"))
    engine = Engine(url, executor="worker-1", handlers=handlers, now=clock, limits=QUICK)
    threading.Thread(target=tell, daemon=True).start()
    before = signal.getsignal(signal.SIGTERM)
    Worker(engine, backlog, closing=lambda: closed.append(True)).run()
    assert handlers.done == [("examine", "shop", "claim-1")]
    assert closed == [True]
    assert not engine.is_launched
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_broken_round_does_not_end_the_next(url: str, handlers: FakeHandlers) -> None:
    class Broken(FakeBacklog):
        rounds = 0

        def tenants(self) -> tuple[str, ...]:
            self.rounds += 1
            if self.rounds == 1:
                raise ValueError("once")
            return ("shop",)

    worker = Worker(
        Engine(url, executor="worker-1", handlers=handlers, now=clock, limits=QUICK),
        Broken(errand(Kind.EXAMINE, "claim-1")),
    )
    worker.start()
    try:
        handlers.wait_for(1)
    finally:
        worker.stop()
