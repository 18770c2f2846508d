"""Metadata carried by Matroska and WebM: the simple tags of RFC 9559, 5.1.8.1.2."""

from fairclaim.imaging.found import Found
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.structure import Part, Structure
from fairclaim.imaging.walk.matroska import read_element

_NAME, _STRING, _BINARY = 0x45A3, 0x4487, 0x4485
_MAX_CHILDREN = 16


def collect_matroska(data: ByteSource, structure: Structure, found: Found) -> None:
    """Read name and value of each ``SimpleTag``, also of one inside another."""
    for part in structure.parts:
        if part.kind.endswith(".SimpleTag"):
            _simple_tag(data, part, found)


def _simple_tag(data: ByteSource, part: Part, found: Found) -> None:
    name, values = "", []
    at, end = part.offset, part.offset + part.size
    for _ in range(_MAX_CHILDREN):
        head = read_element(data, at, end) if at < end else None
        if head is None:
            break
        number, body, at = head
        if number == _NAME:
            name = data[body : min(at, body + 80)].decode("utf-8", "replace").rstrip("\0")
        elif number in {_STRING, _BINARY} and at - body <= found.limits.text_bytes:
            values.append(data[body:at])
    for value in values:
        found.add_text("mkv:SimpleTag", value.rstrip(b"\0"), keyword=name)
