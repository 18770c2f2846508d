"""A worker: the engine, and the two things that go round while it runs, until it is told to stop."""

import logging
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

from sqlalchemy.exc import SQLAlchemyError

from fairclaim.domain.errors import FairclaimError
from fairclaim.runtime.engine import Engine
from fairclaim.runtime.errands import Backlog
from fairclaim.runtime.sweep import forget_done, sweep
from fairclaim.runtime.takeover import Fallen, take_over_from_the_dead

SWEEPING = "sweep"
"""Name under which one worker at a time sweeps; the others need not do the same."""
_log = logging.getLogger(__name__)


class Worker:
    """Runs an engine, looks for dead peers, sweeps.

    Parameters
    ----------
    closing : callable
        Called when nothing runs any more: shuts the examiners, closes the store.
    """

    def __init__(self, engine: Engine, backlog: Backlog, *, closing: Callable[[], None] = lambda: None) -> None:
        self._engine = engine
        self._backlog = backlog
        self._closing = closing
        self._told = threading.Event()
        self._rounds: list[threading.Thread] = []
        self._fallen = Fallen(engine.executor, engine.in_hand, after_s=engine.limits.idle_s)

    def start(self) -> None:
        """Start the engine and what goes round; see :meth:`fairclaim.runtime.engine.Engine.start`."""
        self._engine.start()
        limits = self._engine.limits
        for name, every_s, act in (("sweep", limits.sweep_s, self._sweep), ("watch", limits.watch_s, self._watch)):
            thread = threading.Thread(
                target=self._again_and_again, args=(every_s, act), name=f"fairclaim-{name}", daemon=True
            )
            thread.start()
            self._rounds.append(thread)

    def run(self) -> None:
        """Work until SIGTERM or SIGINT, then drain. Only in a process's main thread."""
        before = {one: signal.signal(one, self._hear) for one in (signal.SIGTERM, signal.SIGINT)}
        try:
            self.start()
            self._told.wait()
        finally:
            self.stop()
            for one, handler in before.items():
                signal.signal(one, handler)

    def stop(self) -> None:
        """Take nothing new on, let what runs finish, close."""
        self._told.set()
        for thread in self._rounds:
            thread.join(self._engine.limits.drain_s)  # a database that is away may hold it; it dies with the process
        self._engine.stop()
        self._closing()

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        self._told.set()

    def _again_and_again(self, every_s: float, act: Callable[[], None]) -> None:
        while not self._told.is_set():
            try:
                act()
            except (FairclaimError, SQLAlchemyError) as error:  # a database that is away comes back
                _log.warning("%s: %s", threading.current_thread().name, type(error).__name__)
            except Exception as exc:  # noqa: BLE001  (the worker loop: a bug in one round must not end all further ones)
                _log.error("%s: %s", threading.current_thread().name, type(exc).__name__)
            self._told.wait(every_s)

    def _sweep(self) -> None:
        with self._engine.presence.borrowed(SWEEPING) as is_alone:
            if is_alone:
                sweep(self._engine, self._backlog)
                forget_done(self._engine.limits.keep)

    def _watch(self) -> None:
        if self._engine.presence.is_held():
            self._fallen.hand_back(now_s=time.monotonic())
            take_over_from_the_dead(self._engine.executor, self._engine.presence)
