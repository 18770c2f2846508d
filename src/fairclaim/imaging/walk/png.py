"""PNG: chunks up to IEND, and what stands behind it (W3C PNG, third edition, chapter 5)."""

from fairclaim.domain.errors import BrokenFileError
from fairclaim.imaging.limits import Limits
from fairclaim.imaging.structure import Structure
from fairclaim.imaging.walk.ledger import Ledger, refuse_beyond, refuse_size
from fairclaim.imaging.walk.tail import note_tail

_SIGNATURE_BYTES = 8
_IHDR_BYTES = 13


def walk_png(data: bytes, *, limits: Limits) -> Structure:
    """Walk a PNG; each chunk is a part. Checksums are the decoder's business.

    Raises
    ------
    BrokenFileError
        If IHDR does not come first, no IDAT follows, or the file ends before IEND.
    OverLimitError
        If IHDR states a size, or the file holds more parts or frames, than the limits allow.
    """
    ledger = Ledger(limits)
    height, width = _size(data)
    refuse_size(height, width, limits)
    at, frames, has_pixels = _SIGNATURE_BYTES, 1, False
    kind = ""
    while kind != "IEND":
        size = int.from_bytes(data[at : at + 4], "big")
        end = at + 12 + size
        if end > len(data):
            raise BrokenFileError(f"PNG: cut off in the chunk at byte {at}")
        kind = data[at + 4 : at + 8].decode("latin-1")
        ledger.add(kind, at + 8, size)
        has_pixels = has_pixels or kind == "IDAT"
        if kind == "acTL":
            frames = max(int.from_bytes(data[at + 8 : at + 12], "big"), 1)
            refuse_beyond("frames", frames, limits.frames)
        at = end
    if not has_pixels:
        raise BrokenFileError("PNG: no IDAT")
    note_tail(data, at, ledger)
    return Structure(
        media_type="image/png",
        parts=tuple(ledger.parts),
        height=height,
        width=width,
        frames=frames,
        foreign=tuple(ledger.foreign),
    )


def _size(data: bytes) -> tuple[int, int]:
    """Read width and height from IHDR, which stands first (11.2.1)."""
    if int.from_bytes(data[8:12], "big") != _IHDR_BYTES or data[12:16] != b"IHDR" or len(data) < 33:
        raise BrokenFileError("PNG: no IHDR")
    width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if not width or not height:
        raise BrokenFileError("PNG: zero size")
    return height, width
