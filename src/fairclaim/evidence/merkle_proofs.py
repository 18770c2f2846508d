"""Proofs about a Merkle tree (RFC 6962, sections 2.1.1 and 2.1.2): making them from a log, and checking them without it.

The checks follow RFC 9162, sections 2.1.3.2 and 2.1.4.2, whose step numbers stand beside the code.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hmac import compare_digest
from typing import Final

from fairclaim.evidence.faults import broken
from fairclaim.evidence.merkle import HASH_BYTES, ReadNode, node_hash, subtree_root

LONGEST_PATH: Final = 126
"""A consistency proof of two trees below 2**63 entries."""


@dataclass(frozen=True, slots=True)
class Inclusion:
    """Entry ``index`` stands in the tree of ``size`` entries, by the hashes on its way up to the root."""

    index: int
    size: int
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Consistency:
    """The tree of ``size`` entries begins with the tree of ``old_size`` entries."""

    old_size: int
    size: int
    path: tuple[bytes, ...]


def prove_inclusion(index: int, size: int, read: ReadNode) -> Inclusion:
    """Return the proof that an entry stands in a tree.

    Raises
    ------
    ValueError
        If the tree has no such entry.
    """
    if not 0 <= index < size:
        raise ValueError(f"entry {index} of {size}")
    return Inclusion(index, size, tuple(_way_up(index, 0, size, read)))


def prove_consistency(old_size: int, size: int, read: ReadNode) -> Consistency:
    """Return the proof that a tree begins with an earlier one.

    Raises
    ------
    ValueError
        If the earlier tree is the larger.
    """
    if not 0 <= old_size <= size:
        raise ValueError(f"{old_size} entries of {size}")
    path = () if old_size in (0, size) else tuple(_sub_proof(old_size, 0, size, read, is_whole=True))
    return Consistency(old_size, size, path)


def verify_inclusion(proof: Inclusion, *, leaf: bytes, root: bytes) -> Inclusion:
    """Return the proof if it leads from a leaf's hash to the root.

    Raises
    ------
    IntegrityError
        If it does not.
    """
    if not 0 <= proof.index < proof.size:  # step 1
        raise broken("条目序号超出日志大小", "the entry's number lies beyond the log's size")
    _require_hashes((*proof.path, leaf, root))
    number, last, found = proof.index, proof.size - 1, leaf  # steps 2 and 3
    for sibling in proof.path:  # step 4
        if last == 0:
            raise _wrong_length()
        if number & 1 or number == last:
            found = node_hash(sibling, found)
            while number and not number & 1:
                number, last = number >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        number, last = number >> 1, last >> 1
    if last != 0:  # step 5
        raise _wrong_length()
    if not compare_digest(found, root):
        raise broken(
            "条目不在日志中：算出的树根不同", "the entry does not stand in the log: its way leads to another root"
        )
    return proof


def verify_consistency(proof: Consistency, *, old_root: bytes, root: bytes) -> Consistency:
    """Return the proof if the later tree begins with the earlier one.

    Raises
    ------
    IntegrityError
        If it does not: the log's history was rewritten, or the proof is not about these trees.
    """
    old_size, size, path = proof.old_size, proof.size, proof.path
    if not 0 <= old_size <= size:
        raise broken("较早的日志反而更大", "the earlier log is the larger")
    _require_hashes((*path, old_root, root))
    if old_size in (0, size):
        if path:
            raise _wrong_length()
        if old_size == size and not compare_digest(old_root, root):
            raise broken(
                "同样大小的日志树根不同：出现了两份历史",
                "two logs of one size have different roots: there are two histories",
            )
        return proof
    if not path:  # step 1
        raise _wrong_length()
    found_old, found = _roots_from(old_size, size, path, old_root)
    if not (compare_digest(found_old, old_root) and compare_digest(found, root)):
        raise broken(
            "日志的历史被改写：较早的部分不再相同", "the log's history was rewritten: its earlier part is not the same"
        )
    return proof


def _roots_from(old_size: int, size: int, path: Sequence[bytes], old_root: bytes) -> tuple[bytes, bytes]:
    if old_size & (old_size - 1) == 0:  # step 2
        path = (old_root, *path)
    number, last = old_size - 1, size - 1  # step 3
    while number & 1:  # step 4
        number, last = number >> 1, last >> 1
    found_old = found = path[0]  # step 5
    for sibling in path[1:]:  # step 6
        if last == 0:
            raise _wrong_length()
        if number & 1 or number == last:
            found_old, found = node_hash(sibling, found_old), node_hash(sibling, found)
            while number and not number & 1:
                number, last = number >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        number, last = number >> 1, last >> 1
    if last != 0:  # step 7
        raise _wrong_length()
    return found_old, found


def _way_up(index: int, start: int, end: int, read: ReadNode) -> list[bytes]:
    """PATH of RFC 6962, 2.1.1, over the entries ``start`` up to ``end``; the leaf's sibling comes first."""
    if end - start == 1:
        return []
    middle = start + (1 << ((end - start - 1).bit_length() - 1))
    if index < middle:
        return [*_way_up(index, start, middle, read), subtree_root(middle, end, read)]
    return [*_way_up(index, middle, end, read), subtree_root(start, middle, read)]


def _sub_proof(old_end: int, start: int, end: int, read: ReadNode, *, is_whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962, 2.1.2."""
    if old_end == end:
        return [] if is_whole else [subtree_root(start, end, read)]
    middle = start + (1 << ((end - start - 1).bit_length() - 1))
    if old_end <= middle:
        return [*_sub_proof(old_end, start, middle, read, is_whole=is_whole), subtree_root(middle, end, read)]
    return [*_sub_proof(old_end, middle, end, read, is_whole=False), subtree_root(start, middle, read)]


def _require_hashes(hashes: Sequence[bytes]) -> None:
    if len(hashes) > LONGEST_PATH or any(len(one) != HASH_BYTES for one in hashes):
        raise broken("证明中的哈希长度或数量不对", "the proof's hashes are of a wrong length or number")


def _wrong_length() -> Exception:
    return broken("证明的长度不对", "the proof has a wrong length")
