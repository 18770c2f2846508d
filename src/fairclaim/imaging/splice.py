"""Changes to a file as a list of places: what is not named is copied byte for byte, pixels and media data above all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fairclaim.imaging.source import ByteSource

_PIECE_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Splice:
    """At ``at``, ``drop`` bytes of the original give way to ``put``."""

    at: int
    drop: int
    put: bytes

    @property
    def growth(self) -> int:
        """By how many bytes the file grows."""
        return len(self.put) - self.drop


def spliced(data: ByteSource, splices: Sequence[Splice]) -> Iterator[bytes]:
    """Yield a changed copy in pieces of at most a mebibyte of the original at a time.

    Raises
    ------
    ValueError
        If two splices overlap, or one leaves the file.
    """
    at = 0
    for splice in sorted(splices, key=lambda one: (one.at, one.drop)):
        if splice.at < at or splice.at + splice.drop > len(data):
            raise ValueError(f"no room for a splice at byte {splice.at}")
        yield from _copied(data, at, splice.at)
        yield splice.put
        at = splice.at + splice.drop
    yield from _copied(data, at, len(data))


def _copied(data: ByteSource, start: int, end: int) -> Iterator[bytes]:
    for at in range(start, end, _PIECE_BYTES):
        yield data[at : min(at + _PIECE_BYTES, end)]
