"""How far a measured share may be from the true one: intervals for binomial counts, without a statistics library.

Shares near 0 or 1 from a few dozen photos are what a benchmark of this kind has. The normal approximation promises too
much there; Wilson's interval holds its level on average, the one of Clopper and Pearson holds it always.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist

_HALVINGS = 60
"""Bisection steps: 2 to the power of -60 lies below the spacing of floats near 1."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A range of shares, 0 <= ``low`` <= ``high`` <= 1."""

    low: float
    high: float


def wilson(hits: int, total: int, *, level: float = 0.95) -> Interval:
    """Return Wilson's score interval for a share.

    Parameters
    ----------
    hits, total : int
        ``hits`` of ``total`` trials had the property; 0 <= hits <= total. No trials: the whole range.
    level : float, default 0.95
        Confidence, between 0 and 1.

    Notes
    -----
    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927,
    doi:10.1080/01621459.1927.10502953.
    """
    _require(hits, total, level)
    if total == 0:
        return Interval(0.0, 1.0)
    z = NormalDist().inv_cdf((1 + level) / 2)
    share, spread = hits / total, z * z / total
    middle = (share + spread / 2) / (1 + spread)
    half = z * math.sqrt(share * (1 - share) / total + spread / (4 * total)) / (1 + spread)
    return Interval(
        0.0 if hits == 0 else max(middle - half, 0.0),
        1.0 if hits == total else min(middle + half, 1.0),
    )


def clopper_pearson(hits: int, total: int, *, level: float = 0.95) -> Interval:
    """Return the exact interval for a share: the true share lies outside with probability at most ``1 - level``.

    Parameters and special cases are those of `wilson`.

    Notes
    -----
    Source: C. J. Clopper, E. S. Pearson, The use of confidence or fiducial limits illustrated in the case of the
    binomial, 1934, doi:10.1093/biomet/26.4.404. Solved by bisection on the binomial tail instead of beta quantiles.
    """
    _require(hits, total, level)
    tail = (1 - level) / 2
    low = 0.0 if hits == 0 else _share_where(hits, total, probability=tail)
    high = 1.0 if hits == total else 1 - _share_where(total - hits, total, probability=tail)
    return Interval(low, high)


def _share_where(hits: int, total: int, *, probability: float) -> float:
    """Return the share at which ``hits`` or more of ``total`` come with the given probability."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _at_least(hits, total, share=middle) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _at_least(hits: int, total: int, *, share: float) -> float:
    """Return P(X >= hits) for X ~ Binomial(total, share), 0 < share < 1, summed in logarithms against underflow."""
    log_hit, log_miss = math.log(share), math.log1p(-share)
    return math.fsum(
        math.exp(_log_choose(total, k) + k * log_hit + (total - k) * log_miss) for k in range(hits, total + 1)
    )


def _log_choose(total: int, chosen: int) -> float:
    return math.lgamma(total + 1) - math.lgamma(chosen + 1) - math.lgamma(total - chosen + 1)


def _require(hits: int, total: int, level: float) -> None:
    if not 0 <= hits <= total:
        raise ValueError(f"hits must lie between 0 and total: got {hits} of {total}")
    if not 0 < level < 1:
        raise ValueError(f"level must lie between 0 and 1: got {level}")
