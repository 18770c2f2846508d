"""The child program: reads one task after another from its input, answers on its output, behind locks.

Started by `Sandbox` only. Everything is imported and every lock closed before the first task is read; what codecs print
goes nowhere.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from io import FileIO
from typing import Any, NamedTuple

from fairclaim.domain.errors import BrokenFileError, InputError, OverLimitError
from fairclaim.imaging.channel import ChannelError, receive_bytes, receive_header, send
from fairclaim.imaging.limits import Limits
from fairclaim.imaging.lockdown import limit_task_time, lock_down


class Reply(NamedTuple):
    """What a task answers: a JSON object, then ``size`` bytes in pieces."""

    header: dict[str, Any]
    size: int
    pieces: Iterable[bytes]


Task = Callable[[bytes, str], Reply]
Ask = Callable[[bytes], bytes]
"""Asks the parent something in the middle of a task, and returns its answer."""
Dialogue = Callable[[bytes, str, dict[str, Any], Ask], Reply]
"""A task that is told more than the file, and asks back."""


def _load_decode(limits: Limits, *, with_heif: bool) -> Task:
    from fairclaim.imaging import decode  # noqa: PLC0415  (only where the task was announced)

    decode.prepare(limits, with_heif=with_heif)

    def run(data: bytes, media_type: str) -> Reply:
        decoded = decode.decode(data, media_type)
        width, height = decoded.image.size
        header = {"height": height, "width": width, "bit_depth": decoded.bit_depth}
        return Reply(header, height * width * 3, decoded.strips())

    return run


def _load_credentials(limits: Limits, *, with_heif: bool) -> Task:  # noqa: ARG001  (one signature for all loaders)
    from fairclaim.imaging.credentials import read_store  # noqa: PLC0415  (only where the task was announced)

    def run(data: bytes, media_type: str) -> Reply:
        store, thumbnails = read_store(data, media_type)
        facts = [
            {"title": one.title, "relationship": one.relationship, "media_type": one.media_type, "size": len(one.data)}
            for one in thumbnails
        ]
        return Reply(
            {**store, "thumbnails": facts}, sum(len(one.data) for one in thumbnails), [one.data for one in thumbnails]
        )

    return run


def _load_film(limits: Limits, *, with_heif: bool) -> Task:  # noqa: ARG001  (one signature for all loaders)
    from fairclaim.imaging import film_frames  # noqa: PLC0415  (only where the task was announced)

    film_frames.prepare()

    def run(data: bytes, media_type: str) -> Reply:  # noqa: ARG001  (FFmpeg knows films by their bytes)
        moments = film_frames.film_moments(data, limits=limits)
        facts = [{"at_ms": one.at_ms, "size": len(one.jpeg) if one.jpeg else 0} for one in moments]
        pieces = [piece for one in moments for piece in (one.sketch, one.jpeg or b"")]
        return Reply({"moments": facts}, sum(map(len, pieces)), pieces)

    return run


def _load_probe(limits: Limits, *, with_heif: bool) -> Task:  # noqa: ARG001  (one signature for all loaders)
    from fairclaim.imaging.probe import probe  # noqa: PLC0415  (only where the task was announced)

    return lambda data, _: Reply(probe(data.decode()), 0, ())


def _load_sign(limits: Limits, *, with_heif: bool) -> Dialogue:  # noqa: ARG001  (one signature for all loaders)
    from fairclaim.imaging.sign_credentials import sign_copy  # noqa: PLC0415  (only where the task was announced)

    def run(data: bytes, media_type: str, wish: dict[str, Any], ask: Ask) -> Reply:
        copy = sign_copy(data, media_type, wish, ask)
        return Reply({}, len(copy), [copy])

    return run


_TASKS = {"decode": _load_decode, "credentials": _load_credentials, "film": _load_film, "probe": _load_probe}
"""`probe` tries what must be refused; tests and operators call it."""
_DIALOGUES = {"sign": _load_sign}


def main(setup: dict[str, Any]) -> None:
    """Serve until the input closes.

    Parameters
    ----------
    setup : dict
        ``tasks``: names to load; ``with_heif``: whether HEIC will come; ``limits``: the fields of `Limits`.
    """
    requests, replies = _private_streams()
    limits = Limits(**setup["limits"])
    tasks, dialogues, absent = _load(setup["tasks"], limits, with_heif=setup["with_heif"])
    locks = lock_down(memory_bytes=limits.memory_bytes)
    names = [*tasks, *dialogues]
    send(replies, {"tasks": names, "absent": absent, "held": locks.held, "missing": locks.missing, "size": 0})
    try:
        while True:
            _serve(requests, replies, tasks, dialogues, limits)
    except ChannelError:
        return


def _private_streams() -> tuple[FileIO, FileIO]:
    """Keep the two pipes to ourselves and lead the standard streams nowhere."""
    requests, replies = FileIO(os.dup(0), "rb"), FileIO(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)
    return requests, replies


def _load(
    names: Iterable[str], limits: Limits, *, with_heif: bool
) -> tuple[dict[str, Task], dict[str, Dialogue], dict[str, str]]:
    tasks: dict[str, Task] = {}
    dialogues: dict[str, Dialogue] = {}
    absent: dict[str, str] = {}
    for name in names:
        try:
            if name in _DIALOGUES:
                dialogues[name] = _DIALOGUES[name](limits, with_heif=with_heif)
            else:
                tasks[name] = _TASKS[name](limits, with_heif=with_heif)
        except Exception as exc:  # noqa: BLE001  (a task that cannot be loaded must not take the others with it)
            absent[name] = f"{type(exc).__name__}: {exc}"[:200]
    return tasks, dialogues, absent


def _serve(
    requests: FileIO, replies: FileIO, tasks: dict[str, Task], dialogues: dict[str, Dialogue], limits: Limits
) -> None:
    request = receive_header(requests)
    data = receive_bytes(requests, int(request["size"]))
    limit_task_time(limits.decode_s)
    try:
        name, media_type = request["task"], request["media_type"]
        if name in dialogues:
            reply = dialogues[name](data, media_type, request["wish"], _asking(requests, replies))
        else:
            reply = tasks[name](data, media_type)
        header = json.loads(json.dumps(reply.header))  # what cannot be sent fails here, as the task's own failure
    except Exception as exc:  # noqa: BLE001  (the worker loop: whatever a codec raises concerns this file only)
        send(replies, {"error": _record(_to_input_error(exc, limits)), "size": 0})
        return
    send(replies, {"answer": header, "size": reply.size}, _guarded(reply.pieces))


def _asking(requests: FileIO, replies: FileIO) -> Ask:
    def ask(question: bytes) -> bytes:
        send(replies, {"question": True, "size": len(question)}, (question,))
        return receive_bytes(requests, int(receive_header(requests)["size"]))

    return ask


def _guarded(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pass the pieces on; a failure in the middle cannot be told in words any more, so it ends the child."""
    try:
        yield from pieces
    except Exception as exc:
        raise ChannelError("answer broke off") from exc


def _to_input_error(exc: Exception, limits: Limits) -> InputError:
    if isinstance(exc, InputError):
        return exc
    name = type(exc).__name__
    if isinstance(exc, MemoryError) or "memory" in str(exc).lower():
        return OverLimitError(quantity="memory_bytes", value=limits.memory_bytes, limit=limits.memory_bytes)
    if name in {"DecompressionBombError", "DecompressionBombWarning"}:
        return OverLimitError(quantity="pixels", value=limits.pixels + 1, limit=limits.pixels)
    words = "".join(char if char.isprintable() else " " for char in str(exc))
    return BrokenFileError(f"{name}: {words[:160]}")


def _record(error: InputError) -> dict[str, Any]:
    if isinstance(error, OverLimitError):
        return {"code": error.code, "quantity": error.quantity, "value": error.value, "limit": error.limit}
    return {"code": BrokenFileError.code, "what": getattr(error, "what", error.message.en)}
