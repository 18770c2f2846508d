"""Matroska and WebM: EBML elements down to the tags (RFC 8794; RFC 9559, 5.1.8). Clusters are stepped over."""

from fairclaim.domain.errors import BrokenFileError
from fairclaim.imaging.limits import Limits
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.structure import Structure
from fairclaim.imaging.walk.ledger import Ledger

_HEAD, _SEGMENT, _CLUSTER = 0x1A45DFA3, 0x18538067, 0x1F43B675
_CONTAINERS = {
    _SEGMENT: "Segment",
    0x1254C367: "Tags",
    0x7373: "Tag",
    0x67C8: "SimpleTag",
}
_SEGMENT_CHILDREN = frozenset(
    {0x114D9B74, 0x1549A966, 0x1654AE6B, _CLUSTER, 0x1C53BB6B, 0x1941A469, 0x1043A770, 0x1254C367}
)
_MAX_DEPTH = 8


def walk_matroska(data: ByteSource, media_type: str, *, limits: Limits) -> Structure:
    """Walk the elements; parts are named by path, ``Segment.Tags.Tag.SimpleTag`` being the ones that carry texts.

    Raises
    ------
    BrokenFileError
        If no EBML header stands in front, or elements nest too deeply.
    OverLimitError
        If the file holds more elements than the limits allow.
    """
    head = read_element(data, 0, len(data))
    if head is None or head[0] != _HEAD:
        raise BrokenFileError("Matroska: no header")
    ledger = Ledger(limits)
    _children(data, 0, len(data), "", ledger, depth=0)
    return Structure(media_type=media_type, parts=tuple(ledger.parts), height=None, width=None)


def read_element(data: ByteSource, at: int, limit: int) -> tuple[int, int, int] | None:
    """Read one element head: (id, where its content begins, where it ends), or None where none fits.

    An element of unknown size (all ones, RFC 8794, 6.2), and one that is cut off, ends at ``limit``.
    """
    head = data[at : min(at + 12, limit)]
    id_bytes = _width(head[:1])
    size_bytes = _width(head[id_bytes : id_bytes + 1])
    if not id_bytes or id_bytes > 4 or not size_bytes or len(head) < id_bytes + size_bytes:
        return None
    number = int.from_bytes(head[:id_bytes], "big")
    size = int.from_bytes(head[id_bytes : id_bytes + size_bytes], "big") ^ 1 << 7 * size_bytes
    body = at + id_bytes + size_bytes
    is_unknown = size == (1 << 7 * size_bytes) - 1
    return number, body, limit if is_unknown else min(body + size, limit)


def _width(first: bytes) -> int:
    """Return how many bytes a number takes: the leading zero bits of its first byte, plus one; 0 for none."""
    return 9 - first[0].bit_length() if first and first[0] else 0


def _children(data: ByteSource, at: int, end: int, path: str, ledger: Ledger, *, depth: int) -> None:
    if depth > _MAX_DEPTH:
        raise BrokenFileError("Matroska: boxes nest too deeply")
    while at < end and (head := read_element(data, at, end)):
        number, body, stop = head
        name = _CONTAINERS.get(number, f"{number:X}")
        ledger.add(path + name, body, stop - body)
        if number in _CONTAINERS:
            _children(data, body, stop, f"{path}{name}.", ledger, depth=depth + 1)
        elif number == _CLUSTER and stop == end:
            stop = _behind_cluster(data, body, end, ledger)
        at = stop


def _behind_cluster(data: ByteSource, at: int, end: int, ledger: Ledger) -> int:
    """Step over the blocks of a cluster of unknown size, up to the next child of the segment."""
    while at < end and (head := read_element(data, at, end)):
        number, _, stop = head
        if number in _SEGMENT_CHILDREN:
            return at
        ledger.step()
        at = stop
    return end
