"""Bytes that may stay in their file: what walkers of large recordings read from, slice by slice."""

from io import SEEK_END
from typing import BinaryIO, Protocol


class ByteSource(Protocol):
    """What ``bytes`` and :class:`FileSource` have in common."""

    def __len__(self) -> int:
        """Return the number of bytes."""
        ...

    def __getitem__(self, key: slice, /) -> bytes:
        """Return a slice; beyond the end there is nothing."""
        ...


class FileSource:
    """An open file, read piece by piece, so that a film of gigabytes costs no memory.

    Parameters
    ----------
    file : BinaryIO
        Opened for reading; stays the caller's.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._size = file.seek(0, SEEK_END)

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, key: slice, /) -> bytes:
        start, stop, step = key.indices(self._size)
        self._file.seek(start)
        piece = self._file.read(max(stop - start, 0))
        return piece if step == 1 else piece[::step]
