"""Learn thresholds and curves from the half of the corpus that is set aside for it.

Thresholds are conformal (:func:`fairclaim.forensics.thresholds.conformal_threshold`) over genuine photos, damaged ones among
them. Curves from score to log-likelihood ratio come from isotonic regression (Zadrozny & Elkan 2002) of a few coarse bins, each
with one photo of either class added in thought, so that no handful of photos makes a steep promise. A trace that is missing
says little, and one that is found is no proof: what a curve may say is narrow. Where a check does not tell forgeries from the same
photos unforged, or too few forgeries were left to learn from, its curve is level at 0 and carries the error rates alone.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairclaim.benchmark.blind_recipe import GENUINE_ONLY, HONEST, OWN, Kind
from fairclaim.benchmark.blind_track import BlindResult
from fairclaim.benchmark.hypotheses import is_meant
from fairclaim.benchmark.learned import may_teach
from fairclaim.benchmark.scores import Scored, auc_estimate
from fairclaim.benchmark.weighing import Weighing
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError
from fairclaim.forensics.calibration import Curve
from fairclaim.forensics.quality import Quality
from fairclaim.forensics.thresholds import Thresholds, conformal_threshold

SHARE = 0.002
"""Share of genuine photos that a check may bother, in each quality."""
LOWEST, HIGHEST = -0.3, 2.0
"""Natural-log likelihood ratios that a curve of a grade-C check may state."""
_CUTS = (0.0, 0.25, 0.5, 0.75, 0.9, 0.97, 1.0)
"""Quantiles of genuine scores between bins: finer where scores are adverse."""
_LEAST = 20
"""Photos of either class below which nothing is learned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a threshold or a curve was learned from."""

    genuine: int
    subjects: int
    forged: int
    auc: float | None
    """Of own forgeries against the same photos unforged."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What calibration learned, and from what, by question and quality."""

    weighing: Weighing
    basis: dict[str, dict[Quality, Basis]]


def learn(results: Sequence[BlindResult], keys: Iterable[str], *, on: str) -> Learned:
    """Learn from results of the fit half.

    Parameters
    ----------
    results : sequence of BlindResult
        Of recipes that :func:`fairclaim.benchmark.blind_recipes.fit_recipes` names.
    keys : iterable of str
        Questions.
    on : str
        Data set and version.
    """
    by_key: dict[str, dict[Quality, float]] = {}
    curves: dict[str, dict[Quality, Curve]] = {}
    basis: dict[str, dict[Quality, Basis]] = {}
    for key in keys:
        usable = [one for one in results if may_teach(key, one.subject)]
        for quality in Quality:
            genuine = _scored(usable, key, quality, HONEST)
            threshold = conformal_threshold(genuine.scores.tolist(), share=SHARE)
            if not math.isfinite(threshold):
                continue
            by_key.setdefault(key, {})[quality] = rounded_up(threshold)
            forged = _scored(usable, key, quality, OWN)
            told = _told_apart(usable, key, quality)
            basis.setdefault(key, {})[quality] = Basis(
                genuine=len(genuine), subjects=len(set(genuine.subjects)), forged=len(forged), auc=told[0]
            )
            tells = min(len(genuine), len(forged)) >= _LEAST and told[1] > 0.5
            knots = curve_knots(genuine.scores, forged.scores) if tells else ((rounded_up(threshold), 0.0),)
            curves.setdefault(key, {})[quality] = Curve(knots, None)
    return Learned(Weighing(Thresholds(by_check=by_key, share=SHARE, on=on), curves), basis)


def curve_knots(genuine: npt.NDArray[np.float64], forged: npt.NDArray[np.float64]) -> tuple[tuple[float, float], ...]:
    """Return scores and log-likelihood ratios, both ascending.

    Parameters
    ----------
    genuine, forged : numpy.ndarray, shape (N,), float64
        Scores; not empty.
    """
    edges = np.unique(np.quantile(genuine, _CUTS))
    places_genuine = np.clip(np.searchsorted(edges, genuine, side="right") - 1, 0, max(edges.size - 2, 0))
    places_forged = np.clip(np.searchsorted(edges, forged, side="right") - 1, 0, max(edges.size - 2, 0))
    centres, ratios, weights = [], [], []
    for place in range(max(edges.size - 1, 1)):
        inside = np.concatenate([genuine[places_genuine == place], forged[places_forged == place]])
        if inside.size:
            honest, found = int((places_genuine == place).sum()), int((places_forged == place).sum())
            centres.append(float(np.median(inside)))
            ratios.append(math.log((found + 1) / (forged.size + 1)) - math.log((honest + 1) / (genuine.size + 1)))
            weights.append(inside.size)
    return _few(centres, np.clip(_rising(ratios, weights), LOWEST, HIGHEST).tolist())


def rounded_up(value: float) -> float:
    """Return the least number of six significant digits that is not below a value."""
    rounded = float(f"{value:.6g}")
    if rounded >= value:
        return rounded
    return float(f"{rounded + 10.0 ** (math.floor(math.log10(abs(value))) - 5):.6g}")


def _rising(ratios: Sequence[float], weights: Sequence[int]) -> npt.NDArray[np.float64]:
    try:
        from scipy.optimize import isotonic_regression  # noqa: PLC0415  (optional, and slow to import)
    except ImportError as exc:
        raise UnavailableError(_NO_SCIPY) from exc
    return np.asarray(isotonic_regression(ratios, weights=weights).x, np.float64)


def _few(centres: Sequence[float], levels: Sequence[float]) -> tuple[tuple[float, float], ...]:
    """Keep the first and the last score of each level; scores that round to one become one."""
    rounded = [(float(f"{score:.6g}"), round(level, 3) + 0.0) for score, level in zip(centres, levels, strict=True)]
    kept: list[tuple[float, float]] = []
    for place, knot in enumerate(rounded):
        is_inside = 0 < place < len(rounded) - 1 and rounded[place - 1][1] == knot[1] == rounded[place + 1][1]
        if not is_inside and (not kept or knot[0] > kept[-1][0]):
            kept.append(knot)
    return tuple(kept)


def _told_apart(results: Sequence[BlindResult], key: str, quality: Quality) -> tuple[float | None, float]:
    """Return the AUC of own forgeries against the same photos unforged, and the lower end of its interval."""
    forged = [one for one in results if one.kind in OWN and is_meant(key, one.kind) and one.quality is quality]
    twins = {one.name for one in forged}
    genuine = [one for one in results if one.kind in HONEST and one.quality is quality and one.name in twins]
    genuine = [one for one in genuine if one.way not in GENUINE_ONLY]
    estimate = auc_estimate(_pairs(genuine, key), _pairs(forged, key))
    return (None, 0.0) if estimate is None else (estimate.value, estimate.interval.low)


def _scored(results: Sequence[BlindResult], key: str, quality: Quality, kinds: frozenset[Kind]) -> Scored:
    chosen = [one for one in results if one.quality is quality and one.kind in kinds]
    return _pairs([one for one in chosen if one.kind in HONEST or is_meant(key, one.kind)], key)


def _pairs(results: Sequence[BlindResult], key: str) -> Scored:
    scores = ((one.score(key), one.subject) for one in results)
    return Scored.of([(score, subject) for score, subject in scores if score is not None])


_NO_SCIPY = Bilingual(
    "缺少 scipy。请安装：pip install 'fairclaim[benchmark]'。",
    "scipy is not installed. Install it: pip install 'fairclaim[benchmark]'.",
)
