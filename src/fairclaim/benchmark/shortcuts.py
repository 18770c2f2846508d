"""Does a check read the picture, or the file? The classes' formats are swapped, and its answer should not move.

Many detectors of generated pictures tell PNG from JPEG (research on public sets found labels leaking through format, quality and
size). Here the same photos of both classes are saved in two forms; once the genuine ones come in the first and the forged ones in
the second, once the other way round. A check that is blind to the form has the same area under its curve both times. A check that
needs fine traces may move, because coarse compression takes them from one class only: the page tells which swap moved it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
import numpy.typing as npt

from fairclaim.benchmark.blind_recipe import HONEST, Way
from fairclaim.benchmark.blind_track import BlindResult
from fairclaim.benchmark.blind_trials import send_blind
from fairclaim.benchmark.channels import Pixels
from fairclaim.benchmark.scores import ROUNDS, auc
from fairclaim.domain.intervals import Interval
from fairclaim.forensics.thresholds import Thresholds

SWAPS = (
    ("PNG and JPEG 95", Way.AS_PNG, Way.AS_JPEG),
    ("JPEG 95 and JPEG 75", Way.AS_JPEG, Way.AS_COARSE_JPEG),
    ("whole and 0.8 times the size", Way.AS_JPEG, Way.AS_SMALLER),
)
LIMIT = 0.02
"""Difference below which a check counts as blind to a form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """What one swap did to one question.

    Parameters
    ----------
    name : str
        The two forms.
    genuine, forged : int
        Photos that were answered in both forms.
    first, second : float or None
        AUC with the genuine photos in the first form and the forged ones in the second; and with the forms swapped. None where a
        class was never answered.
    between : Interval or None
        95 % of what the first less the second came to when photos were drawn anew, each with its forgery.
    spoken : int or None
        Genuine photos of those answered about which the check may say something in both forms: a score without a promised
        threshold neither asks nor weighs. None where nobody told the thresholds.
    """

    name: str
    genuine: int
    forged: int
    first: float | None
    second: float | None
    between: Interval | None = None
    spoken: int | None = None

    @property
    def moved(self) -> float | None:
        """By how much the swap moved the AUC."""
        return None if self.first is None or self.second is None else abs(self.first - self.second)

    @property
    def is_blind(self) -> bool:
        """Whether the check is blind to the form, as far as it answered at all."""
        return self.moved is None or self.moved < LIMIT

    def to_record(self) -> dict[str, object]:
        """Return what is written as JSON."""
        return {**asdict(self), "moved": self.moved}


Pairs = npt.NDArray[np.float64]
"""Scores of the same photos in two forms, shape (N, 2)."""
Scores = Mapping[Way, Sequence[float | None]]
"""Scores of the same photos in every form, in one order."""


def format_shortcut(
    score: Callable[[bytes], float | None], *, genuine: Sequence[Pixels], forged: Sequence[Pixels]
) -> tuple[Swap, ...]:
    """Save the same photos in several forms, score each file, and swap the forms between the classes.

    Parameters
    ----------
    score : callable
        From a file's bytes to a score, larger more adverse, or None where it abstains.
    genuine, forged : sequences of numpy.ndarray, shape (M, N, 3), uint8
        Pictures before any encoding.
    """
    return swaps(_scored(score, genuine), _scored(score, forged))


def swaps(genuine: Scores, forged: Scores) -> tuple[Swap, ...]:
    """Compare scores that are there already."""
    return tuple(_swap(name, genuine, forged, one, other) for name, one, other in SWAPS)


def swaps_of(results: Sequence[BlindResult], key: str, *, thresholds: Thresholds | None = None) -> tuple[Swap, ...]:
    """Compare one question's scores in the trials of :func:`fairclaim.benchmark.blind_recipes.format_recipes`.

    Parameters
    ----------
    results : sequence of BlindResult
        Of both classes.
    key : str
        Question.
    thresholds : Thresholds, optional
        By which it speaks.
    """
    by_class: list[dict[Way, list[float | None]]] = []
    for is_honest in (True, False):
        chosen = [one for one in results if (one.kind in HONEST) is is_honest]
        names = sorted({(one.name, one.source) for one in chosen})
        found = {(one.name, one.source, one.way): one.score(key) for one in chosen}
        ways = {way for _, one, other in SWAPS for way in (one, other)}
        by_class.append({way: [found.get((*name, way)) for name in names] for way in ways})
    found_swaps = swaps(by_class[0], by_class[1])
    if thresholds is None:
        return found_swaps
    honest = [one for one in results if one.kind in HONEST and one.score(key) is not None]
    spoken = {way: {one.name for one in honest if one.way is way and _speaks(one, key, thresholds)} for way in ways}
    return tuple(
        replace(swap, spoken=len(spoken[one] & spoken[other]))
        for swap, (_, one, other) in zip(found_swaps, SWAPS, strict=True)
    )


def _speaks(result: BlindResult, key: str, thresholds: Thresholds) -> bool:
    return thresholds.is_promised(key, result.quality)


def _scored(score: Callable[[bytes], float | None], photos: Sequence[Pixels]) -> Scores:
    ways = {way for _, one, other in SWAPS for way in (one, other)}
    return {way: [score(send_blind(pixels, way).data) for pixels in photos] for way in ways}


def _swap(name: str, genuine: Scores, forged: Scores, one: Way, other: Way) -> Swap:
    honest = _answered(genuine[one], genuine[other])
    found = _answered(forged[one], forged[other])
    both = (
        [auc(honest[:, 0], found[:, 1]), auc(honest[:, 1], found[:, 0])] if honest.size and found.size else [None, None]
    )
    return Swap(
        name=name,
        genuine=len(honest),
        forged=len(found),
        first=both[0],
        second=both[1],
        between=_drawn(honest, found) if len(honest) == len(found) > 0 else None,
    )


def _drawn(honest: Pairs, found: Pairs) -> Interval:
    """Draw photos anew, each with its forgery: both classes stand in one order."""
    draws = np.random.default_rng(1).integers(len(honest), size=(ROUNDS, len(honest)))
    moved = [auc(honest[d, 0], found[d, 1]) - auc(honest[d, 1], found[d, 0]) for d in draws]
    low, high = np.quantile(moved, (0.025, 0.975))
    return Interval(float(low), float(high))


def _answered(first: Sequence[float | None], second: Sequence[float | None]) -> Pairs:
    pairs = [(a, b) for a, b in zip(first, second, strict=True) if a is not None and b is not None]
    return np.array(pairs, np.float64).reshape(-1, 2)
