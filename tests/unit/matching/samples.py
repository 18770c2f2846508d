"""Descriptors with known distances, made from numbers instead of photos."""

from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from fairclaim.matching.descriptors import EMBEDDING_LENGTH, Descriptors
from fairclaim.matching.index import Entry
from fairclaim.matching.perceptual_hash import BITS, BYTES, ORIENTATIONS

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def unit(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float16]:
    return (values / np.linalg.norm(values)).astype(np.float16)


def described(seed: int, *, quality: int = 100) -> Descriptors:
    """Return descriptors far from those of every other seed."""
    rng = np.random.default_rng(seed)
    codes = rng.integers(0, 256, (ORIENTATIONS, BYTES), dtype=np.uint8)
    return Descriptors(codes, quality, unit(rng.normal(size=EMBEDDING_LENGTH)))


def with_flipped_bits(found: Descriptors, count: int, *, orientation: int = 0, seed: int = 99) -> Descriptors:
    """Return another picture whose hash is ``count`` bits off one orientation; its embedding is unlike."""
    rng = np.random.default_rng(seed)
    bits = np.unpackbits(found.codes[orientation])
    bits[rng.permutation(BITS)[:count]] ^= 1
    codes = rng.integers(0, 256, found.codes.shape, dtype=np.uint8)
    codes[0] = np.packbits(bits)
    return Descriptors(codes, 100, unit(rng.normal(size=EMBEDDING_LENGTH)))


def with_similar_embedding(found: Descriptors, *, noise: float = 0.2, seed: int = 98) -> Descriptors:
    """Return a picture with another hash and nearly the same embedding."""
    rng = np.random.default_rng(seed)
    codes = rng.integers(0, 256, found.codes.shape, dtype=np.uint8)
    noisy = found.embedding.astype(np.float64) + rng.normal(size=EMBEDDING_LENGTH) * noise / np.sqrt(EMBEDDING_LENGTH)
    return Descriptors(codes, 100, unit(noisy))


def entry(name: str, found: Descriptors, *, tenant: str = "a", seen_at: datetime = NOON) -> Entry:
    return Entry(id=name, tenant=tenant, seen_at=seen_at, descriptors=found)
