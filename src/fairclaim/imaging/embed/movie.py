"""XMP into an MP4 or MOV: a ``uuid`` box behind everything, so that no offset into the media data moves.

XMP specification part 3, 1.2.6 and 1.3.1. An older packet's box becomes ``free`` space of the same size.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from fairclaim.imaging.embed.room import no_room
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.splice import Splice
from fairclaim.imaging.structure import Structure
from fairclaim.imaging.walk.bmff import box_header

_XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_MAX_SIZE = 1 << 32


@dataclass(frozen=True, slots=True)
class Box:
    """A box: where its head, its content and the next box begin."""

    kind: str
    start: int
    body: int
    end: int

    def is_open(self, data: ByteSource) -> bool:
        """Tell whether it states no size and so runs to the end of the file (ISO/IEC 14496-12, 4.2)."""
        return data[self.start : self.start + 4] == bytes(4)


def top_boxes(data: ByteSource) -> Iterator[Box]:
    """Yield the boxes of a walked file that stand in no other."""
    at = 0
    while head := box_header(data, at, len(data)):
        kind, body, end = head
        yield Box(kind, at, body, end)
        at = end


def movie_packet(data: ByteSource, structure: Structure) -> bytes | None:  # noqa: ARG001  (one signature for all families)
    """Return the packet of a top-level ``uuid`` box."""
    old = _old(data)
    return data[old.body + 16 : old.end] if old else None


def _old(data: ByteSource) -> Box | None:
    return next((box for box in top_boxes(data) if box.kind == "uuid" and _is_xmp(data, box)), None)


def _is_xmp(data: ByteSource, box: Box) -> bool:
    return data[box.body : box.body + 16] == _XMP_UUID


def embed_in_movie(data: ByteSource, structure: Structure, packet: bytes) -> list[Splice]:
    """Append a box with the packet, in front of an index of fragments where one ends the file.

    Raises
    ------
    UsageError
        If the file is cut off, or its last box leaves its size open and is too long to state it.
    """
    if structure.foreign:
        raise no_room("文件不完整", "it is cut off")
    *_, last = top_boxes(data)
    put = (len(packet) + 24).to_bytes(4, "big") + b"uuid" + _XMP_UUID + packet
    splices = [Splice(last.start if last.kind == "mfra" else len(data), 0, put)]
    old = _old(data)
    if old is not None:
        splices.append(Splice(old.start, old.end - old.start, _free(old.end - old.start)))
    elif last.is_open(data):
        splices.append(_closed(last))
    return splices


def _free(size: int) -> bytes:
    """Return ``free`` space of a size, its head included."""
    return size.to_bytes(4, "big") + b"free" + bytes(size - 8)


def _closed(last: Box) -> Splice:
    """Return the change that states the size of a box that left it open."""
    size = last.end - last.start
    if size >= _MAX_SIZE:
        raise no_room("最后一个盒没有写明大小", "its last box does not state its size")
    return Splice(last.start, 4, size.to_bytes(4, "big"))
