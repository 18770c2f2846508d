"""A crew of processes of this machine, seen from the parent.

Each worker is one process with one case at a time, so that it is always known which case a dead one had; the others
never notice. The pipes carry plain bytes back.
"""

import json
import sys
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Final

from fairclaim.cli.batch_cases import CaseLine
from fairclaim.cli.batch_crew import NO_WORKER, Losses
from fairclaim.cli.batch_worker import Answer, serve
from fairclaim.cli.interrupts import interrupts_held
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError

MAX_WORKERS: Final = 61 if sys.platform == "win32" else 1024
"""Windows waits for at most 63 things at once."""

_FAREWELL_S: Final = 5.0


class Worker:
    """One process, the pipe to it, and the case it works on: None until it is ready."""

    def __init__(self) -> None:
        spawn = get_context("spawn")
        self.case: CaseLine | None = None
        self.channel: Connection[CaseLine, bytes]
        self.channel, its_end = spawn.Pipe()
        self._process = spawn.Process(target=serve, args=(its_end,), daemon=True)
        with interrupts_held():
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


class LocalCrew:
    """As many processes as asked for, and the cases that wait for them.

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
        self._losses = Losses(language)
        self._workers: dict[Connection[CaseLine, bytes], Worker] = {}
        self._leaving: list[Worker] = []

    def examined(self) -> Generator[tuple[str, bytes]]:
        """Yield each case's name and its result; see :class:`fairclaim.cli.batch_crew.Crew`."""
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
            raise UnavailableError(NO_WORKER) from exc
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
            self._losses.ready(tuple(json.loads(payload)))
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
        if dead.case is None:
            self._losses.died_starting()
        elif (line := self._losses.died_at(dead.case)) is not None:
            yield dead.case.case, line
        else:
            self._waiting.appendleft(dead.case)
        if self._waiting:
            self._hire()
