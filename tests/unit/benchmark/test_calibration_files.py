"""What is written can be read, keeps what others wrote, and is the same again."""

import json
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest

from fairclaim.benchmark.blind_recipe import Kind, Split
from fairclaim.benchmark.calibrate import Learned, learn
from fairclaim.benchmark.calibration_files import calibration_record, corpus_digest, thresholds_record, to_text
from fairclaim.forensics.calibration import load_calibration
from fairclaim.forensics.quality import Quality
from fairclaim.forensics.thresholds import thresholds
from unit.benchmark.blind_results import KEY, STAMP, drawn, untouched
from unit.benchmark.stand_in_check import BOTH, NOISE
from unit.benchmark.test_calibrate import fit

OLD = {
    "about": "what it is about",
    "weights": {
        "noise-level/inconsistent": {"log_odds": 0.2, "curves": {"small": {"knots": [[0, 0]]}}},
        "noise-level/consistent": {"log_odds": 0.0},
        "noise-level/too-small": {"log_odds": 0.0},
        "another-check/signal": {"log_odds": 1.0, "curves": {"fine": {"knots": [[0, 1]]}}},
    },
}


@pytest.fixture(scope="module")
def learned() -> Learned:
    return learn(fit(2.0), [KEY], on="drawn scores")


def records(learned: Learned) -> tuple[dict[str, object], dict[str, object]]:
    old = {"about": "thresholds", "on": "nothing yet", "share": 0.002, "thresholds": {}}
    learned_from = [one for one in untouched() if one.split is Split.FIT]
    made = calibration_record(OLD, learned, [*drawn(), *learned_from], checks=(NOISE, BOTH), stamp=STAMP)
    return thresholds_record(old, learned, STAMP), made


def test_curves_of_scoring_checks_are_new_and_all_else_is_kept(learned: Learned) -> None:
    record = json.loads(to_text(records(learned)[1]))
    weights = record["weights"]
    assert record["about"] == OLD["about"]
    assert record["curves_learned"] == STAMP.to_record()
    assert weights["another-check/signal"] == {"log_odds": 1.0, "curves": {"fine": {"knots": [[0, 1]]}}}
    assert weights["noise-level/too-small"] == {"log_odds": 0.0}
    assert set(weights["noise-level/inconsistent"]["curves"]) == {"fine"}
    assert weights["noise-level/inconsistent"]["log_odds"] == 0.2
    assert "measured" not in weights["noise-level/consistent"]["curves"]["fine"]


def test_error_rates_are_those_of_held_out_photos_with_real_forgeries_apart(learned: Learned) -> None:
    curve = json.loads(to_text(records(learned)[1]))["weights"]["noise-level/inconsistent"]["curves"]["fine"]
    assert 0 < curve["measured"]["false_alarm"] < 0.05
    assert 0.5 < curve["measured"]["miss"] <= 1
    assert curve["measured"]["on"].startswith("400 own synthetic forgeries, 400 genuine photos, held out")
    assert str(STAMP) in curve["measured"]["on"]
    assert curve["measured_on_real_forgeries"]["on"].startswith("400 real AI edits and generator outputs")


def test_what_was_written_ships(learned: Learned, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, record in zip(("thresholds.json", "calibration.json"), records(learned), strict=True):
        (tmp_path / name).write_text(to_text(record), encoding="utf-8")
    monkeypatch.setattr(resources, "files", lambda _: tmp_path)
    thresholds.cache_clear()
    try:
        shipped = thresholds()
    finally:
        thresholds.cache_clear()
    assert shipped.of(KEY, Quality.FINE) == learned.weighing.thresholds.of(KEY, Quality.FINE)
    assert shipped.on == "drawn scores"
    curve = load_calibration().weights["noise-level/inconsistent"].curves[Quality.FINE]
    assert curve.knots == learned.weighing.curves[KEY][Quality.FINE].knots
    assert curve.measured is not None


def test_learning_again_changes_the_date_at_most(learned: Learned) -> None:
    assert records(learned) == records(learn(fit(2.0), [KEY], on="drawn scores"))
    once = to_text(records(learned)[0])
    again = to_text(thresholds_record(json.loads(once), learned, replace(STAMP, date="2027-01-01")))
    differing = [line for line, other in zip(once.splitlines(), again.splitlines(), strict=True) if line != other]
    assert len(differing) == 1
    assert '"date"' in differing[0]


def test_only_the_adverse_signal_of_each_of_two_questions_has_a_curve() -> None:
    keys = ("regenerated/frame", "regenerated/region")
    score = type(fit(2.0)[0].scores[0])

    def renamed(key: str, kind: Kind) -> list[object]:
        of = [replace(one, kind=kind) if one.kind is Kind.PASTED else one for one in fit(2.0)]
        return [replace(one, scores=(score(key=key, signal="no-sign", score=one.score(KEY)),)) for one in of]

    results = [*renamed(keys[0], Kind.RERENDERED), *renamed(keys[1], Kind.PASTED)]
    learned = learn(results, keys, on="x")  # type: ignore[arg-type]
    names = [f"regenerated/{signal.name}" for signal in BOTH.signals]
    old = {"weights": {name: {"log_odds": 0.0} for name in names}}
    made = json.loads(to_text(calibration_record(old, learned, [], checks=(BOTH,), stamp=STAMP)))["weights"]
    assert [name for name in names if "curves" in made[name]] == [
        "regenerated/re-rendered",
        "regenerated/region-regenerated",
    ]


def test_a_corpus_is_known_by_its_manifest(tiny: Path) -> None:
    assert len(corpus_digest(tiny)) == 64
    assert corpus_digest(tiny) == corpus_digest(tiny)
