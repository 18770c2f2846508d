"""JPEG: marker segments and entropy-coded data up to EOI, and what stands behind it (ITU-T T.81, annex B)."""

import re

from fairclaim.domain.errors import BrokenFileError
from fairclaim.imaging.ifd import byte_order, read_directory
from fairclaim.imaging.limits import Limits
from fairclaim.imaging.structure import Part, Structure
from fairclaim.imaging.walk.ledger import Ledger, refuse_beyond, refuse_size
from fairclaim.imaging.walk.tail import note_tail

SOI, EOI, SOS, DNL = 0xD8, 0xD9, 0xDA, 0xDC
FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}

_NAMES = {
    0xC4: "DHT",
    0xC8: "JPG",
    0xCC: "DAC",
    0xDB: "DQT",
    0xDC: "DNL",
    0xDD: "DRI",
    0xDE: "DHP",
    0xDF: "EXP",
    0xFE: "COM",
    SOS: "SOS",
    **{marker: f"SOF{marker - 0xC0}" for marker in FRAME_HEADERS},
    **{0xE0 + n: f"APP{n}" for n in range(16)},
    **{0xF0 + n: f"JPG{n}" for n in range(14)},
}
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xff]")
_END_OF_CODED_DATA = re.compile(rb"\xff[\xc0-\xcf\xd8-\xfe]")
_MPF_ENTRIES, _MPF_ENTRY_BYTES, _MPF_MAX_PICTURES = 0xB002, 16, 64


def walk_jpeg(data: bytes, *, limits: Limits) -> Structure:
    """Walk a JPEG.

    Each marker segment is a part; ``ECS`` is a scan's entropy-coded data.

    Raises
    ------
    BrokenFileError
        If it ends before EOI, has no frame header or scan, or more than one frame header.
    OverLimitError
        If the header states a size, or the file holds more scans or parts, than the limits allow.
    """
    return _JpegWalk(data, limits).run()


class _JpegWalk:
    """One pass over the bytes; ``at`` only moves forward."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.data = data
        self.limits = limits
        self.ledger = Ledger(limits)
        self.at = 2
        self.scans = 0
        self.size: tuple[int, int] | None = None
        self.pictures: list[tuple[int, int]] = []

    def run(self) -> Structure:
        while (marker := self._next_marker()) != EOI:
            if marker == SOI:
                raise BrokenFileError("JPEG: second SOI before EOI")
            if marker not in _STANDALONE:
                self._segment(marker)
        self.ledger.add("EOI", self.at, 0)
        if self.size is None or not self.scans:
            raise BrokenFileError("JPEG: no picture before EOI")
        note_tail(self.data, self.at, self.ledger, pictures=self.pictures)
        height, width = self.size
        return Structure(
            media_type="image/jpeg",
            parts=tuple(self.ledger.parts),
            height=height or None,
            width=width or None,
            scans=self.scans,
            foreign=tuple(self.ledger.foreign),
        )

    def _next_marker(self) -> int:
        """Step behind the next marker; bytes before it belong to nothing (fill bytes 0xFF aside)."""
        found = _NEXT_MARKER.search(self.data, self.at)
        if found is None:
            raise BrokenFileError("JPEG: no EOI")
        loose = self.data[self.at : found.start()]
        if loose.strip(b"\xff\x00"):
            self.ledger.add_foreign("between", self.at, len(loose))
        self.ledger.step()
        self.at = found.end()
        return self.data[found.end() - 1]

    def _segment(self, marker: int) -> None:
        length = int.from_bytes(self.data[self.at : self.at + 2], "big")
        end = self.at + length
        name = _NAMES.get(marker, f"0xFF{marker:02X}")
        if length < 2 or end > len(self.data):
            raise BrokenFileError(f"JPEG: {name} at byte {self.at - 2} has no room")
        part = self.ledger.add(name, self.at + 2, length - 2)
        self.at = end
        if marker in FRAME_HEADERS:
            self._frame_header(part)
        elif marker == SOS:
            self._coded_data()
        elif marker == DNL and self.size and not self.size[0]:
            self._set_size(int.from_bytes(part.payload(self.data)[:2], "big"), self.size[1])
        elif name == "APP2" and self.data.startswith(b"MPF\x00", part.offset):
            self.pictures.extend(declared_pictures(self.data, part))

    def _frame_header(self, part: Part) -> None:
        """Read T.81 B.2.2: precision (8), lines (16), samples per line (16)."""
        if self.size is not None:
            raise BrokenFileError("JPEG: more than one frame header")
        payload = part.payload(self.data)
        if len(payload) < 6:
            raise BrokenFileError("JPEG: frame header too short")
        self._set_size(int.from_bytes(payload[1:3], "big"), int.from_bytes(payload[3:5], "big"))

    def _set_size(self, height: int, width: int) -> None:
        refuse_size(height, width, self.limits)
        self.size = (height, width)

    def _coded_data(self) -> None:
        found = _END_OF_CODED_DATA.search(self.data, self.at)
        if found is None:
            raise BrokenFileError("JPEG: no EOI")
        self.ledger.add("ECS", self.at, found.start() - self.at)
        self.at = found.start()
        self.scans += 1
        refuse_beyond("scans", self.scans, self.limits.scans)


def declared_pictures(data: bytes, part: Part) -> list[tuple[int, int]]:
    """Return offset and size of the further pictures that a multi-picture APP2 declares (CIPA DC-007, 5.2).

    Offsets count from the block's own TIFF header; 0 stands for the first picture and is left out.
    """
    block = part.payload(data)[4:]
    order = byte_order(block)
    directory = order and read_directory(block, int.from_bytes(block[4:8], order), order)
    entry = directory.find(_MPF_ENTRIES) if directory else None
    if order is None or entry is None:
        return []
    records = min(entry.size // _MPF_ENTRY_BYTES, _MPF_MAX_PICTURES)
    found = []
    for at in range(entry.offset, entry.offset + records * _MPF_ENTRY_BYTES, _MPF_ENTRY_BYTES):
        size, offset = (int.from_bytes(block[at + i : at + i + 4], order) for i in (4, 8))
        if size and offset:
            found.append((part.offset + 4 + offset, size))
    return found
