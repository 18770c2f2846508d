"""As much of Ray as a crew uses, in one thread: its actors answer at once, and die where they are told to."""

import json
from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any

from fairclaim.cli.batch_cases import CaseLine
from fairclaim.cli.batch_worker import Answer


class FakeRayError(Exception):
    """Stands for every error that Ray raises for an actor that is gone."""


class FakeActor:
    def __init__(self, ray: "FakeRay") -> None:
        self._ray = ray
        self.examine = self

    def options(self, **_: object) -> "FakeActor":
        return self

    def remote(self, chunk: Sequence[CaseLine]) -> Iterator[Any]:
        names = [case.case for case in chunk]
        self._ray.chunks.append(names)
        return self._ray.stream(names)


class FakeRay:
    """The module, as a crew sees it.

    Parameters
    ----------
    deadly : dict
        Cases that end their process, and how many times.
    deaths_at_start : int
        Actors that die before they are ready.
    lost : int
        Answers that never arrive when their process dies right after them.
    part_missing : tuple of str
        Chinese and English sentence of a machine that lacks a part.
    refuses : Exception
        Why Ray does not start.
    """

    exceptions = SimpleNamespace(RayError=FakeRayError)

    def __init__(
        self,
        *,
        deadly: dict[str, int] | None = None,
        deaths_at_start: int = 0,
        lost: int = 0,
        part_missing: tuple[str, str] | None = None,
        refuses: Exception | None = None,
    ) -> None:
        self._deadly = deadly or {}
        self._deaths_at_start = deaths_at_start
        self._lost = lost
        self._part_missing = part_missing
        self._refuses = refuses
        self.chunks: list[list[str]] = []
        self.actors = 0
        self.calls: list[str] = []

    def init(self, **_: object) -> None:
        self.calls.append("init")
        if self._refuses:
            raise self._refuses

    def shutdown(self) -> None:
        self.calls.append("shutdown")

    def remote(self, _: type) -> "_Maker":
        return _Maker(self)

    def wait(self, streams: list[Any], **_: object) -> tuple[list[Any], list[Any]]:
        return streams[-1:], streams[:-1]

    def get(self, answer: bytes | None) -> bytes:
        if answer is None:
            raise FakeRayError
        return answer

    def kill(self, _: FakeActor) -> None:
        self.calls.append("kill")

    def stream(self, names: list[str]) -> Iterator[bytes | None]:
        answers = list(self._answers(names))
        if answers and answers[-1] is None and self._lost:  # never the greeting
            answers = [answers[0], *answers[1 : max(1, len(answers) - 1 - self._lost)], None]
        return iter(answers)

    def _answers(self, names: list[str]) -> Iterator[bytes | None]:
        if self._deaths_at_start:
            self._deaths_at_start -= 1
            yield None
            return
        if self._part_missing:
            yield Answer.PART_MISSING.value + json.dumps(self._part_missing).encode()
            return
        yield Answer.READY.value + b"[]"
        for name in names:
            if self._deadly.get(name):
                self._deadly[name] -= 1
                yield None
                return
            yield Answer.RESULT.value + name.encode()


class _Maker:
    def __init__(self, ray: FakeRay) -> None:
        self._ray = ray

    def options(self, **_: object) -> "_Maker":
        return self

    def remote(self) -> FakeActor:
        self._ray.actors += 1
        return FakeActor(self._ray)
