"""The index track on a handful of descriptors: exact, and every copy found."""

import pytest

from fairclaim.benchmark.index_track import Material, Size, measure
from unit.matching.samples import described, with_flipped_bits

pytest.importorskip("faiss", reason="faiss-cpu is not installed")


def sizes() -> list[Size]:
    real = {f"damage/tiles/{seed}" if seed < 3 else f"clothes/{seed}": described(seed) for seed in range(12)}
    copies = {"near": {name: with_flipped_bits(one, 9) for name, one in real.items()}}
    return list(measure(Material(real, copies), sizes=(50, 300)))


def test_an_index_grows_and_is_exact_at_each_size() -> None:
    small, large = sizes()
    assert (small.photos, large.photos) == (50, 300)
    for size in (small, large):
        assert size.equal == size.compared == 12
        assert list(size.whole_ms) == sorted(size.whole_ms)
        assert len(size.hash_ms) == 12


def test_copies_are_counted_with_the_series_apart() -> None:
    for size in sizes():
        (found,) = size.found
        assert (found.total, found.series_total) == (9, 3)
        assert found.hits == 9
