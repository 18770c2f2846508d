"""How honest the fused probability is on held-out photos: the sum of all log-odds, read with both classes alike likely."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from fairclaim.benchmark.blind_comparison import compare
from fairclaim.benchmark.blind_recipe import CHANNELS, OWN, Kind, Way
from fairclaim.benchmark.blind_track import BlindResult
from fairclaim.benchmark.scores import Bin, brier, calibration_error, coverage, reliability, roc
from fairclaim.benchmark.weighing import Weighing

OWN_FORGERIES, REAL_FORGERIES = "own synthetic forgeries", "real AI edits and generator output"
_POINTS = 200
"""Points of a curve that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fused:
    """One mixture: what is forged in it, in which channel, and what the fused probability was worth there.

    Parameters
    ----------
    mixture, way : str
        Kind of forgeries; channel, or ``all``.
    genuine, forged : int
        Trials; each class counts one half, whatever their numbers.
    brier, ece : float
        0.25 and 0 for a probability that always says one half.
    bins : tuple of Bin
        Reliability.
    roc, coverage : tuple of pairs
        (genuine exceeded, forged found); (share answered, share of those wrong).
    """

    mixture: str
    way: str
    genuine: int
    forged: int
    brier: float
    ece: float
    bins: tuple[Bin, ...]
    roc: tuple[tuple[float, float], ...]
    coverage: tuple[tuple[float, float], ...]

    def to_record(self) -> dict[str, object]:
        """Return what is written as JSON."""
        return asdict(self)


def fused_numbers(results: Sequence[BlindResult], weighing: Weighing) -> tuple[Fused, ...]:
    """Measure both mixtures, in every channel and over all."""
    mixtures = {OWN_FORGERIES: sorted(OWN), REAL_FORGERIES: [Kind.REAL_EDIT, Kind.GENERATED]}
    found = [
        _measured(results, weighing, mixture, kinds, ways)
        for mixture, kinds in mixtures.items()
        for ways in (CHANNELS, *((way,) for way in CHANNELS))
    ]
    return tuple(one for one in found if one is not None)


def _measured(
    results: Sequence[BlindResult], weighing: Weighing, mixture: str, kinds: Sequence[Kind], ways: Sequence[Way]
) -> Fused | None:
    genuine: dict[str, BlindResult] = {}
    forged: dict[str, BlindResult] = {}
    for kind in kinds:
        for way in ways:
            chosen = compare(results, kind, way)
            if chosen.forged:
                genuine |= {one.file: one for one in chosen.genuine}
                forged |= {one.file: one for one in chosen.forged}
    if not genuine or not forged:
        return None
    log_odds = np.array([weighing.fused(one) for one in (*genuine.values(), *forged.values())])
    is_forged = np.arange(log_odds.size) >= len(genuine)
    stated = 1 / (1 + np.exp(-log_odds))
    bins = reliability(stated, is_forged)
    return Fused(
        mixture=mixture,
        way=ways[0].value if len(ways) == 1 else "all",
        genuine=len(genuine),
        forged=len(forged),
        brier=brier(stated, is_forged),
        ece=calibration_error(bins),
        bins=tuple(bins),
        roc=tuple(_thinned(roc(log_odds[~is_forged], log_odds[is_forged]))),
        coverage=tuple(_thinned(coverage(stated, is_forged))),
    )


def _thinned(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    places = np.unique(np.linspace(0, len(points) - 1, _POINTS).round().astype(int))
    return [points[place] for place in places]
