"""Which of many pictures are worth a close look: a vote of local features, and the nearest hashes besides."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from fairclaim.matching.perceptual_hash import BYTES, distance_bits
from fairclaim.matching.sketch import Places, Sketch

DEFAULT_LIMIT = 8

ALIKE = 0.93
"""Cosine of two RootSIFT descriptors from which places count as alike; what is above it is the weight of the vote. Measured with
0.8, 0.85 and 0.9 beside it: this finds the most screenshots, and as many crops."""

RUNNER_SHARE = 0.2
"""Share of the first one's vote from which a picture stays in."""

LEAST = 4
"""Pictures that stay in however small their vote."""

HASHED = 2
"""Places of the list kept for the nearest hashes: a picture of plain things has few features."""

HASH_BITS = 96
"""Distance up to which the hashes of two pictures are less far apart than chance (128 bits) would have it."""

Votes = npt.NDArray[np.float32]


Number = TypeVar("Number", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like one picture is to each of many.

    Parameters
    ----------
    votes : (K,) float32
        0 and more; no unit, comparable only within one call.
    distances_bits : (K,) int64
        Of the hashes, in the nearest orientation.
    """

    votes: Votes
    distances_bits: npt.NDArray[np.int64]

    def among(self, places: Sequence[int]) -> "Likeness":
        """Return the same for some of them, in the given order."""
        chosen = np.array(places, dtype=np.int64)
        return Likeness(self.votes[chosen], self.distances_bits[chosen])


def likeness(probe: Sketch, sketches: Sequence[Sketch]) -> Likeness:
    """Compare one picture with each of many.

    Parameters
    ----------
    probe : Sketch
        Of the picture that is looked for; see :func:`~fairclaim.matching.sketch.probe`.
    sketches : sequence of Sketch
        Of the others, K of them.
    """
    codes = np.array([one.codes[0] for one in sketches], dtype=np.uint8).reshape(len(sketches), BYTES)
    asked = np.concatenate([_rooted(probe.places), _rooted(mirrored(probe.places))]).T
    votes = np.array([_vote(asked, one.places) for one in sketches], dtype=np.float32)
    return Likeness(votes, distance_bits(codes, probe.codes))


def shortlist(found: Likeness, *, limit: int = DEFAULT_LIMIT) -> tuple[int, ...]:
    """Choose the pictures worth a close look.

    Returns
    -------
    tuple of int
        Their numbers, likeliest first, at most ``limit``: those with the most votes, as far as they have at least
        ``RUNNER_SHARE`` of the first one's, but at least ``LEAST``; then up to ``HASHED`` with the nearest hashes.
        Everything where there are no more than ``limit``.
    """
    by_vote = np.argsort(-found.votes, kind="stable")
    if len(by_vote) <= limit:
        return tuple(by_vote.tolist())
    worthy = int((found.votes >= RUNNER_SHARE * found.votes.max()).sum()) if found.votes.max() > 0 else 0
    voted = by_vote[: min(max(worthy, LEAST), max(limit - HASHED, 1))].tolist()
    by_hash = np.argsort(found.distances_bits, kind="stable")[:limit]
    hashed = [place for place in by_hash.tolist() if found.distances_bits[place] <= HASH_BITS and place not in voted]
    return tuple([*voted, *hashed[:HASHED]][:limit])


def mirrored(places: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """Return the descriptors that a mirrored picture would have.

    A descriptor lies along its place's own direction, so a mirror only swaps the two sides of that direction.
    """
    cells = places.reshape(-1, 4, 4, 8)[:, ::-1]
    return np.ascontiguousarray(cells[..., -np.arange(8) % 8]).reshape(-1, 128)


def _vote(asked: npt.NDArray[np.float32], places: Places) -> float:
    """Add up how alike each asked place's nearest is; asked as they are and mirrored, of which the better one counts."""
    if not len(places) or not asked.shape[1]:
        return 0.0
    weights = np.maximum((_rooted(places) @ asked).max(axis=0) - ALIKE, 0)
    return float(weights.reshape(2, -1).sum(axis=1).max())


def _rooted(places: Places) -> npt.NDArray[np.float32]:
    """RootSIFT: unit length, shape (K, 128) (Arandjelović & Zisserman 2012, doi:10.1109/CVPR.2012.6248018)."""
    roots = np.sqrt(places, dtype=np.float32)
    norms = np.maximum(np.linalg.norm(roots, axis=1, keepdims=True), np.float32(1e-9))
    rooted: npt.NDArray[np.float32] = roots / norms
    return rooted
