"""Invented photos for an index: skewed as real ones are, because evenly random bits flatter every search.

Real hashes crowd together, and some pictures are stored many times. Each invented hash mixes those of two real photos, block by
block, with some bits flipped; a few are near copies of a handful of popular pictures. Each embedding mixes two real ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairclaim.matching.descriptors import Descriptors
from fairclaim.matching.perceptual_hash import BITS, BYTES

BLOCK_BYTES = 4
FLIPPED = (0.02, 0.25)
"""Range of the share of bits flipped."""
POPULAR = 20
POPULAR_SHARE = 0.03
POPULAR_FLIPPED = 0.05
MIXED = (0.2, 0.8)
"""Range of the first photo's weight in an embedding."""


@dataclass(frozen=True, slots=True)
class Invented:
    """K invented photos.

    Parameters
    ----------
    codes : (K, 32) uint8
        PDQ as they are, without other orientations.
    embeddings : (K, 320) float16
        Unit length.
    """

    codes: npt.NDArray[np.uint8]
    embeddings: npt.NDArray[np.float16]


def invent(real: Sequence[Descriptors], count: int, generator: np.random.Generator) -> Invented:
    """Invent photos like the real ones, of which there must be at least one."""
    codes = np.stack([one.codes[0] for one in real])
    embeddings = np.stack([one.embedding for one in real]).astype(np.float32)
    first, second = generator.integers(0, len(real), (2, count))
    is_popular = generator.random(count) < POPULAR_SHARE
    first[is_popular] = generator.integers(0, min(POPULAR, len(real)), is_popular.sum())
    takes_first = generator.random((count, BYTES // BLOCK_BYTES)) < 0.5
    takes_first[is_popular] = True
    mixed = np.where(np.repeat(takes_first, BLOCK_BYTES, axis=1), codes[first], codes[second])
    flipped = generator.uniform(*FLIPPED, count).astype(np.float32)
    flipped[is_popular] = POPULAR_FLIPPED
    noise = np.packbits(generator.random((count, BITS), dtype=np.float32) < flipped[:, None], axis=1)
    weight = generator.uniform(*MIXED, (count, 1)).astype(np.float32)
    vectors = weight * embeddings[first] + (1 - weight) * embeddings[second]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Invented(mixed ^ noise, vectors.astype(np.float16))
