"""Image file directories, the tag tables of TIFF 6.0 that EXIF and the multi-picture format share.

Reads what is there and drops what is not: an entry whose value lies outside the block is marked, nothing raises.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Order = Literal["little", "big"]

_UNIT_BYTES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_INTEGER_TYPES = {1: False, 3: False, 4: False, 6: True, 8: True, 9: True, 13: False}
_MAX_ENTRIES = 4096

ASCII, UNDEFINED, RATIONAL, SIGNED_RATIONAL, FLOAT, DOUBLE = 2, 7, 5, 10, 11, 12


@dataclass(frozen=True, slots=True)
class Entry:
    """One tag of a directory.

    Parameters
    ----------
    tag, type, count : int
        As written; ``type`` is one of TIFF's thirteen.
    offset, size : int
        Where the value lies in the block, in bytes.
    is_whole : bool
        False where the value would reach beyond the block.
    """

    tag: int
    type: int
    count: int
    offset: int
    size: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Directory:
    """One IFD: its entries in file order, and where the next one stands (0 for none)."""

    offset: int
    size: int
    entries: tuple[Entry, ...]
    next: int

    def find(self, tag: int) -> Entry | None:
        """Return the first whole entry with this tag."""
        return next((entry for entry in self.entries if entry.tag == tag and entry.is_whole), None)


def byte_order(block: bytes) -> Order | None:
    """Return the order of a TIFF header (``II*`` or ``MM*``), or None where there is no such header."""
    if block[:4] == b"II*\x00":
        return "little"
    return "big" if block[:4] == b"MM\x00*" else None


def read_directory(block: bytes, offset: int, order: Order) -> Directory | None:
    """Read the directory at ``offset``; None where no whole one stands there."""
    if offset < 8 or offset + 2 > len(block):
        return None
    count = int.from_bytes(block[offset : offset + 2], order)
    end = offset + 2 + 12 * count
    if count > _MAX_ENTRIES or end > len(block):
        return None
    entries = tuple(_entries(block, offset + 2, end, order))
    return Directory(offset, end - offset, entries, int.from_bytes(block[end : end + 4], order))


def _entries(block: bytes, start: int, end: int, order: Order) -> Iterator[Entry]:
    layout = struct.Struct("<HHII" if order == "little" else ">HHII")
    for index, (tag, kind, count, pointer) in enumerate(layout.iter_unpack(block[start:end])):
        if kind not in _UNIT_BYTES:
            continue
        size = _UNIT_BYTES[kind] * count
        offset = start + 12 * index + 8 if size <= 4 else pointer
        yield Entry(tag, kind, count, offset, size, offset + size <= len(block))


def integers(block: bytes, entry: Entry, order: Order, *, most: int = 4096) -> tuple[int, ...]:
    """Return up to ``most`` whole numbers of an entry; empty for other types."""
    if entry.type not in _INTEGER_TYPES:
        return ()
    unit, signed = _UNIT_BYTES[entry.type], _INTEGER_TYPES[entry.type]
    end = min(entry.offset + unit * min(entry.count, most), len(block) - unit + 1)
    return tuple(int.from_bytes(block[at : at + unit], order, signed=signed) for at in range(entry.offset, end, unit))


def fractions(block: bytes, entry: Entry, order: Order, *, most: int = 4096) -> tuple[float, ...]:
    """Return up to ``most`` rationals or floats of an entry; a zero denominator gives NaN; empty for other types."""
    code = {RATIONAL: "II", SIGNED_RATIONAL: "ii", FLOAT: "f", DOUBLE: "d"}.get(entry.type)
    if code is None:
        return ()
    layout = struct.Struct(("<" if order == "little" else ">") + code)
    raw = block[entry.offset : entry.offset + layout.size * min(entry.count, most)]
    whole = raw[: len(raw) - len(raw) % layout.size]
    return tuple(_quotient(*numbers) for numbers in layout.iter_unpack(whole))


def _quotient(numerator: float, denominator: float = 1.0) -> float:
    return float(numerator) / denominator if denominator else float("nan")
