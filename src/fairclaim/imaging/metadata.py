"""What a file says about itself, read from the original bytes without decoding any pixel."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

ExifValue = str | int | float | bytes | tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TextEntry:
    """A named text that a file carries.

    Parameters
    ----------
    carrier : str
        Where it sits: ``png:tEXt``, ``png:zTXt``, ``png:iTXt``, ``jpeg:COM``, ``jpeg:APP1`` (a blob that is neither EXIF nor XMP),
        ``gif:comment``, ``exif:UserComment``, ``exif:ImageDescription`` …
    keyword : str
        PNG keyword; "" where the carrier has none.
    value : bytes
        Undecoded, decompressed (at most 1 MiB is kept).
    after_pixels : bool
        True where it stands behind the picture data (a PNG chunk after IDAT).
    """

    carrier: str
    keyword: str
    value: bytes
    after_pixels: bool = False


@dataclass(frozen=True, slots=True)
class JpegCoding:
    """How a JPEG was compressed.

    Parameters
    ----------
    tables : mapping of int to tuple of 64 int
        Quantisation tables by id, in natural (row-major) order.
    quality : int
        Estimated libjpeg quality of the luminance table, 1 to 100.
    is_standard : bool
        True where the tables are exactly libjpeg's (Annex K scaled) at ``quality``.
    subsampling : str
        ``4:4:4``, ``4:2:2``, ``4:2:0``, ``4:0:0``, or ``other``.
    is_progressive : bool
        SOF2 rather than SOF0/SOF1.
    """

    tables: Mapping[int, tuple[int, ...]]
    quality: int
    is_standard: bool
    subsampling: str
    is_progressive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Everything a file states.

    Parameters
    ----------
    exif : mapping of str to ExifValue
        By EXIF tag name (``Make``, ``DateTimeOriginal``, ``UserComment``, ``GPSLatitude`` …); IFD0, Exif, GPS and, prefixed
        ``Thumbnail.``, IFD1.
    thumbnail : bytes or None
        The embedded EXIF JPEG thumbnail.
    xmp : tuple of bytes
        Each packet's XML, extended XMP already joined.
    texts : tuple of TextEntry
        Texts and blobs outside EXIF and XMP, plus EXIF UserComment and ImageDescription as raw bytes.
    jpeg : JpegCoding or None
        For JPEG files.
    has_c2pa : bool
        True where a JUMBF / C2PA container is present.
    """

    exif: Mapping[str, ExifValue] = field(default_factory=lambda: MappingProxyType({}))
    thumbnail: bytes | None = None
    xmp: tuple[bytes, ...] = ()
    texts: tuple[TextEntry, ...] = ()
    jpeg: JpegCoding | None = None
    has_c2pa: bool = False
