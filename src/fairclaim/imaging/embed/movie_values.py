"""Items of an MP4's metadata list that can be replaced.

Offsets into the media data count from the beginning of the file (ISO/IEC 14496-12, 8.7.5), so nothing in front of media data
may grow. Where ``moov`` stands behind it all, the boxes around the text grow in place. Where it stands in front, its place
becomes ``free`` space and a new ``moov`` goes to the end; a film in fragments cannot be changed in that way.
"""

from collections.abc import Iterator

from fairclaim.imaging.embed.movie import Box, top_boxes
from fairclaim.imaging.embed.room import no_room
from fairclaim.imaging.embed.value import Value
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.splice import Splice
from fairclaim.imaging.structure import Structure
from fairclaim.imaging.walk.bmff import box_header

_UTF8_TYPES = frozenset({0, 1})
_MAX_MOOV_BYTES = 64 << 20
_MAX_BOXES = 4096
_UNMOVED = frozenset({"free", "skip", "uuid", "udta"})
"""Boxes that nothing points at by its place in the file."""

_OF_FRAGMENTS = frozenset({"moof", "mfra", "sidx"})


def movie_values(data: ByteSource, structure: Structure) -> Iterator[Value]:
    """Yield every UTF-8 text of the metadata lists; its keyword is left empty, for the caller looks at the text."""
    for moov in top_boxes(data):
        if moov.kind == "moov" and moov.end - moov.start <= _MAX_MOOV_BYTES:
            for chain in _lists(data, (moov,)):
                yield from _texts(data, structure, chain)


def _lists(data: ByteSource, chain: tuple[Box, ...]) -> Iterator[tuple[Box, ...]]:
    """Yield the way down to each ``ilst``, from ``moov`` through ``udta`` and ``meta``, or through ``meta`` alone."""
    for box in _inner(data, chain[-1]):
        if box.kind == "ilst":
            yield (*chain, box)
        elif box.kind in {"udta", "meta"} and len(chain) < 3:
            yield from _lists(data, (*chain, box))


def _inner(data: ByteSource, box: Box) -> Iterator[Box]:
    at = box.body
    if box.kind == "meta" and data[at + 4 : at + 8] not in {b"hdlr", b"keys", b"ilst"}:
        at += 4  # version and flags, which QuickTime leaves out
    for _ in range(_MAX_BOXES):
        head = box_header(data, at, box.end) if at < box.end else None
        if head is None:
            return
        kind, body, end = head
        yield Box(kind, at, body, end)
        at = end


def _texts(data: ByteSource, structure: Structure, chain: tuple[Box, ...]) -> Iterator[Value]:
    for item in _inner(data, chain[-1]):
        for box in _inner(data, item):
            kind = int.from_bytes(data[box.body : box.body + 4], "big")
            if box.kind == "data" and kind in _UTF8_TYPES and box.end - box.body >= 8:
                yield _value(data, structure, (*chain, item, box))


def _value(data: ByteSource, structure: Structure, chain: tuple[Box, ...]) -> Value:
    begin, end = chain[-1].body + 8, chain[-1].end

    def rewrite(new: bytes) -> list[Splice]:
        change = Splice(begin, end - begin, new)
        sizes = [_resized(data, box, change.growth) for box in chain]
        inside = [change, *sizes] if change.growth else [change]
        return _placed(data, structure, chain[0], inside, change.growth)

    return Value("", data[begin:end], rewrite)


def _resized(data: ByteSource, box: Box, growth: int) -> Splice:
    """Return the change of a box's size; one that leaves its size open or states it in 64 bits is not touched."""
    stated = int.from_bytes(data[box.start : box.start + 4], "big")
    if box.body - box.start != 8 or stated != box.end - box.start or not 8 <= stated + growth < 1 << 32:
        raise no_room("盒的大小写法不支持", "a box states its size in a way that is not supported")
    return Splice(box.start, 4, (stated + growth).to_bytes(4, "big"))


def _placed(data: ByteSource, structure: Structure, moov: Box, inside: list[Splice], growth: int) -> list[Splice]:
    """Change ``moov`` in place where nothing that is pointed at stands behind it, else move it to the end."""
    behind = [box for box in top_boxes(data) if box.start >= moov.end]
    kinds = {box.kind for box in behind}
    if not growth or kinds <= _UNMOVED:
        return inside
    if structure.foreign or kinds & _OF_FRAGMENTS or behind[-1].is_open(data):
        raise no_room(
            "其索引在媒体数据之前，且文件分段或未写明大小",
            "its index stands before the media, and it is in fragments or states no size",
        )
    return [Splice(moov.start + 4, 4, b"free"), Splice(len(data), 0, _changed(data, moov, inside))]


def _changed(data: ByteSource, moov: Box, inside: list[Splice]) -> bytes:
    pieces, at = [], moov.start
    for splice in sorted(inside, key=lambda one: one.at):
        pieces += [data[at : splice.at], splice.put]
        at = splice.at + splice.drop
    return b"".join([*pieces, data[at : moov.end]])
