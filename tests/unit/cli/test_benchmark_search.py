"""The searching tracks of ``fairclaim benchmark``."""

import json
from pathlib import Path

import pytest

from fairclaim.cli.exits import Exit
from fairclaim.cli.main import main
from unit.benchmark.tiny_corpus import MANIFEST, lay_out


def test_the_shortlist_track_writes_results_and_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus, out, page = lay_out(tmp_path / "corpus"), tmp_path / "out", tmp_path / "shortlist.md"
    words = ["benchmark", "shortlist", "--corpus", str(corpus), "--out", str(out), "--page", str(page)]
    assert main(words) == Exit.DONE
    results = [json.loads(line) for line in (out / "shortlist.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(results) == 6
    assert page.read_text(encoding="utf-8").startswith("# One claim photo among hundreds of references")
    assert "true source" in capsys.readouterr().out


@pytest.mark.parametrize("track", ["index", "shortlist"])
def test_a_corpus_without_photos_is_bad_use(tmp_path: Path, track: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "manifest.csv").write_text(MANIFEST.splitlines()[0] + "\n", encoding="utf-8")
    words = ["--language", "en", "benchmark", track, "--corpus", str(tmp_path), "--out", str(tmp_path / "out")]
    assert main(words) == Exit.BAD_USE
    assert "no photos" in capsys.readouterr().err


def test_an_unknown_track_is_bad_use(tmp_path: Path) -> None:
    assert main(["benchmark", "nonsense", "--corpus", str(tmp_path)]) == Exit.BAD_USE


@pytest.mark.slow
def test_a_quick_index_track_draws_its_curve(tmp_path: Path) -> None:
    pytest.importorskip("faiss", reason="faiss-cpu is not installed")
    pytest.importorskip("onnxruntime", reason="onnxruntime is not installed")
    corpus, curve, page = lay_out(tmp_path / "corpus"), tmp_path / "images" / "c.svg", tmp_path / "docs" / "page.md"
    words = ["benchmark", "index", "--corpus", str(corpus), "--out", str(tmp_path), "--quick"]
    assert main([*words, "--curve", str(curve), "--page", str(page)]) == Exit.DONE
    assert curve.read_text(encoding="utf-8").startswith("<svg")
    assert "(../images/c.svg)" in page.read_text(encoding="utf-8")
