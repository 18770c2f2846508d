"""The workers of ``fairclaim batch``, seen from the parent: one that dies costs at most its own case.

Each worker is one process with one case at a time, so that it is always known which case a dead one had; the others
never notice. The pipes carry plain bytes back: nothing that came near a hostile file is unpickled.
"""

import json
import signal
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Final

from fairclaim.cli.batch_cases import CaseLine
from fairclaim.cli.batch_worker import Answer, failed_case, serve
from fairclaim.cli.examine import warn_of_missing_locks
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError

ATTEMPTS: Final = 2
"""A case whose process died is tried again in a new one; a case that costs two is given up."""

STARTS: Final = 3
"""Workers that may die one after another before one is ready; then something is wrong with the machine."""

MAX_WORKERS: Final = 61 if sys.platform == "win32" else 1024
"""Windows waits for at most 63 things at once."""

_FAREWELL_S: Final = 5.0
_DIED: Final = Bilingual(
    "检验此案件的进程两次意外终止。其他案件不受影响；请单独检验此案件的图片。",
    "The process that examined this case died twice. Other cases are not affected; examine these files on their own.",
)
_NO_WORKER: Final = Bilingual(
    "工作进程无法启动。已有的结果都已保存；请检查内存，或减少 --workers，再运行同一命令。",
    "Worker processes cannot be started. The results so far are kept; check the memory or use fewer --workers, and run "
    "the same command again.",
)


class Worker:
    """One process, the pipe to it, and the case it works on: None until it is ready."""

    def __init__(self) -> None:
        spawn = get_context("spawn")
        self.case: CaseLine | None = None
        self.channel: Connection[CaseLine, bytes]
        self.channel, its_end = spawn.Pipe()
        self._process = spawn.Process(target=serve, args=(its_end,), daemon=True)
        with _interrupts_held():
            self._process.start()
        its_end.close()

    def give(self, case: CaseLine) -> None:
        """Hand over a case. A worker that is dead already shows by its silence when it is next listened to."""
        self.case = case
        with suppress(OSError):
            self.channel.send(case)

    def hear(self) -> tuple[Answer, bytes]:
        """Return its next answer.

        Raises
        ------
        EOFError, OSError
            If it is dead.
        """
        message = self.channel.recv_bytes()
        return Answer(message[:1]), message[1:]

    def dismiss(self) -> None:
        """Let it end by itself; it has nothing more to do."""
        self.channel.close()

    def stop(self) -> None:
        """End it now."""
        self._process.kill()
        self.join()

    def join(self) -> None:
        """Wait for its end."""
        self._process.join(_FAREWELL_S)
        self._process.kill()
        self._process.join()
        self.channel.close()


class Crew:
    """As many workers as asked for, and the cases that wait for them.

    Parameters
    ----------
    cases : iterable of CaseLine
        What to examine.
    size : int
        Processes.
    language : str
        Of warnings.
    """

    def __init__(self, cases: Iterable[CaseLine], *, size: int, language: str) -> None:
        self._waiting = deque(cases)
        self._size = min(size, len(self._waiting), MAX_WORKERS)
        self._language = language
        self._workers: dict[Connection[CaseLine, bytes], Worker] = {}
        self._leaving: list[Worker] = []
        self._deaths: dict[str, int] = {}
        self._failed_starts = 0
        self._is_warned = False

    def examined(self) -> Generator[tuple[str, bytes]]:
        """Yield each case's name and its result, one line of JSON, as they come.

        Raises
        ------
        UnavailableError
            If this machine lacks a part, or workers cannot be started.
        """
        try:
            for _ in range(self._size):
                self._hire()
            while self._workers:
                for channel in wait(list(self._workers)):
                    yield from self._listen(self._workers[channel])  # type: ignore[index]  # only channels wait here
            for worker in self._leaving:
                worker.join()
        finally:
            for worker in (*self._workers.values(), *self._leaving):
                worker.stop()

    def _hire(self) -> None:
        try:
            worker = Worker()
        except OSError as exc:  # no memory, no process, no file number left
            raise UnavailableError(_NO_WORKER) from exc
        self._workers[worker.channel] = worker

    def _listen(self, worker: Worker) -> Iterator[tuple[str, bytes]]:
        try:
            answer, payload = worker.hear()
        except (EOFError, OSError):
            yield from self._replace(worker)
            return
        if answer is Answer.PART_MISSING:
            raise UnavailableError(Bilingual(*json.loads(payload)))
        if answer is Answer.READY:
            self._failed_starts = 0
            self._warn(tuple(json.loads(payload)))
        elif worker.case is not None:
            yield worker.case.case, payload
        self._employ(worker)

    def _employ(self, worker: Worker) -> None:
        if self._waiting:
            worker.give(self._waiting.popleft())
            return
        del self._workers[worker.channel]
        self._leaving.append(worker)
        worker.dismiss()

    def _replace(self, dead: Worker) -> Iterator[tuple[str, bytes]]:
        """Bury a worker; its case is tried again, or given up with an error as its result."""
        del self._workers[dead.channel]
        dead.stop()
        case = dead.case
        if case is None:
            self._failed_starts += 1
            if self._failed_starts >= STARTS:
                raise UnavailableError(_NO_WORKER)
        else:
            self._deaths[case.case] = self._deaths.get(case.case, 0) + 1
            if self._deaths[case.case] < ATTEMPTS:
                self._waiting.appendleft(case)
            else:
                yield case.case, failed_case(case, "worker-died", _DIED).encode()
        if self._waiting:
            self._hire()

    def _warn(self, missing_locks: tuple[str, ...]) -> None:
        if not self._is_warned:
            self._is_warned = True
            warn_of_missing_locks(missing_locks, self._language)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back while a process starts: half a start would leave a child that complains about it.

    The child is born with the signal blocked, so that only the parent answers. Blocking alone is not enough for the
    parent: the system may give the signal to any of its threads, and Python then raises in the main one.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread hears Ctrl-C
        return
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        with _interrupts_blocked():
            yield
    finally:
        signal.signal(signal.SIGINT, before)
        if heard:
            signal.raise_signal(signal.SIGINT)


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):  # Windows: the worker stops its ears itself
        yield
        return
    resource_tracker.ensure_running()  # its own start would lift the block
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
