"""What a score comes to: whether a look is asked for, and how much it weighs, with thresholds and curves at hand.

It follows the scores, not the signals: a check that had no threshold when it answered said "not calibrated", and the same
score may ask for a look once calibration has learned.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fairclaim.benchmark.blind_track import BlindResult
from fairclaim.benchmark.hypotheses import HYPOTHESES, keys_of
from fairclaim.domain.finding import Outcome
from fairclaim.forensics.calibration import Calibration, Curve
from fairclaim.forensics.check import Check
from fairclaim.forensics.quality import Quality
from fairclaim.forensics.thresholds import Thresholds

ADVERSE = frozenset({Outcome.FAIL, Outcome.WARN})


@dataclass(frozen=True, slots=True)
class Weighing:
    """Thresholds, and the curves of each question by quality."""

    thresholds: Thresholds
    curves: Mapping[str, Mapping[Quality, Curve]]

    def asks(self, result: BlindResult, key: str) -> bool:
        """Whether a check asks for a look."""
        score = result.score(key)
        return score is not None and score > self.thresholds.of(key, result.quality)

    def log_odds(self, result: BlindResult, key: str) -> float:
        """Return what one question adds: 0 where it was not answered, or nothing is promised or known of such scores."""
        score, curve = result.score(key), self.curves.get(key, {}).get(result.quality)
        if score is None or curve is None or not self.thresholds.is_promised(key, result.quality):
            return 0.0
        has_silence_of_its_own = key.partition("/")[0] not in HYPOTHESES
        return curve.at(score) if has_silence_of_its_own or self.asks(result, key) else 0.0

    def fused(self, result: BlindResult) -> float:
        """Return the sum of all questions' log-odds."""
        return sum(self.log_odds(result, one.key) for one in result.scores)


def adverse_signal(check: Check, key: str) -> str:
    """Return the name of the signal by which a check asks for a look."""
    of_key = HYPOTHESES.get(check.name, {}).get(key.partition("/")[2])
    return of_key or next(signal.name for signal in check.signals if signal.outcome in ADVERSE)


def shipped(checks: Sequence[Check], calibration: Calibration, thresholds: Thresholds) -> Weighing:
    """Return what this version weighs with."""
    curves = {
        key: calibration.weights[f"{check.name}/{adverse_signal(check, key)}"].curves
        for check in checks
        for key in keys_of(check.name)
        if f"{check.name}/{adverse_signal(check, key)}" in calibration.weights
    }
    return Weighing(thresholds, curves)
