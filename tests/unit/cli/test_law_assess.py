"""``fairclaim law assess``: from a file to words and JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from fairclaim.cli.exits import Exit
from fairclaim.cli.main import main
from fairclaim.law.acts_file import SCHEMA

Capture = pytest.CaptureFixture[str]


def acts(*rows: dict[str, Any]) -> str:
    base = {
        "on": "2025-11-17",
        "sought": {"amount_minor": 19_500, "currency": "CNY"},
        "obtained": {"amount_minor": 19_500, "currency": "CNY"},
        "ruling": {"by": ["r-1", "r-2"], "view": "contradicts", "grade": "A", "appeal": "expired"},
    }
    return json.dumps(
        {"schema": SCHEMA, "person": "buyer-7", "acts": [{"id": f"c-{n}", **base, **row} for n, row in enumerate(rows)]}
    )


@pytest.fixture
def crab(tmp_path: Path) -> Path:
    path = tmp_path / "acts.json"
    path.write_text(acts({}, {"ruling": None}), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ["第四十九条", "不是法律意见", "没有人作出决定"]),
        ("en", ["article 49", "not legal advice", "no person has decided"]),
    ],
)
def test_words_name_the_rule_what_stands_apart_and_that_it_is_no_advice(
    crab: Path, language: str, words: list[str], capsys: Capture
) -> None:
    assert main(["law", "assess", str(crab), "--on", "2025-12-01", "--language", language]) == Exit.DONE
    said = capsys.readouterr().out
    for word in words:
        assert word in said
    assert "[S]" in said


def test_json_is_the_assessment(crab: Path, capsys: Capture) -> None:
    assert main(["law", "assess", str(crab), "--on", "2025-12-01", "--province", "320500", "--json"]) == Exit.DONE
    record = json.loads(capsys.readouterr().out)
    assert (record["place"]["code"], record["counted"], record["obtained"]["amount_minor"]) == ("3205", ["c-0"], 19_500)


def test_nothing_that_counts_is_said_so(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "acts.json").write_text(acts({"ruling": None}), encoding="utf-8")
    assert main(["law", "assess", str(tmp_path / "acts.json"), "--language", "en"]) == Exit.DONE
    assert "No act counts" in capsys.readouterr().out


def test_hidden_characters_of_a_file_do_not_reach_the_terminal(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "acts.json").write_text(acts({"id": "\u202egnp\x1b[2J", "ruling": None}), encoding="utf-8")
    assert main(["law", "assess", str(tmp_path / "acts.json")]) == Exit.DONE
    said = capsys.readouterr().out
    assert "\u202e" not in said
    assert "\x1b" not in said


@pytest.mark.parametrize(
    ("text", "extra", "status"),
    [(None, [], Exit.UNREADABLE), ("{", [], Exit.BAD_USE), (acts({}), ["--province", "99"], Exit.BAD_USE)],
)
def test_what_cannot_be_used_ends_with_its_status(
    text: str | None, extra: list[str], status: Exit, tmp_path: Path
) -> None:
    path = tmp_path / "acts.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    assert main(["law", "assess", str(path), *extra]) == status
