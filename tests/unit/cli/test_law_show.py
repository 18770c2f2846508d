"""``fairclaim law show``."""

import json
from pathlib import Path

import pytest

from fairclaim.cli.exits import Exit
from fairclaim.cli.main import main
from fairclaim.law.statute_book import shipped_book

Capture = pytest.CaptureFixture[str]


def test_all_provisions_are_shown_with_their_grade(capsys: Capture) -> None:
    assert main(["law", "show", "--language", "zh"]) == Exit.DONE
    said = capsys.readouterr().out
    assert all(one.id in said for one in shipped_book().provisions)
    assert "[K] 通行知识" in said


def test_the_day_chooses_the_version(capsys: Capture) -> None:
    for on, name in (("2025-12-31", "public-security-2012-49"), ("2026-01-01", "public-security-2025-58")):
        assert main(["law", "show", "petty-fraud", "--on", on, "--json"]) == Exit.DONE
        record = json.loads(capsys.readouterr().out)
        assert [one["id"] for one in record["provisions"]] == [name]
        assert record["provisions"][0]["source"]["read"]


def test_the_reference_page_is_written(tmp_path: Path) -> None:
    assert main(["law", "show", "--page", str(tmp_path / "law.md")]) == Exit.DONE
    assert "public-security-2025-58" in (tmp_path / "law.md").read_text(encoding="utf-8")


def test_an_unknown_name_is_bad_use(capsys: Capture) -> None:
    assert main(["law", "show", "petty"]) == Exit.BAD_USE
    assert "petty" in capsys.readouterr().err
