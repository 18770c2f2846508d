"""What a file says that it is, by its first bytes: a label for readers of a bundle, and a decision about nothing."""

from typing import Final

_HEADS: Final = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF8", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (8, b"heic", "image/heic"),
    (8, b"mif1", "image/heic"),
    (8, b"avif", "image/avif"),
    (4, b"ftyp", "video/mp4"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"\x1aE\xdf\xa3", "video/x-matroska"),
)
_EXTENSIONS: Final = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/heic": "heic",
    "image/avif": "avif",
    "image/tiff": "tif",
    "video/mp4": "mp4",
    "video/x-matroska": "mkv",
}
UNKNOWN: Final = "application/octet-stream"


def media_type_of(data: bytes) -> str:
    """Return the media type that the first bytes suggest.

    Examples
    --------
    >>> media_type_of(bytes.fromhex("ffd8ffe0"))
    'image/jpeg'
    """
    return next((found for at, head, found in _HEADS if data[at : at + len(head)] == head), UNKNOWN)


def extension_of(media_type: str) -> str:
    """Return how the name of such a file ends, without a dot."""
    return _EXTENSIONS.get(media_type, "bin")
