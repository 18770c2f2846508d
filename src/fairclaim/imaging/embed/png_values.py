"""Texts of a PNG under the keyword ``AIGC`` that can be replaced; the chunk keeps its kind and its place."""

import zlib
from collections.abc import Iterator

from fairclaim.imaging.embed.value import Value
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.splice import Splice
from fairclaim.imaging.structure import Part, Structure

_KEYWORD = b"AIGC"
_MAX_TEXT_BYTES = 1 << 20


def png_values(data: ByteSource, structure: Structure) -> Iterator[Value]:
    """Yield the replaceable texts; a compressed one stays compressed."""
    for part in structure.parts:
        if part.kind in {"tEXt", "zTXt", "iTXt"} and part.size <= _MAX_TEXT_BYTES:
            payload = part.payload(data)
            keyword, _, rest = payload.partition(b"\0")
            if keyword.upper() == _KEYWORD:
                yield _value(part, keyword, rest)


def _value(part: Part, keyword: bytes, rest: bytes) -> Value:
    head, text, is_packed = _taken_apart(part.kind, rest)

    def rewrite(new: bytes) -> list[Splice]:
        body = part.kind.encode() + keyword + b"\0" + head + (zlib.compress(new) if is_packed else new)
        chunk = (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
        return [Splice(part.offset - 8, part.size + 12, chunk)]

    return Value(keyword.decode("latin-1"), _unpacked(text) if is_packed else text, rewrite)


def _taken_apart(kind: str, rest: bytes) -> tuple[bytes, bytes, bool]:
    """Return what stands between keyword and text, the text, and whether it is compressed (PNG 11.3.3)."""
    if kind == "tEXt":
        return b"", rest, False
    if kind == "zTXt":
        return rest[:1], rest[1:], True
    language, _, behind = rest[2:].partition(b"\0")
    translated, _, text = behind.partition(b"\0")
    return rest[:2] + language + b"\0" + translated + b"\0", text, rest[:1] == b"\x01"


def _unpacked(text: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(text, _MAX_TEXT_BYTES)
    except zlib.error:
        return b""
