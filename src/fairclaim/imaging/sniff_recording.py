"""Name a film's or sound's type by its first bytes.

No recording is decoded here, and none is examined as a photo; but what its metadata states can be read. Signatures
come from ISO/IEC 14496-12, RFC 8794 (EBML), Microsoft's RIFF, Adobe's FLV 10.1, id3.org, RFC 3533 and RFC 9639.
"""

from fairclaim.domain.errors import UnknownFormatError
from fairclaim.imaging.sniff import name_of
from fairclaim.imaging.source import ByteSource

MOVIES = frozenset({"video/mp4", "video/quicktime", "audio/mp4"})
"""ISO base media files."""

RECORDINGS = MOVIES | {
    "video/x-matroska",
    "video/webm",
    "video/x-msvideo",
    "video/x-flv",
    "audio/wav",
    "audio/mpeg",
    "audio/flac",
    "audio/ogg",
}
"""Media types that ``sniff_recording`` can answer."""

_SIGNATURES = (
    (b"FLV\x01", "video/x-flv"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"OggS", "audio/ogg"),
)
_RIFF_FORMS = {b"AVI ": "video/x-msvideo", b"AVIX": "video/x-msvideo", b"WAVE": "audio/wav"}
_QUICKTIME_BOXES = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})
_SOUND_BRANDS = frozenset({b"M4A ", b"M4B ", b"M4P "})


def sniff_recording(data: ByteSource) -> str:
    r"""Return the media type of a recording whose metadata we read.

    Raises
    ------
    UnknownFormatError
        If it is something else.

    Examples
    --------
    >>> sniff_recording(b"RIFF\x04\0\0\0WAVE")
    'audio/wav'
    """
    head = data[:64]
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return media_type
    if head.startswith(b"\x1aE\xdf\xa3"):
        return "video/webm" if b"\x42\x82\x84webm" in head else "video/x-matroska"
    if head[:4] in {b"RIFF", b"RF64"} and head[8:12] in _RIFF_FORMS:
        return _RIFF_FORMS[head[8:12]]
    if head[4:8] == b"ftyp":
        return _movie_type(head[8:12])
    if head[4:8] in _QUICKTIME_BOXES:
        return "video/quicktime"
    if _is_mpeg_frame(head):
        return "audio/mpeg"
    raise UnknownFormatError(name_of(data[:1024]))


def _movie_type(brand: bytes) -> str:
    if brand == b"qt  ":
        return "video/quicktime"
    return "audio/mp4" if brand in _SOUND_BRANDS else "video/mp4"


def _is_mpeg_frame(head: bytes) -> bool:
    """Tell whether an MPEG audio frame header stands here (ISO/IEC 11172-3, 2.4.2.3): sync, layer, rate, frequency."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    has_version, has_layer = head[1] >> 3 & 3 != 1, head[1] >> 1 & 3 != 0
    return has_version and has_layer and head[2] >> 4 not in {0, 15} and head[2] >> 2 & 3 != 3
