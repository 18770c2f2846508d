"""Metadata carried by WebP chunks: EXIF, XMP, C2PA, and chunks that the format does not know."""

from fairclaim.imaging.found import Found
from fairclaim.imaging.structure import Structure

_KNOWN = frozenset({"VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"})


def collect_webp(data: bytes, structure: Structure, found: Found) -> None:
    """Read the chunks of RFC 9649, 2.7.1.5, and keep unknown ones as texts."""
    after_pixels = False
    for part in structure.parts:
        if part.kind == "EXIF":
            found.add_exif(part.payload(data))
        elif part.kind == "XMP ":
            found.add_xmp(part.payload(data))
        elif part.kind == "C2PA":
            found.has_c2pa = True
        elif part.kind in _KNOWN:
            after_pixels = after_pixels or part.kind in {"VP8 ", "VP8L", "ANMF"}
        elif "." not in part.kind:
            found.add_text(f"webp:{part.kind}", part.payload(data), after_pixels=after_pixels)
