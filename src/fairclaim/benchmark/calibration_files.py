"""Write what calibration learned into ``thresholds.json`` and ``calibration.json``, and how often it was wrong on photos held out.

Keys are sorted and numbers rounded, so that learning the same again changes nothing but the date.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fairclaim.benchmark.blind_recipe import HONEST, OWN, REAL, Kind, Split
from fairclaim.benchmark.blind_track import BlindResult
from fairclaim.benchmark.calibrate import Learned
from fairclaim.benchmark.hypotheses import HYPOTHESES, is_meant, keys_of
from fairclaim.benchmark.weighing import ADVERSE, adverse_signal
from fairclaim.domain.finding import Outcome
from fairclaim.domain.intervals import clopper_pearson
from fairclaim.forensics.check import Check
from fairclaim.forensics.quality import Quality

Record = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """When, on which corpus and with which version something was learned."""

    date: str
    corpus: str
    version: str

    def to_record(self) -> Record:
        """Return the fields that stand in both files."""
        return {"date": self.date, "corpus_sha256": self.corpus, "version": self.version}

    def __str__(self) -> str:
        return f"fairclaim benchmark blind @{self.version}, {self.date}, corpus {self.corpus[:12]}"


def corpus_digest(corpus: Path) -> str:
    """Return the SHA-256 of a corpus's manifest."""
    return hashlib.sha256((corpus / "manifest.csv").read_bytes()).hexdigest()


def thresholds_record(old: Mapping[str, object], learned: Learned, stamp: Stamp) -> Record:
    """Return the new contents of ``thresholds.json``."""
    thresholds = learned.weighing.thresholds
    return {
        **old,
        **stamp.to_record(),
        "on": thresholds.on,
        "share": thresholds.share,
        "thresholds": {key: {str(q): value for q, value in of.items()} for key, of in thresholds.by_check.items()},
        "learned_from": {
            key: {str(quality): {"photos": one.genuine, "subjects": one.subjects} for quality, one in of.items()}
            for key, of in learned.basis.items()
        },
    }


def calibration_record(
    old: Mapping[str, object],
    learned: Learned,
    held_out: Sequence[BlindResult],
    *,
    checks: Sequence[Check],
    stamp: Stamp,
) -> Record:
    """Return the new contents of ``calibration.json``: the curves of every scoring check anew, all else as it was.

    Parameters
    ----------
    held_out : sequence of BlindResult
        On which error rates are counted.
    """
    given = old["weights"]
    weights = dict(given) if isinstance(given, Mapping) else {}
    for check in checks:
        for signal in check.signals:
            name = f"{check.name}/{signal.name}"
            if name in weights:
                weights[name] = {field: value for field, value in weights[name].items() if field != "curves"}
        for key in keys_of(check.name):
            for signal_name in _weighed(check, key, held_out):
                name = f"{check.name}/{signal_name}"
                is_adverse = signal_name == adverse_signal(check, key)
                curves = _curves(learned, key, held_out if is_adverse else (), stamp)
                if curves and name in weights:
                    weights[name] = {**weights[name], "curves": curves}
    return {**old, "curves_learned": stamp.to_record(), "weights": weights}


def to_text(record: Mapping[str, object]) -> str:
    """Return a record as it stands in its file."""
    return json.dumps(record, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _weighed(check: Check, key: str, results: Sequence[BlindResult]) -> list[str]:
    """Return the signals that a question's curve weighs.

    The silences of a check with two questions are shared by both, and weigh nothing.
    """
    if check.name in HYPOTHESES:
        return [adverse_signal(check, key)]
    seen = {one.signal for result in results for one in result.scores if one.key == key and one.score is not None}
    outcomes = {*ADVERSE, Outcome.CANNOT_TELL}
    return [signal.name for signal in check.signals if signal.outcome in outcomes or signal.name in seen]


def _curves(learned: Learned, key: str, held_out: Sequence[BlindResult], stamp: Stamp) -> Record:
    curves: Record = {}
    for quality, curve in learned.weighing.curves.get(key, {}).items():
        entry: Record = {"knots": [list(knot) for knot in curve.knots]}
        if held_out:
            entry |= _measured(learned, key, quality, held_out, stamp)
        curves[str(quality)] = entry
    return curves


def _measured(learned: Learned, key: str, quality: Quality, results: Sequence[BlindResult], stamp: Stamp) -> Record:
    """Count what held-out photos were asked about; real edits and generator output stand apart from our own forgeries."""
    chosen = [one for one in results if one.quality is quality and (one.split is Split.HELD_OUT or one.kind in REAL)]

    def counted(kinds: frozenset[Kind], *, is_asked: bool) -> tuple[float | None, int]:
        of = [one for one in chosen if one.kind in kinds and (one.kind in HONEST or is_meant(key, one.kind))]
        hits = sum(learned.weighing.asks(one, key) is is_asked for one in of)
        return (round(clopper_pearson(hits, len(of)).high, 4), len(of)) if of else (None, 0)

    false_alarm, genuine = counted(HONEST, is_asked=True)
    miss, own = counted(OWN, is_asked=False)
    missed_real, real = counted(REAL, is_asked=False)
    tail = f"held out; upper ends of 95 % intervals; {stamp}"
    measured: Record = {
        "measured": {
            "false_alarm": false_alarm,
            "miss": miss,
            "on": f"{own} own synthetic forgeries, {genuine} genuine photos, {tail}",
        }
    }
    if real:
        measured["measured_on_real_forgeries"] = {
            "miss": missed_real,
            "on": f"{real} real AI edits and generator outputs; {stamp}",
        }
    return measured
