"""Metadata carried by MP4, MOV and M4A: ``keys`` and ``ilst``, user data, XMP.

Sources: QuickTime File Format, "Metadata" and "User data"; ISO/IEC 14496-12, 8.10 and 8.11. The label of
TC260-PG-20257A is the key ``AIGC`` in ``moov.udta.meta``; other writers put ``meta`` directly under ``moov`` or leave
``keys`` out.
"""

from collections.abc import Iterator

from fairclaim.imaging.carriers.bmff import collect_bmff
from fairclaim.imaging.found import Found
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.structure import Part, Structure
from fairclaim.imaging.walk.bmff import box_header

_TEXT_TYPES = frozenset({0, 1, 2})  # implicit, UTF-8, UTF-16 ("Well-known types")
_UTF16 = 2
_MAX_ITEMS = 512
_STRUCTURAL = frozenset({"meta", "hdlr", "keys", "ilst", "free", "skip", "uuid"})


def collect_movie(data: ByteSource, structure: Structure, found: Found) -> None:
    """Read items, user boxes, and every ``meta`` and ``udta`` box, wherever it stands."""
    collect_bmff(data, structure, found)
    for part in structure.parts:
        parent, _, name = part.kind.rpartition(".")
        if name == "meta":
            _metadata_list(data, part, found)
        elif parent.endswith("udta") and name not in _STRUCTURAL:
            _user_data(data, part, name, found)


def _metadata_list(data: ByteSource, meta: Part, found: Found) -> None:
    inner = dict(_boxes(data, meta.offset, meta.offset + meta.size))
    keys = list(_keys(data, *inner["keys"])) if "keys" in inner else []
    for kind, (body, end) in _boxes(data, *inner.get("ilst", (0, 0))):
        index = int.from_bytes(kind.encode("latin-1"), "big")
        name = keys[index - 1] if 0 < index <= len(keys) else ""
        _item(data, body, end, name or _item_name(data, kind, body, end), found)


def _boxes(data: ByteSource, at: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield kind and extent of up to 512 boxes."""
    for _ in range(_MAX_ITEMS):
        head = box_header(data, at, end) if at < end else None
        if head is None:
            return
        kind, body, at = head
        yield kind, (body, at)


def _keys(data: ByteSource, body: int, end: int) -> Iterator[str]:
    """Yield the names of a ``keys`` box: version, flags, count, then size, namespace and name of each."""
    at = body + 8
    for _ in range(_MAX_ITEMS):
        size = int.from_bytes(data[at : at + 4], "big")
        if size < 8 or at + size > end:
            return
        yield data[at + 8 : at + min(size, 88)].decode("utf-8", "replace")
        at += size


def _item_name(data: ByteSource, kind: str, body: int, end: int) -> str:
    """Name an item without a key: the ``name`` box of a free-form item, else its own four characters."""
    for inner, (start, stop) in _boxes(data, body, end):
        if inner == "name":
            return data[start + 4 : min(stop, start + 84)].decode("utf-8", "replace")
    return kind if kind.isprintable() and kind.isascii() else ""


def _item(data: ByteSource, body: int, end: int, name: str, found: Found) -> None:
    """Keep the texts of one item: ``data`` boxes of type, locale, value."""
    for inner, (start, stop) in _boxes(data, body, end):
        kind = int.from_bytes(data[start : start + 4], "big")
        if inner == "data" and kind in _TEXT_TYPES and stop - start <= found.limits.text_bytes:
            value = data[start + 8 : stop]
            found.add_text("mp4:ilst", b"\xfe\xff" + value if kind == _UTF16 else value, keyword=name)


def _user_data(data: ByteSource, part: Part, name: str, found: Found) -> None:
    """Keep a box of user data: XMP, a QuickTime text (size and language in front), or anything else short."""
    if part.size > found.limits.text_bytes:
        return
    payload = part.payload(data)
    if name == "XMP_":
        found.add_xmp(payload)
    elif name.startswith("\xa9"):
        found.add_text("mp4:udta", payload[4 : 4 + int.from_bytes(payload[:2], "big")], keyword=name[1:])
    else:
        found.add_text("mp4:udta", payload.lstrip(b"\0"), keyword=name if name.isprintable() else "")
