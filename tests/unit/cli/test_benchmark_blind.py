"""``fairclaim benchmark blind`` as a caller meets it, with a stand-in for the checks that score pixels."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from fairclaim.benchmark import hypotheses
from fairclaim.cli import benchmark_blind
from fairclaim.cli.exits import Exit
from fairclaim.cli.main import main
from unit.benchmark.stand_in_check import NOISE
from unit.benchmark.tiny_corpus import lay_out


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A corpus with a real edit and two photos of damage."""
    corpus = lay_out(tmp_path / "corpus")
    for name in ("products", "listing", "prints", "video"):
        shutil.rmtree(corpus / name)
    return corpus


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hypotheses, "scoring_checks", lambda: (NOISE,))


def words(corpus: Path, out: Path, *more: str) -> list[str]:
    return [
        "--language",
        "en",
        "benchmark",
        "blind",
        "--corpus",
        str(corpus),
        "--out",
        str(out),
        "--workers",
        "1",
        *more,
    ]


@pytest.mark.usefixtures("stand_in")
def test_a_run_writes_numbers_pages_pictures_and_trials(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, page, trials = tmp_path / "out", tmp_path / "page.md", tmp_path / "trials"
    assert main(words(small, out, "--page", str(page), "--export", str(trials))) == Exit.DONE
    assert page.read_text(encoding="utf-8").startswith("# What one photo alone shows, measured\n")
    assert "What one photo alone shows" in capsys.readouterr().out
    assert json.loads((out / "blind.json").read_text(encoding="utf-8"))["is_quick"] is False
    assert (out / "blind.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert list(out.glob("blind-noise-level-*.jpg"))
    with (trials / "trials.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["file"] for row in rows} == {path.name for path in trials.iterdir()} - {"trials.csv"}
    results = [json.loads(line) for line in (out / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [one["file"] for one in results][: len(rows)] == [row["file"] for row in rows]

    scores = tmp_path / "scores.csv"
    scores.write_text(
        "file,score\n" + "".join(f"{row['file']},{n % 7}\n" for n, row in enumerate(rows)), encoding="utf-8"
    )
    assert main(words(small, out, "--against", str(scores))) == Exit.DONE
    assert "Beside another detector" in capsys.readouterr().out
    assert "real edit (real)" in (out / "against.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("stand_in")
def test_fitting_writes_what_ships(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "ships"
    place.mkdir()
    for name in ("thresholds.json", "calibration.json"):
        shutil.copy(benchmark_blind.SHIPPED / name, place / name)
    before = json.loads((place / "calibration.json").read_text(encoding="utf-8"))
    monkeypatch.setattr(benchmark_blind, "SHIPPED", place)
    assert main(words(small, tmp_path / "out", "--fit")) == Exit.DONE
    thresholds = json.loads((place / "thresholds.json").read_text(encoding="utf-8"))
    calibration = json.loads((place / "calibration.json").read_text(encoding="utf-8"))
    assert len(thresholds["corpus_sha256"]) == 64
    assert thresholds["thresholds"] == {}  # far too few photos to promise anything
    assert calibration["curves_learned"]["version"] == thresholds["version"]
    for weights in (before["weights"], calibration["weights"]):
        for name in weights:
            if name.startswith("noise-level/"):  # the stand-in's: learned anew, and here there was too little
                weights[name].pop("curves", None)
    assert calibration["weights"] == before["weights"]


@pytest.mark.usefixtures("stand_in")
def test_a_quick_run_does_less_and_learns_nothing(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words(small, tmp_path / "out", "--quick")) == Exit.DONE
    assert "quick sample" in capsys.readouterr().out
    assert main(words(small, tmp_path / "out", "--quick", "--fit")) == Exit.BAD_USE
    assert "--fit needs all the photos" in capsys.readouterr().err


def test_without_a_check_that_scores_there_is_nothing_to_measure(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(hypotheses, "scoring_checks", tuple)
    assert main(words(small, tmp_path / "out")) == Exit.UNAVAILABLE
    assert "no check that scores pixels" in capsys.readouterr().err


@pytest.mark.usefixtures("stand_in")
def test_missing_scores_and_missing_photos_are_told(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words(small, tmp_path / "out", "--against", str(tmp_path / "none.csv"))) == Exit.UNREADABLE
    shutil.rmtree(small / "edits")
    shutil.rmtree(small / "damage")
    assert main(words(small, tmp_path / "out")) == Exit.BAD_USE
    assert "no photos" in capsys.readouterr().err
