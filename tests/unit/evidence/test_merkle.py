"""The Merkle tree against the plain definition of RFC 6962."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_case import Log
from fairclaim.evidence.digests import sha256
from fairclaim.evidence.merkle import EMPTY_ROOT, Frontier, append, leaf_hash, node_hash, read_frontier, subtree_root

# Inputs and roots of the reference trees of Certificate Transparency (RFC 6962's authors), sizes 1 to 8.
INPUTS = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def naive_root(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1, word for word."""
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + naive_root(leaves[:split]) + naive_root(leaves[split:]))


def leaves_of(count: int) -> list[bytes]:
    return [leaf_hash(b"entry %d" % number) for number in range(count)]


def test_the_reference_trees_have_their_published_roots() -> None:
    leaves = [leaf_hash(bytes.fromhex(one)) for one in INPUTS]
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    for size, root in enumerate(ROOTS, start=1):
        assert append(Frontier(), leaves[:size])[0].root().hex() == root


@given(st.integers(0, 300), st.integers(0, 300))
def test_a_tree_grows_the_same_in_one_step_or_two(first: int, second: int) -> None:
    leaves = leaves_of(first + second)
    half, made = append(Frontier(), leaves[:first])
    whole, more = append(half, leaves[first:])
    assert (whole, made + more) == append(Frontier(), leaves)
    assert whole.root() == naive_root(leaves)


def test_every_earlier_root_can_be_read_again() -> None:
    leaves = leaves_of(70)
    log = Log()
    log.append(*leaves)
    for size in range(71):
        assert subtree_root(0, size, log.read) == naive_root(leaves[:size])
        assert read_frontier(size, log.read).root() == naive_root(leaves[:size])


def test_a_log_only_inserts_and_every_node_hashes_its_halves() -> None:
    log = Log()
    for leaf in leaves_of(100):
        log.append(leaf)
    assert len(log.nodes) == 100 + 50 + 25 + 12 + 6 + 3 + 1
    for (level, index), found in log.nodes.items():
        if level:
            assert found == node_hash(log.nodes[level - 1, 2 * index], log.nodes[level - 1, 2 * index + 1])


def test_a_frontier_has_a_peak_for_each_bit_of_its_size() -> None:
    with pytest.raises(ValueError, match="3 entries have 2 peaks"):
        Frontier(3, (bytes(32),))
