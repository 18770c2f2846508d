"""Invented photos are crowded as real ones are, and the same for the same seed."""

import numpy as np

from fairclaim.benchmark.invented import Invented, invent
from fairclaim.matching.descriptors import Descriptors
from fairclaim.matching.perceptual_hash import distance_bits
from unit.matching.samples import described

REAL: list[Descriptors] = [described(seed) for seed in range(30)]


def some(count: int = 2000) -> Invented:
    return invent(REAL, count, np.random.default_rng(1))


def test_the_same_seed_invents_the_same_photos() -> None:
    assert np.array_equal(some().codes, some().codes)
    assert np.array_equal(some().embeddings, some().embeddings)


def test_embeddings_have_unit_length() -> None:
    lengths = np.linalg.norm(some().embeddings.astype(np.float32), axis=1)
    assert np.allclose(lengths, 1, atol=2e-3)


def test_hashes_lie_nearer_to_real_ones_than_chance_would_have_it() -> None:
    distances = distance_bits(some().codes, np.stack([one.codes[0] for one in REAL]))
    assert np.median(distances) < 85
    assert (distances <= 31).mean() > 0.02


def test_one_real_photo_is_enough() -> None:
    assert invent(REAL[:1], 10, np.random.default_rng(0)).codes.shape == (10, 32)
