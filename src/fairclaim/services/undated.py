"""A file as a judge gets it before the own judgement: the same picture, without the moments that it states of itself.

A second look shows a claim as if it were new, with every moment shifted. A photo that says when it was taken would give it away,
so nobody who has not judged yet is told, in a first look as little as in a second: what metadata says belongs to the findings,
which come after the own judgement. The original is not touched; pixels, sizes and all other metadata stay as they are.

Blanked are the texts of Exif and XMP, the date of IPTC, times of ISO films, and text and time chunks of PNG, which may be
compressed. A maker's own binary notes are not read.
"""

import re
import zlib
from typing import Final

_DIGIT: Final = re.compile(rb"\d")
_EXIF: Final = re.compile(rb"(?<!\d)(?:19|20)\d\d:[01]\d:[0-3]\d(?: [0-2]\d:[0-5]\d:[0-6]\d)?(?=\x00)")
"""Exif 2.3, table 4: a moment that is not known has blanks for its digits."""
_ISO: Final = re.compile(rb"(?<!\d)(?:19|20)\d\d-[01]\d-[0-3]\d(?:[T ][0-2]\d:[0-5]\d(?::[0-6]\d)?)?(?!\d)")
_IPTC: Final = re.compile(rb"\x1c\x02[\x37\x3e]\x00\x08\d{8}")
"""IPTC-IIM 4.2, data sets 2:55 (created) and 2:62 (digitised): eight digits."""
_FILM: Final = re.compile(rb"(?:mvhd|tkhd|mdhd)(?:\x00.{3}.{8}|\x01.{3}.{16})", re.DOTALL)
"""ISO/IEC 14496-12, 8.2.2 and after: version, flags, then creation and modification time of 4 or 8 bytes each."""
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_SAYS: Final = frozenset({b"tIME", b"tEXt", b"zTXt", b"iTXt"})


def undated(data: bytes) -> bytes:
    r"""Return a file without the moments that it states.

    Examples
    --------
    >>> undated(b"...2026:03:01 12:30:00\x00...")
    b'...    :  :     :  :  \x00...'
    """
    if data.startswith(_PNG):
        return _undated_png(data)
    if data[4:8] == b"ftyp":
        data = _FILM.sub(_without_times, data)
    return _without_texts(data)


def _without_texts(data: bytes) -> bytes:
    blank = _EXIF.sub(lambda found: _DIGIT.sub(b" ", found[0]), data)
    blank = _ISO.sub(lambda found: _DIGIT.sub(b"0", found[0]), blank)
    return _IPTC.sub(lambda found: found[0][:5] + b"00000000", blank)


def _without_times(found: "re.Match[bytes]") -> bytes:
    return found[0][:8] + bytes(len(found[0]) - 8)


def _undated_png(data: bytes) -> bytes:
    """Leave text and time chunks out; a changed chunk gets a new checksum. What is no whole chunk stays as it is."""
    out, at = [data[:8]], 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4])
        end = at + 12 + length
        kind, payload = data[at + 4 : at + 8], data[at + 8 : end - 4]
        if end > len(data):
            break
        if kind == b"eXIf":
            payload = _without_texts(payload)
            out.append(data[at : at + 8] + payload + zlib.crc32(kind + payload).to_bytes(4))
        elif kind not in _PNG_SAYS:
            out.append(data[at:end])
        at = end
    return b"".join((*out, data[at:]))
