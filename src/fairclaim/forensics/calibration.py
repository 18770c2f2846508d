"""Readings to findings: how much each signal weighs, and how often it was wrong when measured.

The one place to calibrate. ``calibration.json`` maps ``check/signal`` to a log-likelihood ratio and, where the signal was
measured, to its error rates (upper ends of 95 % Clopper–Pearson intervals). A signal that nobody has measured says so, and
its weight is a cautious judgement, small enough never to decide alone. A signal with a score has, for each quality of photo
in which it was measured, a curve from score to log-likelihood ratio instead, and error rates of its own.
"""

import bisect
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from itertools import pairwise

from fairclaim.domain.examination import CalibrationFacts
from fairclaim.domain.finding import Finding, Measured
from fairclaim.forensics.check import Check, Reading
from fairclaim.forensics.quality import Quality


@dataclass(frozen=True, slots=True)
class Curve:
    """From a check's score to a log-likelihood ratio, in one quality of photo.

    Parameters
    ----------
    knots : tuple of (float, float)
        Score and natural-log likelihood ratio of "forged", both ascending; straight lines between, level beyond.
    measured : Measured or None
        Error rates in this quality.
    """

    knots: tuple[tuple[float, float], ...]
    measured: Measured | None

    def __post_init__(self) -> None:
        if not self.knots or any(a[0] >= b[0] or a[1] > b[1] for a, b in pairwise(self.knots)):
            raise ValueError("a curve needs ascending scores and never falls")

    def at(self, score: float) -> float:
        """Return the log-likelihood ratio of a score."""
        place = bisect.bisect_right(self.knots, score, key=lambda knot: knot[0])
        if place in {0, len(self.knots)}:
            return self.knots[min(place, len(self.knots) - 1)][1]
        (x0, y0), (x1, y1) = self.knots[place - 1 : place + 1]
        return y0 + (y1 - y0) * (score - x0) / (x1 - x0)


@dataclass(frozen=True, slots=True)
class Weight:
    """What one signal is worth.

    Parameters
    ----------
    log_odds : float
        Natural-log likelihood ratio of "forged".
    measured : Measured or None
        None where nobody measured it.
    curves : mapping of Quality to Curve
        For a reading with a score, by the quality of its photo; ``log_odds`` stands for the others.
    """

    log_odds: float
    measured: Measured | None
    curves: Mapping[Quality, Curve] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Calibration:
    """All weights, by ``check/signal``, and what they are called by."""

    weights: dict[str, Weight]
    facts: CalibrationFacts | None = None

    def calibrate(self, check: Check, reading: Reading, *, quality: Quality | None = None) -> Finding:
        """Give a reading its outcome, weight and error rates.

        Parameters
        ----------
        check : Check
            Who answered.
        reading : Reading
            What it answered.
        quality : Quality, optional
            Of the photo that the reading is about.

        Raises
        ------
        KeyError
            If the check has no such signal, or the signal no weight: a bug that the contract tests catch.
        """
        signal = next((known for known in check.signals if known.name == reading.signal), None)
        if signal is None:
            raise KeyError(f"{check.name} has no signal {reading.signal}")
        weight = self.weights[f"{check.name}/{reading.signal}"]
        curve = weight.curves.get(quality) if quality is not None and reading.score is not None else None
        return Finding(
            check=check.name,
            signal=reading.signal,
            exhibits=reading.exhibits,
            outcome=signal.outcome,
            grade=signal.grade,
            log_odds=curve.at(reading.score) if curve and reading.score is not None else weight.log_odds,
            reason=reading.reason,
            innocent=signal.innocent,
            measured=curve.measured if curve else weight.measured,
            regions=reading.regions,
            map=reading.map,
            alignment=reading.alignment,
        )


def load_calibration() -> Calibration:
    """Read the weights that ship with this version."""
    folder = resources.files("fairclaim.forensics")
    data, thresholds = (folder.joinpath(name).read_bytes() for name in ("calibration.json", "thresholds.json"))
    record = json.loads(data)
    learned = record.get("curves_learned", {})
    facts = CalibrationFacts(
        sha256=hashlib.sha256(data + thresholds).hexdigest(),
        learned=str(learned.get("date", "")),
        corpus_sha256=str(learned.get("corpus_sha256", "")),
    )
    return Calibration({name: _to_weight(entry) for name, entry in record["weights"].items()}, facts)


def _to_weight(entry: dict[str, object]) -> Weight:
    log_odds, curves = entry["log_odds"], entry.get("curves", {})
    if not isinstance(log_odds, int | float):
        raise TypeError(f"log_odds must be a number, not {log_odds!r}")
    if not isinstance(curves, dict):
        raise TypeError(f"curves must be an object, not {curves!r}")
    return Weight(
        float(log_odds),
        _to_measured(entry.get("measured")),
        {Quality(quality): _to_curve(curve) for quality, curve in curves.items()},
    )


def _to_curve(entry: dict[str, object]) -> Curve:
    knots = entry["knots"]
    if not isinstance(knots, list):
        raise TypeError(f"knots must be a list, not {knots!r}")
    return Curve(
        tuple((float(score), float(log_odds)) for score, log_odds in knots), _to_measured(entry.get("measured"))
    )


def _to_measured(entry: object) -> Measured | None:
    return Measured(entry["false_alarm"], entry["miss"], entry["on"]) if isinstance(entry, dict) else None
