"""Area under the curve with an interval that respects objects: whole objects are drawn anew, never single squares."""

import numpy as np


def area(negative: np.ndarray, positive: np.ndarray) -> float:
    """Chance that a positive scores higher than a negative."""
    both = np.concatenate([negative, positive])
    order = both.argsort(kind="stable")
    ranks = np.empty(len(both))
    ranks[order] = np.arange(1, len(both) + 1)
    values, inverse = np.unique(both, return_inverse=True)
    ranks = (np.bincount(inverse, weights=ranks) / np.bincount(inverse))[inverse] if len(values) < len(both) else ranks
    return float(
        (ranks[len(negative) :].sum() - len(positive) * (len(positive) + 1) / 2) / (len(negative) * len(positive))
    )


def interval(
    negative: np.ndarray,
    positive: np.ndarray,
    things: tuple[np.ndarray, np.ndarray],
    *,
    rounds: int = 1000,
    seed: int = 0,
) -> tuple[float, float, float]:
    """Return the area and the ends of its 95 % bootstrap interval; objects are the unit that is drawn."""
    generator = np.random.default_rng(seed)
    groups = [[np.flatnonzero(named == name) for name in np.unique(named)] for named in things]
    same = np.array_equal(np.unique(things[0]), np.unique(things[1]))
    areas = []
    for _ in range(rounds):
        picks = [generator.integers(len(group), size=len(group)) for group in groups]
        picks = [picks[0], picks[0] if same else picks[1]]
        chosen = [np.concatenate([group[pick] for pick in drawn]) for group, drawn in zip(groups, picks, strict=True)]
        areas.append(area(negative[chosen[0]], positive[chosen[1]]))
    low, high = np.percentile(areas, [2.5, 97.5])
    return area(negative, positive), float(low), float(high)
