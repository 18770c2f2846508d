"""Metadata carried by HEIC, HEIF and AVIF: Exif and XMP items (ISO/IEC 23008-12, annex A), and ``uuid`` boxes."""

from collections.abc import Iterator

from fairclaim.imaging.found import Found
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.structure import Part, Structure

_XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_C2PA_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_XMP_TYPES = (b"application/rdf+xml", b"text/xml", b"application/xml")
_MAX_ITEMS = 8
_MAX_EXTENTS = 8192


def collect_bmff(data: ByteSource, structure: Structure, found: Found) -> None:
    """Read metadata items through ``iinf`` and ``iloc``, then ``uuid`` boxes."""
    idat = next((part.offset for part in structure.parts if part.kind == "meta.idat"), 0)
    iloc = next((part.payload(data) for part in structure.parts if part.kind == "meta.iloc"), b"")
    wanted = dict(list(_metadata_items(data, structure))[:_MAX_ITEMS])
    for item, extents in _locations(iloc, frozenset(wanted), idat):
        content = _content(data, extents, found.limits.xmp_bytes)
        if wanted[item] == "exif":
            found.add_exif(content[4 + int.from_bytes(content[:4], "big") :])
        else:
            found.add_xmp(content)
    for part in structure.parts:
        if part.kind.rpartition(".")[2] == "uuid":
            _user_box(data, part, found)


def _user_box(data: ByteSource, part: Part, found: Found) -> None:
    user_type = data[part.offset : part.offset + 16]
    if user_type == _XMP_UUID and part.size <= found.limits.xmp_bytes:
        found.add_xmp(part.payload(data)[16:])
    found.has_c2pa = found.has_c2pa or user_type == _C2PA_UUID


def _metadata_items(data: ByteSource, structure: Structure) -> Iterator[tuple[int, str]]:
    """Yield id and sort of each ``infe`` that names metadata (ISO/IEC 14496-12, 8.11.6, versions 2 and 3)."""
    for part in structure.parts:
        if part.kind != "meta.iinf.infe":
            continue
        payload = part.payload(data)
        id_bytes = 4 if payload[:1] == b"\x03" else 2
        item = int.from_bytes(payload[4 : 4 + id_bytes], "big")
        kind, rest = payload[6 + id_bytes : 10 + id_bytes], payload[10 + id_bytes :]
        if kind == b"Exif":
            yield item, "exif"
        elif kind == b"mime" and rest.partition(b"\x00")[2].startswith(_XMP_TYPES):
            yield item, "xmp"


def _locations(iloc: bytes, wanted: frozenset[int], idat: int) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Yield (offset, size) of the extents of each wanted item (14496-12, 8.11.3)."""
    version = iloc[0] if iloc else 0
    reader = _Fields(iloc, at=4)
    offset_bytes, length_bytes = divmod(reader.number(1), 16)
    base_bytes, index_bytes = divmod(reader.number(1), 16)
    room = _MAX_EXTENTS
    for _ in range(min(reader.number(4 if version == 2 else 2), _MAX_EXTENTS)):
        if reader.is_over:
            return
        item = reader.number(4 if version == 2 else 2)
        method = reader.number(2) & 15 if version in {1, 2} else 0
        reader.number(2)
        base = reader.number(base_bytes) + (idat if method == 1 else 0)
        extents = []
        for _ in range(reader.number(2)):
            room -= 1
            if reader.is_over or room < 0:
                return
            if version in {1, 2}:
                reader.number(index_bytes)
            extents.append((base + reader.number(offset_bytes), reader.number(length_bytes)))
        if item in wanted and method < 2:
            yield item, extents


class _Fields:
    """Big-endian numbers one after another; beyond the end they read as nothing."""

    def __init__(self, block: bytes, *, at: int) -> None:
        self.block = block
        self.at = at

    @property
    def is_over(self) -> bool:
        return self.at >= len(self.block)

    def number(self, width: int) -> int:
        value = int.from_bytes(self.block[self.at : self.at + width], "big")
        self.at += width
        return value


def _content(data: ByteSource, extents: list[tuple[int, int]], most: int) -> bytes:
    pieces, room = [], most
    for offset, size in extents:
        pieces.append(data[offset : offset + min(size, room)])
        room -= len(pieces[-1])
        if room <= 0:
            break
    return b"".join(pieces)
