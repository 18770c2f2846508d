"""Inclusion and consistency: every true proof holds, no other does."""

import random
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_case import Log
from fairclaim.domain.errors import IntegrityError
from fairclaim.evidence.merkle_proofs import (
    Consistency,
    Inclusion,
    prove_consistency,
    prove_inclusion,
    verify_consistency,
    verify_inclusion,
)
from unit.evidence.test_merkle import leaves_of, naive_root

LEAVES = leaves_of(70)
LOG = Log(LEAVES)


def test_every_entry_of_every_small_tree_is_proven() -> None:
    for size in range(1, 71):
        root = naive_root(LEAVES[:size])
        for index in range(size):
            proof = prove_inclusion(index, size, LOG.read)
            assert verify_inclusion(proof, leaf=LEAVES[index], root=root) == proof


def test_every_small_tree_begins_with_every_earlier_one() -> None:
    roots = [naive_root(LEAVES[:size]) for size in range(71)]
    for size in range(71):
        for old_size in range(size + 1):
            proof = prove_consistency(old_size, size, LOG.read)
            assert verify_consistency(proof, old_root=roots[old_size], root=roots[size]) == proof


@given(st.data())
def test_a_changed_inclusion_never_holds(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 70))
    index = data.draw(st.integers(0, size - 1))
    proof = prove_inclusion(index, size, LOG.read)
    leaf, root = LEAVES[index], naive_root(LEAVES[:size])
    place = data.draw(st.integers(0, len(proof.path) - 1))
    bit = data.draw(st.integers(0, 255))
    other = data.draw(st.integers(0, 80).filter(lambda found: found != index))
    for bad in (
        replace(proof, path=flipped(proof.path, place, bit)),
        replace(proof, path=proof.path[:-1]),
        replace(proof, path=(*proof.path, bytes(32))),
        replace(proof, path=(*proof.path[:place], proof.path[place][:31], *proof.path[place + 1 :])),
        replace(proof, index=other),
        replace(proof, index=-1),
    ):
        with pytest.raises(IntegrityError):
            verify_inclusion(bad, leaf=leaf, root=root)
    with pytest.raises(IntegrityError):
        verify_inclusion(proof, leaf=LEAVES[index - 1], root=root)


@given(st.data())
def test_a_changed_consistency_never_holds(data: st.DataObject) -> None:
    size = data.draw(st.integers(3, 70))
    old_size = data.draw(st.integers(1, size - 1))
    proof = prove_consistency(old_size, size, LOG.read)
    roots = naive_root(LEAVES[:old_size]), naive_root(LEAVES[:size])
    place, bit = data.draw(st.integers(0, len(proof.path) - 1)), data.draw(st.integers(0, 255))
    for bad in (
        replace(proof, path=flipped(proof.path, place, bit)),
        replace(proof, path=proof.path[:-1]),
        replace(proof, path=(*proof.path, bytes(32))),
        replace(proof, old_size=size + 1),
        replace(proof, old_size=0),
        replace(proof, old_size=size),
    ):
        with pytest.raises(IntegrityError):
            verify_consistency(bad, old_root=roots[0], root=roots[1])
    with pytest.raises(IntegrityError):
        verify_consistency(proof, old_root=roots[1], root=roots[1])


@given(st.builds(Inclusion, st.integers(-3, 2**64), st.integers(-3, 2**64), st.tuples(st.binary(max_size=40))))
def test_any_inclusion_holds_or_fails_and_nothing_else(proof: Inclusion) -> None:
    with pytest.raises(IntegrityError):
        verify_inclusion(proof, leaf=bytes(32), root=bytes(32))


def test_a_rewritten_history_fails_against_an_older_checkpoint() -> None:
    rewritten = Log([*LEAVES[:10], bytes(32), *LEAVES[11:]])
    proof = prove_consistency(40, 70, rewritten.read)
    assert verify_consistency(
        proof, old_root=naive_root([*LEAVES[:10], bytes(32), *LEAVES[11:40]]), root=rewritten.frontier.root()
    )
    with pytest.raises(IntegrityError, match="rewritten"):
        verify_consistency(proof, old_root=naive_root(LEAVES[:40]), root=rewritten.frontier.root())


def test_two_histories_of_one_size_are_told() -> None:
    with pytest.raises(IntegrityError, match="two histories"):
        verify_consistency(Consistency(5, 5, ()), old_root=bytes(32), root=bytes([1]) * 32)


@pytest.mark.parametrize(("index", "size"), [(5, 5), (-1, 5), (0, 0)])
def test_no_proof_is_made_of_what_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="of"):
        prove_inclusion(index, size, LOG.read)
    with pytest.raises(ValueError, match="of"):
        prove_consistency(size + 1, size, LOG.read)


def test_ten_thousand_entries_are_verified_in_time() -> None:
    leaves = leaves_of(10_000)
    log = Log(leaves)
    root = log.frontier.root()
    chosen = random.Random(7).sample(range(10_000), 1_000)
    assert root == naive_root(leaves)
    started = time.perf_counter()
    for index, leaf in enumerate(leaves):
        verify_inclusion(prove_inclusion(index, 10_000, log.read), leaf=leaf, root=root)
    assert time.perf_counter() - started < 30
    for size in (index + 1 for index in chosen[:20]):
        old = naive_root(leaves[:size])
        verify_inclusion(prove_inclusion(size - 1, size, log.read), leaf=leaves[size - 1], root=old)
        verify_consistency(prove_consistency(size, 10_000, log.read), old_root=old, root=root)


def flipped(path: tuple[bytes, ...], place: int, bit: int) -> tuple[bytes, ...]:
    value = int.from_bytes(path[place], "big") ^ 1 << bit
    return (*path[:place], value.to_bytes(32, "big"), *path[place + 1 :])
