"""Name a file's type by its first bytes, never by its name.

Only formats with a walker and a decoder are accepted. Others are named when refused, so that the sender learns what
was wrong. Signatures come from the formats' own specifications (T.81, PNG 3, RFC 9649, GIF89a, TIFF 6.0,
ISO/IEC 14496-12 and 23008-12). No library is asked: magic-number packages call HEIC and AVIF "video/mp4".
"""

import re

from fairclaim.domain.errors import EmptyFileError, UnknownFormatError

PICTURES = frozenset(
    {
        "image/jpeg",
        "image/png",
        "image/webp",
        "image/gif",
        "image/tiff",
        "image/heic",
        "image/heif",
        "image/avif",
    }
)
"""Media types that ``sniff`` can answer."""

_ACCEPTED: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)

_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"BM", "BMP"),
    (b"\x00\x00\x01\x00", "ICO"),
    (b"8BPS", "PSD"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\x00\x00\x00\x0cJXL ", "JPEG XL"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"II+\x00", "BigTIFF"),
    (b"MM\x00+", "BigTIFF"),
    (b"\x1aE\xdf\xa3", "Matroska / WebM"),
    (b"FLV\x01", "FLV"),
    (b"OggS", "Ogg"),
    (b"ID3", "MP3"),
    (b"MZ", "Windows EXE"),
    (b"\x7fELF", "ELF"),
    (b"\xcf\xfa\xed\xfe", "Mach-O"),
    (b"%!PS", "PostScript"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Microsoft Office (OLE)"),
)

_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
_HEIF_BRANDS = frozenset({b"mif1", b"msf1", b"mif2"})
_MARKUP = re.compile(rb"<\s*(svg|!doctype\s+html|html|script|body|head|\?xml)", re.IGNORECASE)
_LOOK_BYTES = 1024


def sniff(data: bytes) -> str:
    """Return the media type of a picture that we read.

    Parameters
    ----------
    data : bytes
        The whole file, or at least its first kibibyte.

    Returns
    -------
    str
        One of `PICTURES`.

    Raises
    ------
    EmptyFileError
        If there is no byte.
    UnknownFormatError
        If it is something else; ``found`` says what.

    Examples
    --------
    >>> sniff(b"GIF89a" + bytes(20))
    'image/gif'
    """
    if not data:
        raise EmptyFileError
    for signature, media_type in _ACCEPTED:
        if data.startswith(signature):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp" and (found := _bmff_picture(data)):
        return found
    raise UnknownFormatError(name_of(data))


def _bmff_picture(data: bytes) -> str | None:
    """Read the brands of a ``ftyp`` box (ISO/IEC 14496-12, 4.3); the major brand decides, then the compatible ones."""
    size = min(int.from_bytes(data[:4], "big"), 512)
    brands = [data[8:12], *(data[i : i + 4] for i in range(16, size - 3, 4))]
    for family, media_type in (
        (_AVIF_BRANDS, "image/avif"),
        (_HEIC_BRANDS, "image/heic"),
    ):
        if brands[0] in family:
            return media_type
    if brands[0] not in _HEIF_BRANDS:
        return None
    if _AVIF_BRANDS.intersection(brands):
        return "image/avif"
    return "image/heic" if _HEIC_BRANDS.intersection(brands) else "image/heif"


def name_of(data: bytes) -> str:
    """Say what a file that is none of ours looks like."""
    for signature, name in _REFUSED:
        if data.startswith(signature):
            return name
    if data[:4] == b"RIFF":
        return {b"AVI ": "AVI", b"WAVE": "WAV"}.get(data[8:12], "RIFF")
    if data[4:8] == b"ftyp":
        return "QuickTime MOV" if data[8:12] == b"qt  " else "MP4"
    if data[4:8] in {b"moov", b"mdat", b"wide", b"free"}:
        return "QuickTime MOV"
    return _markup_name(data) or _text_or_bytes(data)


def _markup_name(data: bytes) -> str | None:
    head = data[:_LOOK_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if not head.startswith(b"<"):
        return None
    tags = {match.group(1).lower() for match in _MARKUP.finditer(head)}
    if b"svg" in tags:
        return "SVG"
    return "XML" if tags == {b"?xml"} else "HTML"


def _text_or_bytes(data: bytes) -> str:
    head = data[:_LOOK_BYTES]
    if b"\x00" not in head and not any(byte < 0x20 and byte not in b"\t\r\n\x0c\x1b" for byte in head):
        return "JSON" if head.lstrip().startswith((b"{", b"[")) else "TXT"
    return "0x" + head[:8].hex()
