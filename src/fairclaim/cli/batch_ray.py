"""A crew of Ray actors, seen from the driver.

Each actor is one process with one chunk of cases at a time. It streams its answers, so that a result is kept as soon as
it is there, and it is known which case a dead actor had in hand: the first of its chunk without an answer. The answers
are plain bytes, which Ray hands over as they are.
"""

import json
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from fairclaim.cli.batch_cases import CaseLine
from fairclaim.cli.batch_crew import Losses
from fairclaim.cli.batch_ray_worker import RayWorker
from fairclaim.cli.batch_worker import Answer
from fairclaim.cli.own_ray import require_ray, started
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError

CHUNK: Final = 16
"""Cases that an actor is given at once: so many that the way to and fro does not count."""


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
        with started(self._ray, processors=self._size):
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
