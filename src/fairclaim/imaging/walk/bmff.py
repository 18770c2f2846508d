"""ISO base media files (HEIC, HEIF, AVIF): boxes to the very end (ISO/IEC 14496-12; 23008-12 for pictures)."""

from fairclaim.domain.errors import BrokenFileError
from fairclaim.imaging.limits import Limits
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.structure import Part, Structure
from fairclaim.imaging.walk.ledger import Ledger, refuse_beyond, refuse_size
from fairclaim.imaging.walk.tail import note_tail

_CONTAINERS = frozenset({"moov", "trak", "mdia", "minf", "stbl", "udta", "meta", "iprp", "ipco", "ilst", "iinf"})
_TOP_LEVEL = frozenset({"ftyp", "meta", "mdat", "moov", "moof", "free", "skip", "wide", "uuid", "udta", "mpvd", "sefd"})
_MAX_ASSOCIATIONS = 65_536
_MAX_DEPTH = 8


def walk_bmff(data: bytes, media_type: str, *, limits: Limits) -> Structure:
    """Walk an ISO base media file; each box is a part, named by its dotted path (``meta.iprp.ipco.ispe``).

    The payload of a container starts behind its header, and for ``meta`` and ``iinf`` behind version, flags and count.

    Parameters
    ----------
    data : bytes
        The whole file.
    media_type : str
        What `sniff` said; passed through.

    Raises
    ------
    BrokenFileError
        If a box that must be there is cut off, or boxes nest too deeply.
    OverLimitError
        If an ``ispe`` property states a size, or the file holds more boxes or samples, than the limits allow.
    """
    ledger = Ledger(limits)
    end = _top_level(data, ledger)
    sizes = [_spatial_extent(part, data, limits) for part in ledger.parts if part.kind.endswith(".ispe")]
    primary = _primary_extent(data, ledger.parts, sizes)
    if end < len(data):
        note_tail(data, end, ledger)
    height, width = primary or (None, None)
    return Structure(
        media_type=media_type,
        parts=tuple(ledger.parts),
        height=height,
        width=width,
        frames=_frames(data, ledger.parts, limits),
        foreign=tuple(ledger.foreign),
    )


def _top_level(data: bytes, ledger: Ledger) -> int:
    """Walk the top-level boxes; return where the last one ends."""
    at = 0
    while at < len(data):
        head = box_header(data, at, len(data))
        if head is None:
            if data[at + 4 : at + 8].decode("latin-1") in _TOP_LEVEL:
                raise BrokenFileError(f"ISO-BMFF: cut off in the box at byte {at}")
            return at
        kind, body, end = head
        note_box(data, Part(kind, body, end - body), ledger)
        at = end
    return at


def box_header(data: ByteSource, at: int, limit: int) -> tuple[str, int, int] | None:
    """Read size and type (4.2): (kind, where the payload begins, where the box ends), or None where none fits."""
    size, body = int.from_bytes(data[at : at + 4], "big"), at + 8
    kind = data[at + 4 : at + 8]
    if size == 1:
        size, body = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
    elif size == 0 and kind.strip(b"\x00"):
        size = limit - at
    end = at + size
    if body > limit or end > limit or end < body or len(kind) < 4:
        return None
    return kind.decode("latin-1"), body, end


def note_box(data: ByteSource, part: Part, ledger: Ledger, *, depth: int = 0) -> None:
    """Write down a box and, where it is a container, the boxes in it."""
    name = part.kind.rpartition(".")[2]
    part = _behind_version(data, part, name)
    ledger.add(part.kind, part.offset, part.size)
    if name not in _CONTAINERS:
        return
    if depth >= _MAX_DEPTH:
        raise BrokenFileError("ISO-BMFF: boxes nest too deeply")
    at, end = part.offset, part.offset + part.size
    while at < end and (head := box_header(data, at, end)):
        kind, body, at = head
        note_box(data, Part(f"{part.kind}.{kind}", body, at - body), ledger, depth=depth + 1)


def _behind_version(data: ByteSource, part: Part, name: str) -> Part:
    """Step behind the fields before the first inner box.

    ``meta`` has version and flags in ISO files and has not in QuickTime's; ``iinf`` has them and a count of 16 bits,
    in later versions of 32.
    """
    fields = 0
    if name == "meta" and data[part.offset + 4 : part.offset + 8] not in {b"hdlr", b"keys", b"ilst"}:
        fields = 4
    elif name == "iinf":
        fields = 8 if data[part.offset : part.offset + 1].strip(b"\x00") else 6
    fields = min(fields, part.size)
    return Part(part.kind, part.offset + fields, part.size - fields)


def _spatial_extent(part: Part, data: bytes, limits: Limits) -> tuple[int, int]:
    """Read an ``ispe`` (23008-12, 6.5.3): version and flags, width, height, 32 bits each."""
    payload = part.payload(data)
    width, height = int.from_bytes(payload[4:8], "big"), int.from_bytes(payload[8:12], "big")
    refuse_size(height, width, limits)
    return height, width


def _primary_extent(data: bytes, parts: list[Part], sizes: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the extent associated with the primary item; the largest one where no association can be read."""
    largest = max(sizes, key=lambda size: size[0] * size[1], default=None)
    pitm = next((part.payload(data) for part in parts if part.kind == "meta.pitm"), b"")
    ipma = next((part.payload(data) for part in parts if part.kind == "meta.iprp.ipma"), b"")
    primary = int.from_bytes(pitm[4:8] if pitm[:1] == b"\x01" else pitm[4:6], "big")
    properties = [part for part in parts if part.kind.startswith("meta.iprp.ipco.") and part.kind.count(".") == 3]
    order = [part.offset for part in parts if part.kind.endswith(".ispe")]
    for index in _associations(ipma, primary):
        if 0 < index <= len(properties) and properties[index - 1].offset in order:
            return sizes[order.index(properties[index - 1].offset)]
    return largest


def _associations(ipma: bytes, wanted: int) -> list[int]:
    """Return the property indices (from 1) of one item (23008-12, 9.3): sizes of fields follow version and flags."""
    id_bytes = 4 if ipma[:1] and ipma[0] else 2
    index_bytes = 2 if ipma[3:4] and ipma[3] & 1 else 1
    at = 8
    for _ in range(min(int.from_bytes(ipma[4:8], "big"), _MAX_ASSOCIATIONS)):
        if at + id_bytes >= len(ipma):
            break
        item = int.from_bytes(ipma[at : at + id_bytes], "big")
        first = at + id_bytes + 1
        at = first + index_bytes * ipma[first - 1]
        if item == wanted:
            mask = (1 << 8 * index_bytes - 1) - 1
            return [int.from_bytes(ipma[i : i + index_bytes], "big") & mask for i in range(first, at, index_bytes)]
    return []


def _frames(data: bytes, parts: list[Part], limits: Limits) -> int:
    """Count pictures: samples of an image sequence's longest track (``stsz``), else one."""
    counts = [
        int.from_bytes(data[part.offset + 8 : part.offset + 12], "big")
        for part in parts
        if part.kind.endswith((".stsz", ".stz2")) and part.size >= 12
    ]
    frames = max(counts, default=1)
    refuse_beyond("frames", frames, limits.frames)
    return max(frames, 1)
