"""From which score on a check may ask for a look: the promise that few genuine photos are ever bothered, kept by construction.

``thresholds.json`` holds, for each check that scores pixels and each quality, the score that at most a promised share of
genuine photos exceeds (split conformal prediction: the smallest score whose rank among n genuine ones is at least
(n + 1)(1 - share); Vovk, Gammerman & Shafer 2005, *Algorithmic Learning in a Random World*, section 4.2). Where too few
genuine photos were measured to keep the promise there is no threshold, and the check says that it cannot tell.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from fairclaim.forensics.quality import Quality


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Every threshold, and what it rests on.

    Parameters
    ----------
    by_check : mapping
        Threshold by check name and quality.
    share : float
        Share of genuine photos that may exceed one, in (0, 1).
    on : str
        Data set and version.
    """

    by_check: Mapping[str, Mapping[Quality, float]]
    share: float
    on: str

    def of(self, check: str, quality: Quality) -> float:
        """Return the threshold; infinite where none is promised."""
        return self.by_check.get(check, {}).get(quality, math.inf)

    def is_promised(self, check: str, quality: Quality) -> bool:
        """Whether the check may ask for a look at all in this quality."""
        return math.isfinite(self.of(check, quality))


def conformal_threshold(genuine: Sequence[float], *, share: float) -> float:
    """Return the least score that a new genuine photo exceeds with a probability of at most ``share``.

    Parameters
    ----------
    genuine : sequence of float
        Scores of genuine photos that no one tuned on.
    share : float
        In (0, 1).

    Returns
    -------
    float
        Infinite where there are too few scores to promise that: fewer than ``1 / share - 1``.

    Examples
    --------
    >>> conformal_threshold(range(99), share=0.01), conformal_threshold(range(98), share=0.01)
    (98, inf)
    """
    rank = math.ceil((len(genuine) + 1) * (1 - share) - 1e-9)
    return sorted(genuine)[rank - 1] if rank <= len(genuine) else math.inf


@cache
def thresholds() -> Thresholds:
    """Return the thresholds that ship with this version."""
    record = json.loads(resources.files("fairclaim.forensics").joinpath("thresholds.json").read_text(encoding="utf-8"))
    by_check = {
        check: {Quality(quality): float(value) for quality, value in by_quality.items()}
        for check, by_quality in record["thresholds"].items()
    }
    return Thresholds(by_check=by_check, share=float(record["share"]), on=str(record["on"]))
