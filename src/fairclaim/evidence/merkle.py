"""The Merkle tree of RFC 6962, section 2.1: what a log hashes, and how it grows.

A log keeps the hash of every *perfect subtree* (2**level entries, starting at a multiple of that): each is final once it is
complete, and every root and proof, of any earlier size too, is a short sum over them. A :class:`Frontier` is all that appending
needs to know: the perfect subtrees along the right edge.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

HASH_BYTES: Final = 32

EMPTY_ROOT: Final = hashlib.sha256(b"").digest()
"""Root of a tree without entries."""

ReadNode = Callable[[int, int], bytes]
"""Return the hash of the perfect subtree at (level, index): entries ``index * 2**level`` up to ``(index + 1) * 2**level``."""


@dataclass(frozen=True, slots=True)
class Node:
    """A perfect subtree: ``2**level`` entries from ``index * 2**level`` on."""

    level: int
    index: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of a tree.

    Parameters
    ----------
    size : int
        Entries in the tree.
    peaks : tuple of bytes
        Hashes of the perfect subtrees that make it up, largest first: one for each bit of ``size``.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if len(self.peaks) != self.size.bit_count():
            raise ValueError(f"{self.size} entries have {self.size.bit_count()} peaks, not {len(self.peaks)}")

    def root(self) -> bytes:
        """Return the root hash of the tree."""
        if not self.peaks:
            return EMPTY_ROOT
        *rest, right = self.peaks
        for left in reversed(rest):
            right = node_hash(left, right)
        return right


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of an entry: SHA-256 over 0x00 and its bytes."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees: SHA-256 over 0x01 and both hashes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def append(frontier: Frontier, leaves: Iterable[bytes]) -> tuple[Frontier, list[Node]]:
    """Append leaf hashes; return the new edge, and every perfect subtree that is now complete, in order of completion.

    The nodes of level 0 are the leaves themselves. What was complete before is never returned again: a log only inserts.
    """
    size, peaks = frontier.size, list(frontier.peaks)
    made: list[Node] = []
    for leaf in leaves:
        level, index, found = 0, size, leaf
        made.append(Node(0, index, found))
        while index & 1:
            found = node_hash(peaks.pop(), found)
            level, index = level + 1, index >> 1
            made.append(Node(level, index, found))
        peaks.append(found)
        size += 1
    return Frontier(size, tuple(peaks)), made


def read_frontier(size: int, read: ReadNode) -> Frontier:
    """Return the right edge of a tree of some size, read from its perfect subtrees."""
    peaks = []
    start = 0
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            peaks.append(read(level, start >> level))
            start += 1 << level
    return Frontier(size, tuple(peaks))


def subtree_root(start: int, end: int, read: ReadNode) -> bytes:
    """Return the root over the entries ``start`` up to ``end``, as RFC 6962 splits them.

    ``start`` must be a multiple of the smallest power of two that is not below ``end - start``, as it is wherever the RFC's recursion
    comes by.
    """
    count = end - start
    if count == 0:
        return EMPTY_ROOT
    level = (count - 1).bit_length()
    if count == 1 << level:
        return read(level, start >> level)
    middle = start + (1 << (level - 1))
    return node_hash(subtree_root(start, middle, read), subtree_root(middle, end, read))
