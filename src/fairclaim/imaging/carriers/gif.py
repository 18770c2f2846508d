"""Metadata carried by GIF extensions: comments, XMP, C2PA, and other applications' data."""

from fairclaim.imaging.found import Found
from fairclaim.imaging.structure import Structure

_IDENTIFIER_BYTES = 12  # length byte, 8 of application, 3 of authentication
_XMP, _C2PA = b"XMP DataXMP", b"C2PA_GIF"
_XMP_TRAILER_BYTES = 258
_NOT_TEXTS = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")


def collect_gif(data: bytes, structure: Structure, found: Found) -> None:
    """Read comment and application extensions (GIF89a, sections 24 and 26)."""
    after_pixels = False
    for part in structure.parts:
        if part.kind == "image":
            after_pixels = True
        elif part.kind == "comment":
            found.add_text("gif:comment", _joined(part.payload(data), found), after_pixels=after_pixels)
        elif part.kind == "application":
            _application(part.payload(data), found, after_pixels=after_pixels)


def _application(payload: bytes, found: Found, *, after_pixels: bool) -> None:
    identifier = payload[1:_IDENTIFIER_BYTES]
    if identifier == _XMP:
        # XMP specification part 3, 1.1.2: the packet stands bare, and a trailer leads block readers to the end.
        found.add_xmp(payload[_IDENTIFIER_BYTES:-_XMP_TRAILER_BYTES])
    elif identifier.startswith(_C2PA):
        found.has_c2pa = True
    elif identifier not in _NOT_TEXTS:
        text = _joined(payload[_IDENTIFIER_BYTES:], found)
        found.add_text("gif:application", text, keyword=identifier.decode("latin-1"), after_pixels=after_pixels)


def _joined(blocks: bytes, found: Found) -> bytes:
    """Join sub-blocks, up to what one text may hold."""
    pieces, at, kept = [], 0, 0
    while at < len(blocks) and blocks[at] and kept < found.limits.text_bytes:
        pieces.append(blocks[at + 1 : at + 1 + blocks[at]])
        kept += blocks[at]
        at += blocks[at] + 1
    return b"".join(pieces)
