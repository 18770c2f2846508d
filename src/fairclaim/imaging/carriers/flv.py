"""Metadata carried by Flash video: the strings of ``onMetaData`` (AMF 0 specification, 2)."""

from collections.abc import Iterator

from fairclaim.imaging.found import Found
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.structure import Structure

_FIXED_BYTES = {0: 8, 1: 1, 5: 0, 6: 0, 7: 2, 11: 10}  # number, boolean, null, undefined, reference, date
_STRING, _OBJECT, _MAP, _END, _LIST, _LONG_STRING = 2, 3, 8, 9, 10, 12
_MAX_DEPTH = 8
_MAX_VALUES = 4096


def collect_flv(data: ByteSource, structure: Structure, found: Found) -> None:
    """Read name and value of every string in each script tag."""
    for part in structure.parts:
        block = data[part.offset : part.offset + min(part.size, found.limits.text_bytes)]
        reading = _Amf(block)
        for name, value in reading.values("", 0):
            found.add_text("flv:onMetaData", value, keyword=name)


class _Amf:
    """One pass over AMF 0 values; where it does not understand a type it stops."""

    def __init__(self, block: bytes) -> None:
        self.block = block
        self.at = 0
        self.room = _MAX_VALUES

    def values(self, name: str, depth: int) -> Iterator[tuple[str, bytes]]:
        """Yield the strings of the values that follow, up to the end."""
        while self.at < len(self.block) and self.room > 0:
            yield from self._value(name, depth)

    def _value(self, name: str, depth: int) -> Iterator[tuple[str, bytes]]:
        self.room -= 1
        kind = self._number(1)
        if kind == _STRING:
            yield name, self._take(self._number(2))
        elif kind == _LONG_STRING:
            yield name, self._take(self._number(4))
        elif kind in {_OBJECT, _MAP} and depth < _MAX_DEPTH:
            self.at += 4 if kind == _MAP else 0
            yield from self._members(depth + 1)
        elif kind == _LIST and depth < _MAX_DEPTH:
            for _ in range(min(self._number(4), self.room)):
                if self.at < len(self.block):
                    yield from self._value(name, depth + 1)
        elif kind in _FIXED_BYTES:
            self.at += _FIXED_BYTES[kind]
        else:
            self.at = len(self.block)

    def _members(self, depth: int) -> Iterator[tuple[str, bytes]]:
        while self.at < len(self.block) and self.room > 0:
            name = self._take(self._number(2)).decode("utf-8", "replace")
            if not name and self.block[self.at : self.at + 1] == bytes([_END]):
                self.at += 1
                return
            yield from self._value(name[:80], depth)

    def _number(self, width: int) -> int:
        return int.from_bytes(self._take(width), "big")

    def _take(self, size: int) -> bytes:
        piece = self.block[self.at : self.at + size]
        self.at += size
        return piece
