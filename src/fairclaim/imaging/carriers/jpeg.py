"""Metadata carried by JPEG segments: EXIF, XMP and its extension, JUMBF, comments and makers' own blobs."""

import re

from fairclaim.imaging.found import Found
from fairclaim.imaging.structure import Structure

_XMP = b"http://ns.adobe.com/xap/1.0/\x00"
_EXTENDED_XMP = b"http://ns.adobe.com/xmp/extension/\x00"
_EXIF = b"Exif\x00"
_PACKET = re.compile(rb"(?:\xff\xfe)?<\x00?(?:\?\x00?x\x00?p|x\x00?:\x00?x)|\xfe\xff\x00<\x00[?x]")
"""Where a packet begins, in UTF-8 or UTF-16; some writers put it behind another head than the specification's."""

_HEAD_BYTES = 64
_NOT_TEXTS = {
    "APP0": (b"JFIF\x00", b"JFXX\x00"),
    "APP2": (b"ICC_PROFILE\x00", b"MPF\x00"),
    "APP14": (b"Adobe",),
}


def collect_jpeg(data: bytes, structure: Structure, found: Found) -> None:
    """Read APPn and COM segments."""
    extended: dict[bytes, _Extended] = {}
    for part in structure.parts:
        if part.kind != "COM" and not part.kind.startswith("APP"):
            continue
        payload = part.payload(data)
        if part.kind == "APP11" and payload.startswith(b"JP") and b"jum" in payload[:32]:
            found.has_c2pa = True
        elif part.kind == "APP1" and payload.startswith(_EXIF):
            found.add_exif(payload[6:])
        elif part.kind == "APP1" and payload.startswith(_XMP):
            found.add_xmp(payload[len(_XMP) :])
        elif part.kind == "APP1" and payload.startswith(_EXTENDED_XMP):
            _take_piece(extended, payload[len(_EXTENDED_XMP) :], found)
        elif part.kind.startswith("APP") and (begin := _PACKET.search(payload[:_HEAD_BYTES])):
            found.add_xmp(payload[begin.start() :])
        elif not payload.startswith(_NOT_TEXTS.get(part.kind, ())):
            found.add_text(f"jpeg:{part.kind}", payload)
    for packet in extended.values():
        found.add_xmp(packet.joined())


class _Extended:
    """Pieces of one extended packet (XMP specification part 3, 1.1.3.1)."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.pieces: dict[int, bytes] = {}

    def joined(self) -> bytes:
        """Return the packet where every byte of it came, else nothing."""
        reached = 0
        for offset, piece in sorted(self.pieces.items()):
            if offset != reached:
                return b""
            reached += len(piece)
        return b"".join(piece for _, piece in sorted(self.pieces.items())) if reached == self.length else b""


def _take_piece(extended: dict[bytes, _Extended], payload: bytes, found: Found) -> None:
    """Read 32 bytes of digest, full length (32), offset (32), then the piece."""
    digest, length, offset = payload[:32], int.from_bytes(payload[32:36], "big"), int.from_bytes(payload[36:40], "big")
    if len(payload) > 40 and length <= found.limits.xmp_bytes:
        extended.setdefault(digest, _Extended(length)).pieces.setdefault(offset, payload[40:])
