"""What a file is made of, part by part to its last byte: the common answer of all walkers."""

from dataclasses import dataclass

from fairclaim.imaging.source import ByteSource


@dataclass(frozen=True, slots=True)
class Part:
    """One segment, chunk or box.

    Parameters
    ----------
    kind : str
        As the format names it: ``APP1``, ``DQT``, ``SOS`` (JPEG), ``IHDR``, ``tEXt`` (PNG), ``VP8X``, ``XMP `` (WebP),
        ``ftyp``, ``moov.udta.meta`` (ISO-BMFF, dotted path), ``IFD0`` (TIFF), ``comment`` (GIF).
    offset, size : int
        Where its payload (without marker, length and checksum) lies in the file, in bytes.
    """

    kind: str
    offset: int
    size: int

    def payload(self, data: ByteSource) -> bytes:
        """Return the payload's bytes out of the whole file."""
        return data[self.offset : self.offset + self.size]


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """A walked file.

    Parameters
    ----------
    media_type : str
        By content, never by name.
    parts : tuple of Part
        In file order, the nested ones after their parent.
    height, width : int or None
        As the header states, before orientation; None where the header does not say.
    frames : int
        Pictures in the file (1 for a still photo).
    scans : int
        JPEG scans; 1 elsewhere.
    foreign : tuple of Part
        Bytes that do not belong to the picture: behind its end (``kind`` "trailing"), or between parts.
    """

    media_type: str
    parts: tuple[Part, ...]
    height: int | None
    width: int | None
    frames: int = 1
    scans: int = 1
    foreign: tuple[Part, ...] = ()
