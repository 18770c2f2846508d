"""Hostile bytes are opened by a child process behind locks, never here.

One child lives long and serves one file after another, so that only the first pays for its start. Whatever happens to
it (a crash, an endless loop, too much memory) is an error of that file, and the next file gets a new child. What the
locks are stands in `lockdown`; what travels between the two in `channel`.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from types import TracebackType
from typing import Any, Self

import numpy as np

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import (
    BrokenFileError,
    DecodeTimeoutError,
    InputError,
    OverLimitError,
    UnavailableError,
)
from fairclaim.imaging.channel import ChannelError
from fairclaim.imaging.child import Child, ChildTimeoutError
from fairclaim.imaging.limits import DEFAULT_LIMITS, Limits
from fairclaim.imaging.raster import Raster

_LOG = logging.getLogger(__name__)
_START_S = 30.0
_MAX_ANSWER_BYTES = 64 << 20
QUESTION_BYTES = 64 << 10
"""Longest question of a child."""
_HEIF_TYPES = frozenset({"image/heic", "image/heif"})
_NETWORK_LOCKS = frozenset({"network-namespace", "seccomp"})
_WRITE_LOCKS = frozenset({"landlock", "seccomp"})


class SandboxPolicy(StrEnum):
    """What to do where the system does not offer every lock."""

    STRICT = "strict"
    """Refuse to work unless network and writing are locked. For servers."""
    BEST_EFFORT = "best-effort"
    """Say once what is missing, and go on. For a person at an own computer."""


@dataclass(frozen=True, slots=True)
class SandboxReport:
    """Which layers hold.

    Parameters
    ----------
    held : tuple of str
        ``network-namespace``, ``landlock``, ``rlimits``, ``seccomp``.
    missing : tuple of (str, str)
        The others, each with why.
    """

    held: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]

    @property
    def is_network_locked(self) -> bool:
        """True where the child can reach no network."""
        return not _NETWORK_LOCKS.isdisjoint(self.held)

    @property
    def is_writing_locked(self) -> bool:
        """True where the child can change no file."""
        return not _WRITE_LOCKS.isdisjoint(self.held)


class Sandbox:
    """A place to open hostile files in. Use it as a context manager; it may be shared between threads.

    Parameters
    ----------
    limits : Limits
        Time, memory and pixels of one task.
    policy : SandboxPolicy
        What to do where a lock is missing.
    tasks : tuple of str
        What the child loads at its start: ``decode``, ``credentials``, ``film``, ``sign``. Another task, or the first HEIC, exchanges the
        child for one that loads it too, which costs one more start.

    Examples
    --------
    >>> with Sandbox() as sandbox:  # doctest: +SKIP
    ...     raster = sandbox.decode(data, "image/jpeg")
    """

    def __init__(
        self,
        *,
        limits: Limits = DEFAULT_LIMITS,
        policy: SandboxPolicy = SandboxPolicy.BEST_EFFORT,
        tasks: tuple[str, ...] = ("decode",),
    ) -> None:
        self._limits = limits
        self._policy = policy
        self._tasks = frozenset(tasks)
        self._with_heif = False
        self._child: Child | None = None
        self._report: SandboxReport | None = None
        self._lock = threading.RLock()

    def __enter__(self) -> Self:
        """Start the child without waiting for it, except under the strict policy, which asks for its locks at once."""
        with self._lock:
            self._start()
            if self._policy is SandboxPolicy.STRICT:
                self._ready()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the child."""
        self.close()

    def close(self) -> None:
        """End the child; a later task would start another."""
        with self._lock:
            if self._child is not None:
                self._child.end()
                self._child = None

    @property
    def report(self) -> SandboxReport:
        """Which layers hold, as the child itself found out.

        Raises
        ------
        UnavailableError
            If no child can be started, or the policy is strict and a lock is missing.
        """
        with self._lock:
            self._ready()
            if self._report is None:
                raise _not_started("no report")
            return self._report

    def decode(self, data: bytes, media_type: str) -> Raster:
        """Decode the first picture of a file.

        Parameters
        ----------
        data : bytes
            The whole file.
        media_type : str
            As `sniff` said.

        Returns
        -------
        Raster
            As shown: upright, sRGB, without alpha.

        Raises
        ------
        BrokenFileError
            If it cannot be decoded, or the decoder crashed.
        DecodeTimeoutError
            If it took longer than ``limits.decode_s``.
        OverLimitError
            If it needs more memory or pixels than allowed.
        UnavailableError
            If there is no sandbox to decode in.
        """
        with self._lock:
            answer, child = self._ask("decode", data, media_type)
            height, width, size = (_whole(answer.get(name)) for name in ("height", "width", "size"))
            if not 0 < height * width <= self._limits.pixels or size != height * width * 3:
                self.close()
                raise BrokenFileError("decoder: impossible size")
            pixels = np.empty((height, width, 3), np.uint8)
            self._receive(child, pixels.data.cast("B"))
        return Raster(pixels, _whole(answer.get("bit_depth")) or 8)

    def call(self, task: str, data: bytes, media_type: str) -> tuple[dict[str, Any], bytes]:
        """Run another task.

        Parameters
        ----------
        task : str
            A name in the worker's table.
        data : bytes
            The whole file.
        media_type : str
            As `sniff` said.

        Returns
        -------
        tuple of dict and bytes
            The task's JSON object, and the bytes behind it (empty for most tasks).

        Raises
        ------
        InputError
            As `decode`.
        UnavailableError
            If the child cannot do this task.
        """
        with self._lock:
            answer, child = self._ask(task, data, media_type)
            size = _whole(answer.pop("size"))
            if size > _MAX_ANSWER_BYTES:
                self.close()
                raise BrokenFileError(f"{task}: impossible size")
            payload = bytearray(size)
            self._receive(child, memoryview(payload))
        return answer, bytes(payload)

    def discuss(
        self, task: str, data: bytes, media_type: str, *, wish: dict[str, Any], answer: Callable[[bytes], bytes]
    ) -> bytes:
        """Run a task that is told more than the file, and asks back once.

        Parameters
        ----------
        wish : dict
            What it is told besides; plain JSON.
        answer : callable
            Answers the child's question, at most ``QUESTION_BYTES`` long. The child reads hostile bytes: believe nothing it says.

        Returns
        -------
        bytes
            What it made.

        Raises
        ------
        InputError
            As `decode`; also if it asks too much.
        UnavailableError
            If the child cannot do this task.
        """

        def asked(child: Child, reply: dict[str, Any]) -> dict[str, Any]:
            size = _whole(reply.get("size"))
            if size > QUESTION_BYTES:
                raise ChannelError("question too long")
            question = bytearray(size)
            child.receive(memoryview(question))
            try:
                told = answer(bytes(question))
            except BaseException:
                self.close()  # the child waits for an answer that does not come
                raise
            return child.ask({"size": len(told)}, told)

        with self._lock:
            reply, child = self._ask(task, data, media_type, wish=wish, asked=asked)
            size = _whole(reply.pop("size"))
            if size > _MAX_ANSWER_BYTES:
                self.close()
                raise BrokenFileError(f"{task}: impossible size")
            made = bytearray(size)
            self._receive(child, memoryview(made))
        return bytes(made)

    def _ask(
        self,
        task: str,
        data: bytes,
        media_type: str,
        *,
        wish: dict[str, Any] | None = None,
        asked: Callable[[Child, dict[str, Any]], dict[str, Any]] | None = None,
    ) -> tuple[dict[str, Any], Child]:
        """Send one task and read the header of its answer, with ``size`` in it; the clock keeps running."""
        child = self._ready(task, with_heif=task == "decode" and media_type in _HEIF_TYPES)
        if task not in child.tasks:
            raise UnavailableError(
                Bilingual(f"解码进程不支持任务 {task}。", f"The decoding process does not offer the task {task}.")
            )
        try:
            child.start_clock(self._limits.decode_s)
            reply = child.ask({"task": task, "media_type": media_type, "size": len(data), "wish": wish}, data)
            if asked is not None and "question" in reply:
                reply = asked(child, reply)
        except ChannelError as exc:
            raise self._lost(exc) from exc
        if "answer" in reply:
            return {**reply["answer"], "size": reply.get("size", 0)}, child
        child.stop_clock()
        raise _to_error(reply.get("error"))

    def _receive(self, child: Child, buffer: memoryview) -> None:
        try:
            child.receive(buffer)
        except ChannelError as exc:
            raise self._lost(exc) from exc
        child.stop_clock()

    def _lost(self, exc: ChannelError) -> InputError:
        self.close()
        if isinstance(exc, ChildTimeoutError):
            return DecodeTimeoutError(self._limits.decode_s)
        return BrokenFileError("decoder: stopped")

    def _start(self) -> Child:
        if self._child is None:
            limits = asdict(self._limits)
            try:
                self._child = Child({"tasks": sorted(self._tasks), "with_heif": self._with_heif, "limits": limits})
            except (OSError, ChannelError) as exc:
                raise _not_started(str(exc)) from exc
        return self._child

    def _ready(self, task: str | None = None, *, with_heif: bool = False) -> Child:
        """Return a child that has told its locks; exchange it where something comes for the first time."""
        tasks = self._tasks if task is None else self._tasks | {task}
        if tasks != self._tasks or (with_heif and not self._with_heif):
            self.close()
            self._tasks, self._with_heif = tasks, self._with_heif or with_heif
        child = self._start()
        if child.hello is None:
            try:
                child.greet(_START_S)
            except ChannelError as exc:
                self.close()
                raise _not_started(str(exc)) from exc
        self._judge(child.hello or {})
        return child

    def _judge(self, hello: dict[str, Any]) -> None:
        report = SandboxReport(tuple(hello.get("held", ())), tuple(sorted(hello.get("missing", {}).items())))
        if self._policy is SandboxPolicy.STRICT and not (report.is_network_locked and report.is_writing_locked):
            self.close()
            reasons = "; ".join(f"{name}: {why}" for name, why in report.missing)
            raise UnavailableError(
                Bilingual(
                    f"本系统无法隔离解码进程（{reasons}）。请启用 Landlock 或 libseccomp。",
                    f"This system cannot isolate the decoding process ({reasons}). Enable Landlock or libseccomp.",
                )
            )
        if self._report is None and report.missing:
            _LOG.warning("decoding without these locks: %s", report.missing)
        self._report = report


def _whole(value: object) -> int:
    return value if isinstance(value, int) and value >= 0 else 0


def _not_started(cause: str) -> UnavailableError:
    return UnavailableError(
        Bilingual(f"解码进程无法启动（{cause}）。", f"The decoding process could not be started ({cause}).")
    )


def _to_error(record: object) -> InputError:
    fields = record if isinstance(record, dict) else {}
    if fields.get("code") == OverLimitError.code:
        return OverLimitError(
            quantity=str(fields.get("quantity")), value=_whole(fields.get("value")), limit=_whole(fields.get("limit"))
        )
    return BrokenFileError(str(fields.get("what", "decoder"))[:300])
