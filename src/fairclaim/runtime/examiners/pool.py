"""A pool of examining processes, for threads of one worker.

Each process has one case at a time, so it is always known which case a dead one had. That case is tried once more, in a new
process; if it costs a second, it is given up with an error, and no other case notices. Processes are replaced after some cases,
so that what libraries never give back stays bounded.
"""

import json
import re
import threading
import time
from base64 import b64decode
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self, cast

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.domain.exhibit import Exhibit, MissingExhibit
from fairclaim.domain.order import Order
from fairclaim.forensics.settings import ExamineSettings
from fairclaim.runtime.examiners.errors import (
    ExaminerDiedError,
    ExaminerFaultError,
    ExaminersClosedError,
    ExaminerSlowError,
    NobodyWaitsError,
    PartMissingError,
)
from fairclaim.runtime.examiners.process import MAPS, Answer, CaseInHand, Given, PhotosInHand, serve
from fairclaim.services.ports.evidence import EarlierPhoto
from fairclaim.services.ports.watched import Watcher

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

ATTEMPTS: Final = 2
LOOK_S: Final = 0.25
"""How often a watched examination looks whether somebody still waits."""
MESSAGE_BYTES: Final = 1 << 27
"""Far above every picture and report; a process that sends more has gone mad, and is treated as dead."""
FILE_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?:jpg|png|json|html|pdf)")
FAREWELL_S: Final = 5.0
Serve = Callable[["Connection[bytes, Given]", ExamineSettings, int], None]
_NO_PROCESS = Bilingual("无法启动检验进程，请检查内存。", "An examining process cannot be started; check the memory.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolLimits:
    """Bounds of a pool.

    Parameters
    ----------
    processes : int
        Cases examined side by side.
    start_s, case_s : float
        Seconds that a process may take to start, and to examine one case.
    cases : int
        After so many cases a process is replaced.
    memory_bytes : int
        Address space of each process.
    """

    processes: int = 2
    start_s: float = 60.0
    case_s: float = 300.0
    cases: int = 200
    memory_bytes: int = 6 << 30


@dataclass(frozen=True, slots=True)
class ExaminedRecord:
    """What came back: the record of the schema ``fairclaim.examination/1``, and small maps of its findings by their place."""

    record: Mapping[str, object]
    maps: Mapping[int, bytes] = field(default_factory=dict)

    def to_record(self) -> dict[str, object]:
        """Return the JSON object of the output contract."""
        return dict(self.record)


class _Process:
    """One process and the pipe to it."""

    def __init__(self, run: Serve, settings: ExamineSettings, memory_bytes: int) -> None:
        spawn = get_context("spawn")
        self.cases = 0
        self._is_ready = False
        self._channel: Connection[Given, bytes]
        self._channel, its_end = spawn.Pipe()
        self._process = spawn.Process(target=run, args=(its_end, settings, memory_bytes), daemon=True)
        try:
            self._process.start()
        except OSError as exc:
            self._channel.close()
            raise PartMissingError(_NO_PROCESS) from exc
        finally:
            its_end.close()

    def await_ready(self, limit_s: float) -> None:
        """Wait until it takes its first case, so that a large one is never written to somebody who does not listen.

        Raises
        ------
        PartMissingError
            If it does not start.
        """
        if self._is_ready:
            return
        try:
            message = self._channel.recv_bytes() if self._channel.poll(limit_s) else b""
        except (EOFError, OSError) as exc:
            raise PartMissingError(_NO_PROCESS) from exc
        if not message:
            raise PartMissingError(_NO_PROCESS)
        if Answer(message[:1]) is not Answer.READY:
            _result(Answer(message[:1]), json.loads(message[1:]))
        self._is_ready = True

    def ask(
        self, given: Given, limit_s: float, watcher: Watcher | None
    ) -> tuple[Answer, list[object] | dict[str, object]]:
        """Hand over a case and wait for its answer; a watcher hears what comes before.

        Raises
        ------
        EOFError, OSError
            If the process died.
        TimeoutError
            If it takes too long.
        NobodyWaitsError
            If the watcher is gone.
        """
        self._channel.send(given)
        end = time.monotonic() + limit_s
        while True:
            message = self._heard(end, watcher)
            kind = Answer(message[:1])
            if watcher is not None and kind is Answer.NOTE:
                _tell(watcher, json.loads(message[1:]))
            elif watcher is not None and kind is Answer.FILE:
                name, _, data = message[1:].partition(b"\n")
                watcher.file(_plain_name(name), data)
            else:
                self.cases += 1
                return kind, json.loads(message[1:])

    def _heard(self, end: float, watcher: Watcher | None) -> bytes:
        while True:
            left = end - time.monotonic()
            if self._channel.poll(max(0.0, min(left, LOOK_S) if watcher is not None else left)):
                return self._channel.recv_bytes(MESSAGE_BYTES)
            if watcher is not None and watcher.is_gone:
                raise NobodyWaitsError
            if left <= 0:
                raise TimeoutError

    def end(self) -> None:
        """End it now."""
        with suppress(OSError):
            self._process.kill()
            self._process.join(FAREWELL_S)
            self._channel.close()


class ExaminerPool:
    """Examines cases in processes. Safe between threads; use as a context manager, or close it.

    Parameters
    ----------
    version : str
        Of the checks and their weights: same photos and same version mean the same answer.
    run : callable
        What runs in a process; tests bring another.
    fonts : Path, optional
        Folder that is searched for fonts beside the system's own, for reports.
    """

    def __init__(
        self,
        *,
        version: str,
        settings: ExamineSettings | None = None,
        limits: PoolLimits | None = None,
        run: Serve = serve,
        fonts: Path | None = None,
    ) -> None:
        self._fonts = fonts
        self.version = version
        self._settings = settings or ExamineSettings()
        self._limits = limits or PoolLimits()
        self._run = run
        self._places = threading.BoundedSemaphore(self._limits.processes)
        self._state = threading.Lock()
        self._idle: deque[_Process] = deque()
        self._all: set[_Process] = set()
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def examine(
        self,
        exhibits: Sequence[Exhibit | MissingExhibit],
        *,
        order: Order | None,
        case: str,
        earlier: Sequence[EarlierPhoto] | None = None,
    ) -> ExaminedRecord:
        """Examine one case; waits for a free process.

        Raises
        ------
        UsageError
            If there is no claim photo.
        ExaminerError
            If the case could not be examined; others are not affected.
        """
        given = CaseInHand(
            case=case,
            exhibits=tuple(exhibits),
            order=order,
            earlier=None if earlier is None else tuple(earlier),
        )
        made = dict(self._asked(given))
        maps = cast("Mapping[str, str]", made.pop(MAPS, {}))
        return ExaminedRecord(made, {int(place): b64decode(data) for place, data in maps.items()})

    def watch(
        self, exhibits: Sequence[Exhibit | MissingExhibit], *, order: Order | None, case: str, watcher: Watcher
    ) -> ExaminedRecord:
        """Examine one case for somebody who waits for it, and who is told how it goes on; see :class:`Watcher`.

        Raises
        ------
        NobodyWaitsError
            If the watcher is gone; its process is ended.
        UsageError, ExaminerError
            As :meth:`examine`.
        """
        given = CaseInHand(case=case, exhibits=tuple(exhibits), order=order, is_watched=True, fonts=self._fonts)
        return ExaminedRecord(self._asked(given, watcher))

    def describe(self, exhibits: Sequence[Exhibit]) -> Mapping[str, tuple[bytes, int, bytes]]:
        """Return codes, quality and embedding of each exhibit that is a readable photo, by its name; waits for a free process.

        Raises
        ------
        ExaminerError
            If they could not be described.
        """
        made = self._asked(PhotosInHand(exhibits=tuple(exhibits)))
        return {name: _print_of(one) for name, one in made.items()}

    def _asked(self, given: Given, watcher: Watcher | None = None) -> Mapping[str, object]:
        with self._place(watcher):
            for _ in range(ATTEMPTS):
                with self._borrowed() as process:
                    try:
                        process.await_ready(self._limits.start_s)
                    except PartMissingError:
                        self._bury(process)
                        if self._is_closed:
                            raise ExaminersClosedError from None
                        raise
                    if watcher is not None:
                        watcher.begins()
                    try:
                        answer, payload = process.ask(given, self._limits.case_s, watcher)
                    except NobodyWaitsError:
                        self._bury(process)
                        raise
                    except TimeoutError as exc:
                        self._bury(process)
                        raise ExaminerSlowError(self._limits.case_s) from exc
                    except (EOFError, OSError):
                        self._bury(process)
                        continue
                    return _result(answer, payload)
        raise ExaminersClosedError if self._is_closed else ExaminerDiedError

    def close(self) -> None:
        """End every process; who waits for one is told."""
        with self._state:
            self._is_closed = True
            everyone = list(self._all)
            self._all.clear()
            self._idle.clear()
        for process in everyone:
            process.end()

    @contextmanager
    def _place(self, watcher: Watcher | None) -> Iterator[None]:
        while not self._places.acquire(timeout=None if watcher is None else LOOK_S):
            if watcher is not None and watcher.is_gone:
                raise NobodyWaitsError
        try:
            yield
        finally:
            self._places.release()

    @contextmanager
    def _borrowed(self) -> Iterator[_Process]:
        process = self._take()
        try:
            yield process
        finally:
            is_worn = process.cases >= self._limits.cases
            with self._state:
                if process in self._all and not is_worn:
                    self._idle.append(process)
            if is_worn:
                self._bury(process)

    def _take(self) -> _Process:
        with self._state:
            if self._is_closed:
                raise ExaminersClosedError
            if self._idle:
                return self._idle.popleft()
            process = _Process(self._run, self._settings, self._limits.memory_bytes)
            self._all.add(process)
            return process

    def _bury(self, process: _Process) -> None:
        with self._state:
            self._all.discard(process)
        process.end()


def _tell(watcher: Watcher, note: Mapping[str, Any]) -> None:
    match note["note"]:
        case "checks":
            watcher.checks(note["check"])
        case "found":
            watcher.found(note["check"], note["findings"])
        case "examined":
            watcher.examined(note["record"])
        case _:
            watcher.lacks(note["name"], *note["error"])


def _plain_name(name: bytes) -> str:
    text = name.decode("ascii", errors="replace")
    if not FILE_NAME.fullmatch(text):
        raise OSError(f"a process sent a file called {text!r}")
    return text


def _print_of(made: object) -> tuple[bytes, int, bytes]:
    codes, quality, embedding = cast("tuple[str, int, str]", made)
    return b64decode(codes), quality, b64decode(embedding)


def _result(answer: Answer, payload: list[object] | dict[str, object]) -> Mapping[str, object]:
    if isinstance(payload, dict):
        return payload
    words = [str(word) for word in payload]
    if answer is Answer.BUG:
        raise ExaminerFaultError(words[0])
    message = Bilingual(words[1], words[2])
    if answer is Answer.USAGE:
        raise UsageError(message)
    raise PartMissingError(message)
