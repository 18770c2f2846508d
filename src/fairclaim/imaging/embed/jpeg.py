"""XMP into a JPEG: the APP1 segment of XMP specification part 3, 1.1.3, in front of everything but JFIF and EXIF.

A file of several pictures (CIPA DC-007) states where the others lie, counted from its own APP2; those numbers are moved.
"""

from collections.abc import Iterator

from fairclaim.imaging.embed.room import no_room
from fairclaim.imaging.ifd import Order, byte_order, read_directory
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.splice import Splice
from fairclaim.imaging.structure import Part, Structure

_HEAD = b"http://ns.adobe.com/xap/1.0/\x00"
_LEADING = ((b"JFIF\x00", "APP0"), (b"JFXX\x00", "APP0"), (b"Exif\x00", "APP1"))
_MAX_SEGMENT_BYTES = 65_533
_MPF_HEAD_BYTES, _MPF_ENTRIES, _MPF_ENTRY_BYTES = 4, 0xB002, 16


def jpeg_packet(data: ByteSource, structure: Structure) -> bytes | None:
    """Return the main packet."""
    place = _place(data, structure)
    return place.payload(data) if place else None


def _place(data: ByteSource, structure: Structure) -> Part | None:
    for part in structure.parts:
        if part.kind == "APP1" and data[part.offset : part.offset + len(_HEAD)] == _HEAD:
            return Part("packet", part.offset + len(_HEAD), part.size - len(_HEAD))
    return None


def embed_in_jpeg(data: ByteSource, structure: Structure, packet: bytes) -> list[Splice]:
    """Replace the main packet, or add one.

    Raises
    ------
    UsageError
        If the packet is too large for a segment.
    """
    payload = _HEAD + packet
    if len(payload) > _MAX_SEGMENT_BYTES:
        raise no_room("XMP 数据超过 JPEG 段的上限 64 KiB", "its XMP would exceed the 64 KiB of a JPEG segment")
    segment = b"\xff\xe1" + (len(payload) + 2).to_bytes(2, "big") + payload
    old = _place(data, structure)
    if old is None:
        change = Splice(_behind_leading(data, structure), 0, segment)
    else:
        change = Splice(old.offset - len(_HEAD) - 4, old.size + len(_HEAD) + 4, segment)
    return [change, *_moved_pictures(data, structure, change)]


def _behind_leading(data: ByteSource, structure: Structure) -> int:
    """Return the first byte behind SOI and the JFIF and EXIF segments that must come first."""
    at = 2
    for part in structure.parts:
        head = data[part.offset : part.offset + 5]
        if not any(part.kind == kind and head == mark for mark, kind in _LEADING):
            break
        at = part.offset + part.size
    return at


def _moved_pictures(data: ByteSource, structure: Structure, change: Splice) -> Iterator[Splice]:
    """Correct each multi-picture index: the first picture's size, and the others' distance where the change lies between."""
    if not change.growth:
        return
    for part in structure.parts:
        if part.kind != "APP2" or data[part.offset : part.offset + _MPF_HEAD_BYTES] != b"MPF\x00":
            continue
        base = part.offset + _MPF_HEAD_BYTES
        block = data[base : part.offset + part.size]
        order = byte_order(block)
        directory = order and read_directory(block, int.from_bytes(block[4:8], order), order)
        entry = directory.find(_MPF_ENTRIES) if directory else None
        if order is None or entry is None:
            continue
        for number in range(entry.size // _MPF_ENTRY_BYTES):
            at = entry.offset + number * _MPF_ENTRY_BYTES
            yield from _moved(block, at, base, order, change, is_first=number == 0)


def _moved(block: bytes, at: int, base: int, order: Order, change: Splice, *, is_first: bool) -> Iterator[Splice]:
    """Yield the corrected number of one entry (attributes, size, distance, two more): size of the first, distance of others."""
    field = at + 4 if is_first else at + 8
    value = int.from_bytes(block[field : field + 4], order)
    if is_first or (value and change.at > base):
        yield Splice(base + field, 4, ((value + change.growth) % (1 << 32)).to_bytes(4, order))
