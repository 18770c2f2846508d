"""GIF: blocks up to the trailer, and what stands behind it (GIF89a specification)."""

from fairclaim.domain.errors import BrokenFileError
from fairclaim.imaging.limits import Limits
from fairclaim.imaging.structure import Structure
from fairclaim.imaging.walk.ledger import Ledger, refuse_beyond, refuse_size
from fairclaim.imaging.walk.tail import note_tail

_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
_EXTENSIONS = {0xF9: "control", 0xFE: "comment", 0x01: "plain-text", 0xFF: "application"}
_MAX_SUB_BLOCKS = 1_000_000


def walk_gif(data: bytes, *, limits: Limits) -> Structure:
    """Walk a GIF; each extension (``comment``, ``application`` …) and each ``image`` is a part.

    A part's payload runs from behind its label to its last sub-block, length bytes included. A missing trailer
    is forgiven, as every reader does.

    Raises
    ------
    BrokenFileError
        If it ends inside a block, an unknown block begins, or there is no picture.
    OverLimitError
        If a header states a size, or the file holds more frames or blocks, than the limits allow.
    """
    return _GifWalk(data, limits).run()


class _GifWalk:
    def __init__(self, data: bytes, limits: Limits) -> None:
        self.data = data
        self.limits = limits
        self.ledger = Ledger(limits)
        self.frames = 0
        self.sub_blocks = 0

    def run(self) -> Structure:
        if len(self.data) < 13:
            raise BrokenFileError("GIF: no header")
        width, height = int.from_bytes(self.data[6:8], "little"), int.from_bytes(self.data[8:10], "little")
        refuse_size(height, width, self.limits)
        at = 13 + _table_bytes(self.data[10])
        while at < len(self.data) and self.data[at] != _TRAILER:
            at = self._block(at)
        if not self.frames:
            raise BrokenFileError("GIF: no picture")
        note_tail(self.data, min(at + 1, len(self.data)), self.ledger)
        return Structure(
            media_type="image/gif",
            parts=tuple(self.ledger.parts),
            height=height or None,
            width=width or None,
            frames=self.frames,
            foreign=tuple(self.ledger.foreign),
        )

    def _block(self, at: int) -> int:
        if self.data[at] == _EXTENSION and at + 1 < len(self.data):
            end = self._sub_blocks(at + 2)
            label = self.data[at + 1]
            self.ledger.add(_EXTENSIONS.get(label, f"extension-{label:02X}"), at + 2, end - at - 2)
            return end
        if self.data[at] == _IMAGE and at + 11 < len(self.data):
            return self._image(at)
        raise BrokenFileError(f"GIF: no block at byte {at}")

    def _image(self, at: int) -> int:
        """Read an image descriptor (left, top, width, height, flags), local table and LZW data (section 20-22)."""
        left, top, width, height = (int.from_bytes(self.data[at + i : at + i + 2], "little") for i in (1, 3, 5, 7))
        refuse_size(top + height, left + width, self.limits)
        self.frames += 1
        refuse_beyond("frames", self.frames, self.limits.frames)
        end = self._sub_blocks(at + 11 + _table_bytes(self.data[at + 9]))
        self.ledger.add("image", at + 1, end - at - 1)
        return end

    def _sub_blocks(self, at: int) -> int:
        data, end = self.data, len(self.data)
        count = self.sub_blocks
        while at < end and data[at]:
            at += data[at] + 1
            count += 1
            if count > _MAX_SUB_BLOCKS:
                refuse_beyond("parts", count, _MAX_SUB_BLOCKS)
        self.sub_blocks = count
        if at >= end:
            raise BrokenFileError("GIF: cut off")
        return at + 1


def _table_bytes(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0
