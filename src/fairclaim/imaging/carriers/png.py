"""Metadata carried by PNG chunks: tEXt, zTXt, iTXt before and behind the pixels, eXIf, caBX."""

import binascii

from fairclaim.imaging.found import Found
from fairclaim.imaging.structure import Structure

_XMP_KEYWORD = "XML:com.adobe.xmp"
_RAW_PROFILE = "Raw profile type "


def collect_png(data: bytes, structure: Structure, found: Found) -> None:
    """Read text chunks (PNG 11.3.3), eXIf (11.3.4.5) and the C2PA chunk caBX."""
    after_pixels = False
    for part in structure.parts:
        if part.kind == "IDAT":
            after_pixels = True
        elif part.kind == "caBX":
            found.has_c2pa = True
        elif part.kind == "eXIf":
            found.add_exif(part.payload(data))
        elif part.kind in {"tEXt", "zTXt", "iTXt"}:
            keyword, value = _text(part.kind, part.payload(data), found)
            _add(found, part.kind, keyword, value, after_pixels=after_pixels)


def _text(kind: str, payload: bytes, found: Found) -> tuple[str, bytes]:
    raw_keyword, _, rest = payload.partition(b"\x00")
    keyword = raw_keyword[:79].decode("latin-1")
    if kind == "zTXt":
        return keyword, found.inflate(rest[1:])
    if kind == "tEXt":
        return keyword, rest
    is_packed, (_, _, behind_language) = rest[:1] == b"\x01", rest[2:].partition(b"\x00")
    text = behind_language.partition(b"\x00")[2]
    return keyword, found.inflate(text) if is_packed else text


def _add(found: Found, kind: str, keyword: str, value: bytes, *, after_pixels: bool) -> None:
    if keyword == _XMP_KEYWORD:
        found.add_xmp(value)
        return
    found.add_text(f"png:{kind}", value, keyword=keyword, after_pixels=after_pixels)
    if keyword.startswith(_RAW_PROFILE):
        _add_raw_profile(found, keyword.removeprefix(_RAW_PROFILE), value)


def _add_raw_profile(found: Found, profile: str, value: bytes) -> None:
    """Read ImageMagick's way of keeping a profile: name, length, then hexadecimal digits in lines."""
    lines = value.strip().split(b"\n", 2)
    if len(lines) < 3:
        return
    try:
        block = binascii.unhexlify(b"".join(lines[2].split()))
    except binascii.Error:
        return
    if profile in {"exif", "APP1"}:
        found.add_exif(block)
    if profile == "xmp":
        found.add_xmp(block)
