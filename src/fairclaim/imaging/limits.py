"""What an honest photo never exceeds. Everything above is refused before a single pixel is decoded."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Upper bounds, each inclusive.

    Parameters
    ----------
    size_bytes : int
        Length of the file.
    pixels : int
        Height times width as the header states.
    side_px : int
        The longer side as the header states.
    frames : int
        Pictures in one file. Only the first is decoded; more than this is no photo.
    scans : int
        Passes of a progressive JPEG. Encoders write about ten; each costs time in proportion to the pixels.
    parts : int
        Segments, chunks, boxes or blocks in one file.
    text_bytes : int
        Kept of one text or EXIF value after decompression; the rest is cut off.
    texts_bytes : int
        Kept of all texts and EXIF values of one file together.
    xmp_bytes : int
        One XMP packet, joined; a larger one is left out because half a document cannot be read.
    decode_s : float
        Wall-clock time for one task in the sandbox, from the first byte sent to the last received.
    memory_bytes : int
        Address space of the decoding process.
    """

    size_bytes: int = 25_000_000
    pixels: int = 60_000_000
    side_px: int = 16_384
    frames: int = 2_000
    scans: int = 60
    parts: int = 50_000
    text_bytes: int = 1 << 20
    texts_bytes: int = 8 << 20
    xmp_bytes: int = 4 << 20
    decode_s: float = 20.0
    memory_bytes: int = 1_500_000_000


DEFAULT_LIMITS = Limits()
"""The limits that stand in the documentation."""
