"""``fairclaim benchmark`` as a caller meets it."""

import json
from pathlib import Path

import pytest

from fairclaim.cli.exits import Exit
from fairclaim.cli.main import main
from unit.benchmark.tiny_corpus import MANIFEST, lay_out


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A corpus with one real edit and nothing to paint on: five trials."""
    corpus = lay_out(tmp_path / "corpus")
    for name in ("products", "listing", "prints", "video", "damage"):
        (corpus / name).rename(tmp_path / name)
    return corpus


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_missing_corpus_is_unreadable_input(
    tmp_path: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    words = ["benchmark", "--corpus", str(tmp_path / "nowhere"), "--out", str(out), "--language", language]
    assert main(words) == Exit.UNREADABLE
    said = capsys.readouterr()
    assert said.out == ""
    assert "nowhere" in said.err
    assert not out.exists()


def test_a_corpus_without_usable_photos_is_bad_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "manifest.csv").write_text(MANIFEST)
    words = ["--language", "en", "benchmark", "--corpus", str(tmp_path), "--out", str(tmp_path / "out")]
    assert main(words) == Exit.BAD_USE
    assert "no photos" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["--workers", "0"], ["--workers", "-1"], ["--workers", "many"]])
def test_bad_use_is_told_before_any_work(tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    corpus = ["--corpus", str(tmp_path)] if words else []
    assert main(["benchmark", *corpus, *words]) == Exit.BAD_USE
    assert "error: " in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_told_before_any_work(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    assert main(["benchmark", "--corpus", str(small), "--out", str(tmp_path / "file" / "out")]) == Exit.BAD_USE
    assert capsys.readouterr().out == ""


def test_a_run_writes_results_and_a_page(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, page = tmp_path / "out", tmp_path / "docs" / "accuracy.md"
    words = ["benchmark", "--corpus", str(small), "--out", str(out), "--page", str(page), "--workers", "1"]
    assert main(words) == Exit.DONE
    results = [json.loads(line) for line in (out / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(results) == 5
    assert {result["track"] for result in results} == {"real AI edits"}
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# How good it is, measured\n")
    assert "the whole track" in text
    assert "Promised and measured" in capsys.readouterr().out
    failures = [result for result in results if result["call"] != "forged"]
    assert bool(list(out.glob("failures-*.jpg"))) == bool(failures)


def test_a_quick_run_takes_only_some_trials(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = ["benchmark", "--corpus", str(small), "--out", str(out), "--quick", "--workers", "1"]
    assert main(words) == Exit.DONE
    assert len((out / "results.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    assert not (out / "accuracy.md").exists()
