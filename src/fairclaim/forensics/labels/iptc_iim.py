"""Two lines of the older IPTC record (IIM) that Photoshop's segment of a JPEG carries: credit and program.

Source: IPTC-NAA Information Interchange Model 4.2, chapter 6 (2:65 Originating Program, 2:110 Credit); Adobe Photoshop
file formats specification, image resource 0x0404.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from fairclaim.forensics.labels.texts import decode_text

_HEAD = b"Photoshop 3.0\x00"
_IPTC_RESOURCE = 0x0404
_NAMES = {65: "OriginatingProgram", 110: "Credit"}
_MOST = 512


@dataclass(frozen=True, slots=True)
class IimLine:
    """One dataset: its name as in IIM, and its text."""

    name: str
    value: str


def read_iim(segment: bytes) -> Iterator[IimLine]:
    """Yield credit and program out of an APP13 segment; what is broken ends the reading."""
    if not segment.startswith(_HEAD):
        return
    for resource, content in _resources(segment[len(_HEAD) :]):
        if resource == _IPTC_RESOURCE:
            yield from _lines(content)


def _resources(block: bytes) -> Iterator[tuple[int, bytes]]:
    """Walk ``8BIM``, number (16), name (Pascal, padded to even), size (32), content (padded to even)."""
    at = 0
    for _ in range(_MOST):
        if block[at : at + 4] != b"8BIM" or at + 8 > len(block):
            return
        number = int.from_bytes(block[at + 4 : at + 6], "big")
        name_bytes = (block[at + 6] + 2) & ~1
        start = at + 10 + name_bytes
        size = int.from_bytes(block[start - 4 : start], "big")
        yield number, block[start : start + size]
        at = start + size + (size & 1)


def _lines(record: bytes) -> Iterator[IimLine]:
    """Walk 0x1C, record (8), dataset (8), size (16), text; extended sizes are not used for these two."""
    at = 0
    for _ in range(_MOST):
        if record[at : at + 1] != b"\x1c" or at + 5 > len(record):
            return
        group, dataset = record[at + 1], record[at + 2]
        size = int.from_bytes(record[at + 3 : at + 5], "big")
        if group == 2 and dataset in _NAMES and size < 0x8000:
            yield IimLine(_NAMES[dataset], decode_text(record[at + 5 : at + 5 + size]))
        at += 5 + size
