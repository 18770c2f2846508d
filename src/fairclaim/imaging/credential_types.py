"""Which files can carry content credentials; apart, so that who only asks does not load the library."""

from collections.abc import Mapping
from typing import Final

FIRST_BYTES: Final[Mapping[str, tuple[int, tuple[bytes, ...]]]] = {
    "image/jpeg": (0, (b"\xff\xd8\xff",)),
    "image/png": (0, (b"\x89PNG\r\n\x1a\n",)),
    "image/webp": (8, (b"WEBP",)),
    "image/heic": (4, (b"ftyp",)),
    "image/heif": (4, (b"ftyp",)),
    "image/avif": (4, (b"ftyp",)),
    "video/mp4": (4, (b"ftyp",)),
    "video/quicktime": (4, (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")),
}
"""Media types of which credentials are read and written: where their signature stands, in bytes from the start, and what it may be."""
