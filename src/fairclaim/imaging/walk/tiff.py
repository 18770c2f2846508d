"""TIFF: the chain of directories with everything they point at, and what stands behind it (TIFF 6.0)."""

from fairclaim.domain.errors import BrokenFileError
from fairclaim.imaging.ifd import Directory, Entry, Order, byte_order, integers, read_directory
from fairclaim.imaging.limits import Limits
from fairclaim.imaging.structure import Structure
from fairclaim.imaging.walk.ledger import Ledger, refuse_beyond, refuse_size
from fairclaim.imaging.walk.tail import note_tail

_WIDTH, _HEIGHT = 256, 257
_STRIPS, _TILES = (273, 279), (324, 325)
_NESTED = {330: "SubIFD", 34665: "Exif", 34853: "GPS", 40965: "Interop"}
_MAX_STRIPS = 300_000
_MAX_NESTED = 64
_ENTRIES_PER_STEP = 16
_STRIPS_PER_STEP = 64


def walk_tiff(data: bytes, *, limits: Limits) -> Structure:
    """Walk a TIFF; each directory is a part (``IFD0``, ``IFD0.Exif``, ``IFD1`` …) after the ``header``.

    Raises
    ------
    BrokenFileError
        If the first directory is missing, states no size, or its pixels lie beyond the end.
    OverLimitError
        If a directory states a size, or the file holds more directories, than the limits allow.
    """
    order = byte_order(data)
    if order is None:
        raise BrokenFileError("TIFF: no header")
    return _TiffWalk(data, limits, order).run()


class _TiffWalk:
    def __init__(self, data: bytes, limits: Limits, order: Order) -> None:
        self.data = data
        self.limits = limits
        self.order = order
        self.ledger = Ledger(limits)
        self.seen: set[int] = set()
        self.reach = 8

    def run(self) -> Structure:
        self.ledger.add("header", 0, 8)
        first = self._directory(int.from_bytes(self.data[4:8], self.order), "IFD0")
        size = self._size(first) if first else None
        if first is None or size is None:
            raise BrokenFileError("TIFF: no picture in the first directory")
        self._require_pixels(first)
        frames = self._rest_of_chain(first)
        note_tail(self.data, min(self.reach, len(self.data)), self.ledger)
        return Structure(
            media_type="image/tiff",
            parts=tuple(self.ledger.parts),
            height=size[0],
            width=size[1],
            frames=frames,
            foreign=tuple(self.ledger.foreign),
        )

    def _rest_of_chain(self, directory: Directory) -> int:
        frames = 1
        following = self._directory(directory.next, f"IFD{frames}")
        while following is not None:
            frames += 1
            refuse_beyond("frames", frames, self.limits.frames)
            following = self._directory(following.next, f"IFD{frames}")
        return frames

    def _directory(self, offset: int, name: str) -> Directory | None:
        """Read one directory and those nested in it; None where there is none or it was met before."""
        if offset in self.seen:
            return None
        self.seen.add(offset)
        directory = read_directory(self.data, offset, self.order)
        if directory is None:
            return None
        self.ledger.add(name, offset, directory.size)
        self.ledger.step(len(directory.entries) // _ENTRIES_PER_STEP)
        self.reach = max(self.reach, offset + directory.size + 4)
        self._size(directory)
        for entry in directory.entries:
            self._follow(entry, name)
        for offsets, counts in (_STRIPS, _TILES):
            self._note_pixels(directory, offsets, counts)
        return directory

    def _follow(self, entry: Entry, name: str) -> None:
        if entry.is_whole:
            self.reach = max(self.reach, entry.offset + entry.size)
        if entry.tag in _NESTED and entry.is_whole and name.count(".") < 3:
            for offset in integers(self.data, entry, self.order, most=_MAX_NESTED):
                self._directory(offset, f"{name}.{_NESTED[entry.tag]}")

    def _size(self, directory: Directory) -> tuple[int, int] | None:
        sides = [self._number(directory, tag) for tag in (_HEIGHT, _WIDTH)]
        if not all(sides):
            return None
        height, width = sides
        refuse_size(height, width, self.limits)
        return height, width

    def _number(self, directory: Directory, tag: int) -> int:
        entry = directory.find(tag)
        values = integers(self.data, entry, self.order, most=1) if entry else ()
        return max(values[0], 0) if values else 0

    def _note_pixels(self, directory: Directory, offsets_tag: int, counts_tag: int) -> None:
        ends = self._pixel_ends(directory, offsets_tag, counts_tag)
        self.reach = max(self.reach, max(ends, default=0))

    def _pixel_ends(self, directory: Directory, offsets_tag: int, counts_tag: int) -> list[int]:
        offsets, counts = directory.find(offsets_tag), directory.find(counts_tag)
        if offsets is None or counts is None:
            return []
        self.ledger.step(min(offsets.count, _MAX_STRIPS) // _STRIPS_PER_STEP)
        starts = integers(self.data, offsets, self.order, most=_MAX_STRIPS)
        sizes = integers(self.data, counts, self.order, most=_MAX_STRIPS)
        return [start + size for start, size in zip(starts, sizes, strict=False)]

    def _require_pixels(self, directory: Directory) -> None:
        ends = self._pixel_ends(directory, *_STRIPS) or self._pixel_ends(directory, *_TILES)
        if not ends or max(ends) > len(self.data):
            raise BrokenFileError("TIFF: cut off in the pixels")
