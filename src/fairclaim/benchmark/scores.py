"""How well scores tell two classes apart, and how honest probabilities are.

Larger scores are more adverse. Where trials of one subject hang together, intervals come from drawing subjects, not trials
(Efron & Tibshirani 1993, *An Introduction to the Bootstrap*, section 8.5).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairclaim.domain.intervals import Interval, clopper_pearson

Values = npt.NDArray[np.float64]
ROUNDS = 1000
"""Bootstrap samples."""
BINS = 10
"""Bins of a reliability diagram, of equal width."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores of one class with the subjects that they belong to, in one order."""

    scores: Values
    subjects: tuple[str, ...]

    @classmethod
    def of(cls, pairs: Sequence[tuple[float, str]]) -> "Scored":
        """Collect pairs of score and subject."""
        return cls(np.array([score for score, _ in pairs], np.float64), tuple(subject for _, subject in pairs))

    def __len__(self) -> int:
        return len(self.subjects)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 95 % interval."""

    value: float
    interval: Interval


def auc(genuine: Values, forged: Values) -> float:
    """Return the probability that a forged score exceeds a genuine one, ties counting half (Mann & Whitney 1947).

    Returns
    -------
    float
        In [0, 1]; NaN where a class is empty.

    Examples
    --------
    >>> import numpy as np
    >>> auc(np.array([1.0, 2.0]), np.array([2.0, 3.0]))
    0.875
    """
    if not genuine.size or not forged.size:
        return float("nan")
    ranked = np.sort(genuine)
    below = np.searchsorted(ranked, forged, side="left") + np.searchsorted(ranked, forged, side="right")
    return float(below.mean() / (2 * genuine.size))


def auc_estimate(genuine: Scored, forged: Scored, *, rounds: int = ROUNDS, seed: int = 1) -> Estimate | None:
    """Return the AUC with an interval from drawing subjects of both classes together; None where a class is empty."""
    if not len(genuine) or not len(forged):
        return None
    drawn = drawn_aucs([genuine], [forged], rounds=rounds, seed=seed)[0]
    return Estimate(auc(genuine.scores, forged.scores), _middle(drawn, Interval(0.0, 1.0)))


def auc_difference(
    genuine: tuple[Scored, Scored], forged: tuple[Scored, Scored], *, rounds: int = ROUNDS, seed: int = 1
) -> Estimate | None:
    """Return by how much the first detector's AUC exceeds the second's on the same trials, both on each draw of subjects.

    Parameters
    ----------
    genuine, forged : pairs of Scored
        Scores of the first and of the second detector, subjects in the same order.
    """
    if not len(genuine[0]) or not len(forged[0]):
        return None
    first, second = drawn_aucs(genuine, forged, rounds=rounds, seed=seed)
    value = auc(genuine[0].scores, forged[0].scores) - auc(genuine[1].scores, forged[1].scores)
    return Estimate(value, _middle(first - second, Interval(-1.0, 1.0)))


def drawn_aucs(genuine: Sequence[Scored], forged: Sequence[Scored], *, rounds: int, seed: int) -> list[Values]:
    """Return each detector's AUCs over the same draws of subjects; draws without one of the classes are left out (NaN)."""
    subjects = sorted({*genuine[0].subjects, *forged[0].subjects})
    place = {subject: number for number, subject in enumerate(subjects)}
    honest = np.array([place[subject] for subject in genuine[0].subjects])
    others = np.array([place[subject] for subject in forged[0].subjects])
    draws = np.random.default_rng(seed).multinomial(len(subjects), np.full(len(subjects), 1 / len(subjects)), rounds)
    of_honest = np.bincount(honest, minlength=len(subjects))
    of_others = np.bincount(others, minlength=len(subjects))
    pairs = (draws @ of_honest) * (draws @ of_others)
    found = []
    for one, other in zip(genuine, forged, strict=True):
        wins = np.zeros((len(subjects), len(subjects)))
        against = (one.scores[:, None] < other.scores) + 0.5 * (one.scores[:, None] == other.scores)
        np.add.at(wins, (honest[:, None], others[None, :]), against)
        with np.errstate(invalid="ignore"):
            found.append(np.einsum("ri,ij,rj->r", draws, wins, draws, optimize=True) / pairs)
    return found


def cut_at(genuine: Values, share: float) -> float:
    """Return the least score that at most a share of the genuine ones exceed."""
    ranked = np.sort(genuine)
    return float(ranked[ranked.size - 1 - int(share * ranked.size + 1e-9)]) if ranked.size else float("inf")


def found_at(genuine: Values, forged: Values, share: float) -> Estimate | None:
    """Return the share of forgeries found where at most a share of genuine photos is exceeded; the interval is Clopper–Pearson's.

    It treats trials as independent and the cut as given. With fewer than ``1 / share`` genuine scores the cut is their
    greatest: such a number says less than its name.
    """
    if not genuine.size or not forged.size:
        return None
    hits = int((forged > cut_at(genuine, share)).sum())
    return Estimate(hits / forged.size, clopper_pearson(hits, forged.size))


def roc(genuine: Values, forged: Values) -> list[tuple[float, float]]:
    """Return points (share of genuine exceeded, share of forged found), from (0, 0) to (1, 1)."""
    cuts = np.unique(np.concatenate([genuine, forged]))[::-1]
    alarms = 1 - np.searchsorted(np.sort(genuine), cuts, side="left") / max(genuine.size, 1)
    found = 1 - np.searchsorted(np.sort(forged), cuts, side="left") / max(forged.size, 1)
    return [(0.0, 0.0), *zip(alarms.tolist(), found.tolist(), strict=True)]


@dataclass(frozen=True, slots=True)
class Bin:
    """Trials whose stated probabilities lie near each other: their mean, the share that is forged, their weight in all."""

    stated: float
    forged: float
    weight: float


def balanced(is_forged: npt.NDArray[np.bool_]) -> Values:
    """Return weights, summing to 1, with which both classes count alike."""
    weights = np.where(is_forged, 0.5 / max(int(is_forged.sum()), 1), 0.5 / max(int((~is_forged).sum()), 1))
    return np.asarray(weights / weights.sum() if weights.size else weights, np.float64)


def brier(stated: Values, is_forged: npt.NDArray[np.bool_]) -> float:
    """Return the mean square of what a probability misses, both classes counting alike; 0.25 is a coin's (Brier 1950)."""
    return float((balanced(is_forged) * (stated - is_forged) ** 2).sum())


def reliability(stated: Values, is_forged: npt.NDArray[np.bool_]) -> list[Bin]:
    """Return the bins that hold anything, both classes counting alike."""
    weights = balanced(is_forged)
    places = np.minimum((stated * BINS).astype(int), BINS - 1)
    bins = []
    for place in range(BINS):
        inside = places == place
        total = float(weights[inside].sum())
        if total:
            bins.append(
                Bin(
                    float((weights * stated)[inside].sum()) / total,
                    float((weights * is_forged)[inside].sum()) / total,
                    total,
                )
            )
    return bins


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the mean distance of stated and found probability (Naeini, Cooper & Hauskrecht 2015: ECE)."""
    return sum(one.weight * abs(one.stated - one.forged) for one in bins)


def coverage(stated: Values, is_forged: npt.NDArray[np.bool_]) -> list[tuple[float, float]]:
    """Return (share answered, share of those wrong), the surest first, both classes counting alike."""
    weights = balanced(is_forged)
    sure = np.abs(stated - 0.5)
    surest = np.argsort(-sure, kind="stable")
    wrong = np.where(stated == 0.5, 0.5, (stated > 0.5) != is_forged)[surest]
    answered = np.cumsum(weights[surest])
    points = zip(answered.tolist(), (np.cumsum(weights[surest] * wrong) / answered).tolist(), strict=True)
    ends = np.append(np.diff(sure[surest]) != 0, True)  # equally sure ones are answered together
    return [point for point, is_end in zip(points, ends.tolist(), strict=True) if is_end]


def _middle(drawn: Values, widest: Interval) -> Interval:
    kept = drawn[np.isfinite(drawn)]
    if not kept.size:
        return widest
    low, high = np.quantile(kept, [0.025, 0.975])
    return Interval(float(low), float(high))
