"""XMP into a PNG: an uncompressed iTXt chunk in front of the pixels (XMP specification part 3, 1.1.5)."""

import zlib

from fairclaim.imaging.embed.room import no_room
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.splice import Splice
from fairclaim.imaging.structure import Part, Structure

_KEYWORD = b"XML:com.adobe.xmp\x00"
_HEAD = _KEYWORD + b"\x00\x00\x00\x00"
_MAX_PACKET_BYTES = 4 << 20
_FRAME_BYTES = 12  # length and type in front, checksum behind


def png_packet(data: ByteSource, structure: Structure) -> bytes | None:
    """Return the packet, unpacked where it is compressed; None where there is none.

    Raises
    ------
    UsageError
        If there is a chunk that cannot be read: what it holds would be lost.
    """
    chunk = _chunk(data, structure)
    if chunk is None:
        return None
    fields = data[chunk.offset + len(_KEYWORD) : chunk.offset + chunk.size]
    text = fields[2:].partition(b"\x00")[2].partition(b"\x00")[2]
    if fields[:1] != b"\x01":
        return text
    try:
        return zlib.decompressobj().decompress(text, _MAX_PACKET_BYTES)
    except zlib.error as exc:
        raise no_room("原有的 XMP 数据已损坏", "the XMP in it is damaged") from exc


def embed_in_png(data: ByteSource, structure: Structure, packet: bytes) -> list[Splice]:
    """Replace the chunk that holds the packet, or put one in front of the first IDAT."""
    body = b"iTXt" + _HEAD + packet
    chunk = (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    old = _chunk(data, structure)
    if old is not None:
        return [Splice(old.offset - 8, old.size + _FRAME_BYTES, chunk)]
    pixels = next(part for part in structure.parts if part.kind == "IDAT")
    return [Splice(pixels.offset - 8, 0, chunk)]


def _chunk(data: ByteSource, structure: Structure) -> Part | None:
    for part in structure.parts:
        if part.kind == "iTXt" and data[part.offset : part.offset + len(_KEYWORD)] == _KEYWORD:
            return part
    return None
