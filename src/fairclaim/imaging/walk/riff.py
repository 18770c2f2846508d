"""WebP: RIFF chunks up to the stated size, and what stands behind it (RFC 9649)."""

from fairclaim.domain.errors import BrokenFileError
from fairclaim.imaging.limits import Limits
from fairclaim.imaging.structure import Structure
from fairclaim.imaging.walk.ledger import Ledger, refuse_beyond, refuse_size
from fairclaim.imaging.walk.tail import note_tail

_HEADER_BYTES = 12
_FRAME_HEADER_BYTES = 16


def walk_webp(data: bytes, *, limits: Limits) -> Structure:
    """Walk a WebP; each chunk is a part, those inside a frame are named ``ANMF.VP8`` and so on.

    Raises
    ------
    BrokenFileError
        If it is shorter than its header says, a chunk leaves it, or there is no picture.
    OverLimitError
        If a header states a size, or the file holds more frames or parts, than the limits allow.
    """
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data) or end < _HEADER_BYTES:
        raise BrokenFileError("WebP: shorter than its header says")
    walk = _WebpWalk(data, limits)
    walk.chunks(_HEADER_BYTES, end)
    if walk.size is None:
        raise BrokenFileError("WebP: no picture")
    note_tail(data, min(end + end % 2, len(data)), walk.ledger)
    height, width = walk.size
    return Structure(
        media_type="image/webp",
        parts=tuple(walk.ledger.parts),
        height=height,
        width=width,
        frames=max(walk.frames, 1),
        foreign=tuple(walk.ledger.foreign),
    )


class _WebpWalk:
    def __init__(self, data: bytes, limits: Limits) -> None:
        self.data = data
        self.limits = limits
        self.ledger = Ledger(limits)
        self.frames = 0
        self.size: tuple[int, int] | None = None

    def chunks(self, at: int, end: int, *, inside: str = "") -> None:
        while at + 8 <= end:
            kind = self.data[at : at + 4].decode("latin-1")
            size = int.from_bytes(self.data[at + 4 : at + 8], "little")
            if at + 8 + size > end:
                raise BrokenFileError(f"WebP: cut off in the chunk at byte {at}")
            self.ledger.add(inside + kind, at + 8, size)
            self._note_size(kind, at + 8, size)
            if kind == "ANMF" and not inside:
                self._frame(at + 8, size)
            at += 8 + size + size % 2
        if self.data[at:end].strip(b"\x00"):
            self.ledger.add_foreign("between", at, end - at)

    def _note_size(self, kind: str, offset: int, size: int) -> None:
        stated = _stated_size(self.data[offset : offset + min(size, 10)], kind)
        if stated is not None:
            refuse_size(*stated, self.limits)
            self.size = self.size or stated

    def _frame(self, offset: int, size: int) -> None:
        """Walk the chunks of one animation frame, behind its 16 bytes of place and timing; frames do not nest."""
        self.frames += 1
        refuse_beyond("frames", self.frames, self.limits.frames)
        self.chunks(offset + _FRAME_HEADER_BYTES, offset + size, inside="ANMF.")


def _stated_size(head: bytes, kind: str) -> tuple[int, int] | None:
    """Read (height, width) out of a VP8X, VP8L or VP8 chunk's first bytes; None where it states none."""
    if kind == "VP8X" and len(head) >= 10:
        return int.from_bytes(head[7:10], "little") + 1, int.from_bytes(head[4:7], "little") + 1
    if kind == "VP8L" and len(head) >= 5 and head[0] == 0x2F:
        bits = int.from_bytes(head[1:5], "little")
        return (bits >> 14 & 0x3FFF) + 1, (bits & 0x3FFF) + 1
    if kind == "VP8 " and len(head) >= 10 and head[3:6] == b"\x9d\x01\x2a":
        return int.from_bytes(head[8:10], "little") & 0x3FFF, int.from_bytes(head[6:8], "little") & 0x3FFF
    return None
