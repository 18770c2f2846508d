"""The label track of ``fairclaim benchmark`` as a caller meets it."""

import json
from pathlib import Path

import pytest

from fairclaim.cli.exits import Exit
from fairclaim.cli.main import main
from unit.benchmark.tiny_corpus import lay_out


def test_the_label_track_writes_its_counts_and_its_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = lay_out(tmp_path / "corpus")
    out, page = tmp_path / "out", tmp_path / "labels.md"
    words = ["benchmark", "labels", "--corpus", str(small), "--out", str(out), "--page", str(page), "--quick"]
    assert main(words) == Exit.DONE
    record = json.loads((out / "labels.json").read_text(encoding="utf-8"))
    assert sum(count["total"] for count in record["matrix"]) > 200
    assert record["fuzzed"]["failures"] == []
    assert page.read_text(encoding="utf-8").startswith("# How well labels are read, measured\n")
    assert "Promised and measured" in capsys.readouterr().out
