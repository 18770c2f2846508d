"""Messages between the parent and its sandboxed child: a JSON header with its length in front, then raw bytes.

Both sides use it. Nothing is unpickled, every length is checked against a limit before memory is taken.
"""

import json
from collections.abc import Iterable
from io import RawIOBase
from typing import Any

MAX_HEADER_BYTES = 16 << 20
_LENGTH_BYTES = 4


class ChannelError(Exception):
    """The other side is gone, or does not keep the protocol."""


def send(stream: RawIOBase, header: dict[str, Any], pieces: Iterable[bytes] = ()) -> None:
    """Write one message; ``header["size"]`` must state how many bytes the pieces have together.

    Raises
    ------
    ChannelError
        If the other side is gone.
    """
    text = json.dumps(header, ensure_ascii=True).encode()
    _write(stream, len(text).to_bytes(_LENGTH_BYTES, "big") + text)
    for piece in pieces:
        _write(stream, piece)


def _write(stream: RawIOBase, piece: bytes) -> None:
    view = memoryview(piece)
    try:
        while view:
            view = view[stream.write(view) or 0 :]
    except (OSError, ValueError) as exc:
        raise ChannelError(str(exc)) from exc


def receive_header(stream: RawIOBase) -> dict[str, Any]:
    """Read the JSON object in front of a message.

    Raises
    ------
    ChannelError
        If the other side is gone, the header is too long, or no JSON object.
    """
    length = int.from_bytes(receive_bytes(stream, _LENGTH_BYTES), "big")
    if length > MAX_HEADER_BYTES:
        raise ChannelError(f"header of {length} bytes")
    try:
        header = json.loads(receive_bytes(stream, length))
    except (ValueError, RecursionError) as exc:
        raise ChannelError("header is no JSON") from exc
    if not isinstance(header, dict):
        raise ChannelError("header is no object")
    return header


def receive_bytes(stream: RawIOBase, size: int) -> bytes:
    """Read exactly ``size`` bytes."""
    buffer = bytearray(size)
    receive_into(stream, memoryview(buffer))
    return bytes(buffer)


def receive_into(stream: RawIOBase, buffer: memoryview) -> None:
    """Fill a buffer, without a copy in between.

    Raises
    ------
    ChannelError
        If the other side is gone before it is full.
    """
    filled = 0
    try:
        while filled < len(buffer):
            count = stream.readinto(buffer[filled:])
            if not count:
                raise ChannelError("closed")
            filled += count
    except (OSError, ValueError) as exc:
        raise ChannelError(str(exc)) from exc
