"""A crew of Ray actors, seen from the driver.

Each actor is one process with one chunk of cases at a time. It streams its answers, so that a result is kept as soon as
it is there, and it is known which case a dead actor had in hand: the first of its chunk without an answer. The answers
are plain bytes, which Ray hands over as they are.

Ray is started by us, for us alone, and ended with us: it listens on the loopback address only, asks for a token that
nobody else has, reports nothing to anybody, and keeps its files in a folder that goes with it.
"""

import json
import logging
import os
import secrets
import tempfile
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from fairclaim.cli.batch_cases import CaseLine
from fairclaim.cli.batch_crew import Losses
from fairclaim.cli.batch_ray_worker import RayWorker
from fairclaim.cli.batch_worker import Answer
from fairclaim.cli.interrupts import interrupts_held
from fairclaim.cli.output import cannot_write
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError

CHUNK: Final = 16
"""Cases that an actor is given at once: so many that the way to and fro does not count."""

_OWN_RAY: Final = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",  # on any system: keep to the loopback address
    "RAY_AUTH_MODE": "token",
    "RAY_memory_monitor_refresh_ms": "0",  # it would end workers because others use the memory
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}
_STORE_BYTES: Final = 80 << 20
"""Ray accepts no less than 75 MiB; results are far smaller."""
_LONGEST_PLACE: Final = 16
"""Characters. Our folder adds 21, Ray's sockets in it 66, and the path of a socket has at most 107, on macOS 103."""

_MISSING: Final = Bilingual(
    "未安装 Ray。请运行 pip install 'fairclaim[ray]'，或使用 --engine local。",
    "Ray is not installed. Run pip install 'fairclaim[ray]', or use --engine local.",
)


def require_ray() -> ModuleType:
    """Return Ray, set up to be ours alone.

    Raises
    ------
    UnavailableError
        If it is not installed.
    """
    for name, value in (*_OWN_RAY.items(), ("RAY_AUTH_TOKEN", secrets.token_hex(32))):
        os.environ.setdefault(name, value)  # noqa: TID251  (written for Ray's own processes, which hear nothing else)
    try:
        import ray  # noqa: PLC0415  (heavy, and an extra)
    except ImportError as exc:
        raise UnavailableError(_MISSING) from exc
    return ray


@dataclass(slots=True, kw_only=True)
class Task:
    """A chunk in the hands of an actor.

    Parameters
    ----------
    actor : ray.actor.ActorHandle
        Who has it.
    left : deque of CaseLine
        Its cases without a result, in the order in which they are examined.
    is_ready : bool
        Whether the actor has answered at all.
    """

    actor: Any
    left: deque[CaseLine]
    is_ready: bool = False


class RayCrew:
    """As many actors as asked for, and the cases that wait for them.

    Parameters
    ----------
    cases : iterable of CaseLine
        What to examine.
    size : int
        Actors, and processors that Ray may use.
    language : str
        Of warnings.
    """

    def __init__(self, cases: Iterable[CaseLine], *, size: int, language: str) -> None:
        self._waiting = deque(cases)
        self._size = min(size, len(self._waiting))
        self._losses = Losses(language)
        self._ray = require_ray()
        self._tasks: dict[Any, Task] = {}

    def examined(self) -> Generator[tuple[str, bytes]]:
        """Yield each case's name and its result; see :class:`fairclaim.cli.batch_crew.Crew`."""
        if not self._waiting:
            return
        with _started(self._ray, processors=self._size):
            for _ in range(self._size):
                self._hire()
            while self._tasks:
                (stream, *_), _ = self._ray.wait(list(self._tasks), num_returns=1)
                yield from self._listen(stream)

    def _hire(self) -> None:
        if self._waiting:
            self._employ(self._ray.remote(RayWorker).options(num_cpus=1).remote())

    def _employ(self, actor: Any) -> None:  # noqa: ANN401  (a handle that Ray makes at run time)
        if self._waiting:
            chunk = self._next_chunk()
            stream = actor.examine.options(num_returns="streaming").remote(list(chunk))
            self._tasks[stream] = Task(actor=actor, left=chunk)

    def _next_chunk(self) -> deque[CaseLine]:
        """Take cases off the queue: one that a worker died at alone, others by the chunk, in smaller ones at the end."""
        size = min(CHUNK, ceil(len(self._waiting) / self._size))
        chunk = deque([self._waiting.popleft()])
        while not self._losses.is_suspect(chunk[0]) and len(chunk) < size:
            if self._losses.is_suspect(self._waiting[0]):
                break
            chunk.append(self._waiting.popleft())
        return chunk

    def _listen(self, stream: Any) -> Iterator[tuple[str, bytes]]:  # noqa: ANN401  (a stream that Ray makes)
        task = self._tasks[stream]
        try:
            message: bytes = self._ray.get(next(stream))
        except (StopIteration, self._ray.exceptions.RayError):
            del self._tasks[stream]
            if task.left:  # its process is dead
                yield from self._replace(task)
            else:
                self._employ(task.actor)
        else:
            yield from self._take(Answer(message[:1]), message[1:], task)

    def _take(self, answer: Answer, payload: bytes, task: Task) -> Iterator[tuple[str, bytes]]:
        if answer is Answer.PART_MISSING:
            raise UnavailableError(Bilingual(*json.loads(payload)))
        if answer is Answer.READY:
            task.is_ready = True
            self._losses.ready(tuple(json.loads(payload)))
        else:
            yield task.left.popleft().case, payload

    def _replace(self, task: Task) -> Iterator[tuple[str, bytes]]:
        """Bury an actor. The case that it had in hand is tried again or given up; the rest of its chunk waits again."""
        self._ray.kill(task.actor)
        if not task.is_ready:
            self._losses.died_starting()
        elif (line := self._losses.died_at(task.left[0])) is not None:
            yield task.left.popleft().case, line
        self._waiting.extendleft(reversed(task.left))
        self._hire()


@contextmanager
def _started(ray: ModuleType, *, processors: int) -> Iterator[None]:
    """Run Ray inside.

    Raises
    ------
    UnavailableError
        If it does not start.
    """
    with _folder() as folder, Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        try:  # standard output leads nowhere because Ray complains there of workers that died
            with interrupts_held():
                _start(ray, processors, folder)
            yield
        finally:
            with interrupts_held():
                ray.shutdown()


def _start(ray: ModuleType, processors: int, folder: str) -> None:
    try:
        ray.init(
            address="local",  # never somebody else's Ray
            num_cpus=processors,
            num_gpus=0,
            object_store_memory=_STORE_BYTES,
            include_dashboard=False,
            log_to_driver=False,
            logging_level=logging.CRITICAL,
            _temp_dir=str(Path(folder) / "r"),  # inside, because Ray opens its own folder to everybody
        )
    except Exception as exc:  # Ray raises plain exceptions when one of its parts does not start
        why = (str(exc) or type(exc).__name__).splitlines()[0]
        raise UnavailableError(
            Bilingual(
                f"Ray 无法启动：{why}。请检查内存和临时目录的空间，或使用 --engine local。",
                f"Ray does not start: {why}. Check the memory and the room for temporary files, or use --engine local.",
            )
        ) from exc


def _folder() -> tempfile.TemporaryDirectory[str]:
    """Make a folder for Ray's sockets and logs: beside other temporary files, unless the way there is too long."""
    usual, short = tempfile.gettempdir(), Path("/tmp")  # noqa: S108  (only as the place of a private folder)
    place = str(short) if len(usual) > _LONGEST_PLACE and short.is_dir() else usual
    try:
        return tempfile.TemporaryDirectory(prefix="fairclaim-", dir=place, ignore_cleanup_errors=True)
    except OSError as exc:
        raise cannot_write(place, exc) from exc
