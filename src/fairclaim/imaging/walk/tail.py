"""What stands behind a picture's end: a phone's ordinary additions, padding, or foreign bytes.

Phones append to honest files: further pictures of the multi-picture format (CIPA DC-007), the clip of a motion photo,
a maker's own trailer. Only what can be recognised by its own structure or signature is called so; the rest is foreign.
"""

from collections.abc import Iterable

from fairclaim.imaging.walk.ledger import Ledger

_PADDING = b"\x00\xff \t\r\n"
_MAX_SEF_ENTRIES = 64
_MAX_CLIP_BOXES = 1000
_SIGNED_BEGINNINGS = (
    b"CANON OPTIONAL DATA\x00",  # Canon Digital Photo Professional, as ExifTool's CanonVRD module reads it
    b'vivo{"',  # vivo phones, a JSON record
)


def note_tail(data: bytes, start: int, ledger: Ledger, *, pictures: Iterable[tuple[int, int]] = ()) -> None:
    """Write down everything from ``start`` to the end of the file.

    Parameters
    ----------
    data : bytes
        The whole file.
    start : int
        First byte behind the picture.
    ledger : Ledger
        Receives the parts: ``mpf-image``, ``maker-trailer`` and ``padding`` are ordinary, ``trailing`` is foreign.
    pictures : iterable of (offset, size)
        Further pictures that the file itself declares.
    """
    known = _known_regions(data, start, pictures)
    at = start
    for kind, begin, end in known:
        _note_gap(data, at, begin, ledger)
        ledger.add(kind, begin, end - begin)
        at = end
    _note_gap(data, at, len(data), ledger)


def _known_regions(data: bytes, start: int, pictures: Iterable[tuple[int, int]]) -> list[tuple[str, int, int]]:
    regions = [
        ("mpf-image", offset, offset + size)
        for offset, size in pictures
        if offset >= start and offset + size <= len(data) and data.startswith(b"\xff\xd8\xff", offset)
    ]
    begin = _samsung_begin(data, start)
    if begin is not None:
        regions.append(("maker-trailer", begin, len(data)))
    return _disjoint(sorted(regions, key=lambda region: region[1]))


def _disjoint(regions: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    kept: list[tuple[str, int, int]] = []
    for region in regions:
        if not kept or region[1] >= kept[-1][2]:
            kept.append(region)
    return kept


def _samsung_begin(data: bytes, start: int) -> int | None:
    """Find where a Samsung trailer begins.

    It ends ``SEFH`` directory, u32 length of the directory, ``SEFT``. The directory holds u32 version, u32 count, then
    per block u16 0, u16 type, u32 distance back from ``SEFH``, u32 size (layout as read by ExifTool's Samsung module).
    """
    end = len(data)
    if end - start < 24 or data[-4:] != b"SEFT":
        return None
    length = int.from_bytes(data[-8:-4], "little")
    head = end - 8 - length
    count = int.from_bytes(data[head + 8 : head + 12], "little")
    if length < 12 or head < start or data[head : head + 4] != b"SEFH" or count > _MAX_SEF_ENTRIES:
        return None
    if length < 12 + 12 * count:
        return None
    back = [int.from_bytes(data[head + 16 + 12 * i : head + 20 + 12 * i], "little") for i in range(count)]
    begin = head - max(back, default=0)
    return begin if begin >= start else None


def _note_gap(data: bytes, begin: int, end: int, ledger: Ledger) -> None:
    if begin >= end:
        return
    if _is_padding(data, begin, end):
        ledger.add("padding", begin, end - begin)
    elif _is_signed_trailer(data, begin, end):
        ledger.add("maker-trailer", begin, end - begin)
    else:
        ledger.add_foreign("trailing", begin, end - begin)


def _is_padding(data: bytes, begin: int, end: int) -> bool:
    return not data[begin:end].strip(_PADDING)


def _is_signed_trailer(data: bytes, begin: int, end: int) -> bool:
    return data.startswith(_SIGNED_BEGINNINGS, begin) or _is_motion_clip(data, begin, end)


def _is_motion_clip(data: bytes, begin: int, end: int) -> bool:
    """Tell whether exactly one MP4 stands here: boxes from ``ftyp`` that fill the bytes, with a ``moov``."""
    if data[begin + 4 : begin + 8] != b"ftyp":
        return False
    kinds = set()
    at = begin
    for _ in range(_MAX_CLIP_BOXES):
        size = int.from_bytes(data[at : at + 4], "big")
        if size < 8 or at + size > end:
            return False
        kinds.add(data[at + 4 : at + 8])
        at += size
        if at == end:
            return b"moov" in kinds
    return False
