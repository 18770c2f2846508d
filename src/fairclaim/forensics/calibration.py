"""Readings to findings: how much each signal weighs, and how often it was wrong when measured.

The one place to calibrate. ``calibration.json`` maps ``check/signal`` to a log-likelihood ratio and, where the signal was
measured, to its error rates (upper ends of 95 % Clopper–Pearson intervals). A signal that nobody has measured says so, and
its weight is a cautious judgement, small enough never to decide alone.
"""

import json
from dataclasses import dataclass
from importlib import resources

from fairclaim.domain.finding import Finding, Measured
from fairclaim.forensics.check import Check, Reading


@dataclass(frozen=True, slots=True)
class Weight:
    """What one signal is worth.

    Parameters
    ----------
    log_odds : float
        Natural-log likelihood ratio of "forged".
    measured : Measured or None
        None where nobody measured it.
    """

    log_odds: float
    measured: Measured | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """All weights, by ``check/signal``."""

    weights: dict[str, Weight]

    def calibrate(self, check: Check, reading: Reading) -> Finding:
        """Give a reading its outcome, weight and error rates.

        Raises
        ------
        KeyError
            If the check has no such signal, or the signal no weight: a bug that the contract tests catch.
        """
        signal = next((known for known in check.signals if known.name == reading.signal), None)
        if signal is None:
            raise KeyError(f"{check.name} has no signal {reading.signal}")
        weight = self.weights[f"{check.name}/{reading.signal}"]
        return Finding(
            check=check.name,
            signal=reading.signal,
            exhibits=reading.exhibits,
            outcome=signal.outcome,
            grade=signal.grade,
            log_odds=weight.log_odds,
            reason=reading.reason,
            innocent=signal.innocent,
            measured=weight.measured,
            regions=reading.regions,
            map=reading.map,
            alignment=reading.alignment,
        )


def load_calibration() -> Calibration:
    """Read the weights that ship with this version."""
    text = resources.files("fairclaim.forensics").joinpath("calibration.json").read_text(encoding="utf-8")
    return Calibration({name: _to_weight(entry) for name, entry in json.loads(text)["weights"].items()})


def _to_weight(entry: dict[str, object]) -> Weight:
    log_odds, measured = entry["log_odds"], entry.get("measured")
    if not isinstance(log_odds, int | float):
        raise TypeError(f"log_odds must be a number, not {log_odds!r}")
    if not isinstance(measured, dict):
        return Weight(float(log_odds), None)
    return Weight(float(log_odds), Measured(measured["false_alarm"], measured["miss"], measured["on"]))
