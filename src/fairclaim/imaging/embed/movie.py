"""XMP into an MP4 or MOV: a ``uuid`` box behind everything, so that no offset into the media data moves.

XMP specification part 3, 1.2.6 and 1.3.1. An older packet's box becomes ``free`` space of the same size.
"""

from fairclaim.imaging.embed.room import no_room
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.splice import Splice
from fairclaim.imaging.structure import Part, Structure

_XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_MAX_SIZE = 1 << 32


def movie_packet(data: ByteSource, structure: Structure) -> bytes | None:
    """Return the packet of a top-level ``uuid`` box."""
    place = _place(data, structure)
    return place.payload(data) if place else None


def _place(data: ByteSource, structure: Structure) -> Part | None:
    for part in structure.parts:
        if part.kind == "uuid" and data[part.offset : part.offset + 16] == _XMP_UUID:
            return Part("packet", part.offset + 16, part.size - 16)
    return None


def embed_in_movie(data: ByteSource, structure: Structure, packet: bytes) -> list[Splice]:
    """Append a box with the packet, in front of an index of fragments where one ends the file.

    Raises
    ------
    UsageError
        If the file is cut off, or its last box leaves its size open and is too long to state it.
    """
    if structure.foreign:
        raise no_room("文件不完整", "it is cut off")
    box = (len(packet) + 24).to_bytes(4, "big") + b"uuid" + _XMP_UUID + packet
    top = [part for part in structure.parts if "." not in part.kind]
    last = top[-1]
    index = last.offset - 8 if last.kind == "mfra" else len(data)
    splices = [Splice(index, 0, box)]
    old = _place(data, structure)
    if old is not None:
        splices.append(Splice(old.offset - 20, old.size + 20, b"free" + bytes(old.size + 16)))
    return [*splices, *_closed(data, last)]


def _closed(data: ByteSource, last: Part) -> list[Splice]:
    """State the size of a last box that says "to the end of the file" (ISO/IEC 14496-12, 4.2)."""
    head = last.offset - 8
    if data[head : head + 8] != bytes(4) + last.kind.encode("latin-1"):
        return []
    size = last.size + 8
    if size >= _MAX_SIZE:
        raise no_room("最后一个盒没有写明大小", "its last box does not state its size")
    return [Splice(head, 4, size.to_bytes(4, "big"))]
