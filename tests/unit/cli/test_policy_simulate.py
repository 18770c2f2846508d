"""``fairclaim policy simulate`` as a caller meets it."""

import json
from pathlib import Path
from typing import Any

import pytest

from fairclaim.cli.exits import Exit
from fairclaim.cli.main import main
from unit.cli.policy_files import STRICT, past, write_history

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def history(tmp_path: Path) -> Path:
    dear = {"minor": 15_000, "currency": "CNY"}
    return write_history(
        tmp_path / "history.jsonl",
        past("c-1", asked="return-and-refund"),
        past("c-2", amount=dear, asked="return-and-refund"),
        past("c-3", "not-upheld", amount=dear, asked="return-and-refund", category="apparel"),
        past("c-4", missing=["label"]),
    )


@pytest.fixture
def strict(tmp_path: Path) -> Path:
    (tmp_path / "strict.yaml").write_text(STRICT, encoding="utf-8")
    return tmp_path / "strict.yaml"


def simulated(capsys: Capture, *words: object) -> dict[str, Any]:
    assert main(["policy", "simulate", *map(str, words), "--json"]) == Exit.DONE
    record: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert record["schema"] == "fairclaim.policy-simulation/1"
    return record


def test_figures_are_money_and_people(history: Path, capsys: Capture) -> None:
    record = simulated(capsys, "default", "--history", history)
    figures = record["figures"]
    assert (figures["claims"], figures["paid_minor"], figures["paid_not_upheld_minor"]) == (4, 34_500, 15_000)
    assert figures["rates"]["bothered"]["hits"] == 1
    assert figures["rates"]["bothered"]["low"] > 0
    assert set(record["by_category"]) == {"apparel", "tableware"}
    assert record["against"] is None


def test_two_policies_are_compared(history: Path, strict: Path, capsys: Capture) -> None:
    against = simulated(capsys, strict, "--history", history, "--against", "default", "--first", 1)["against"]
    assert (against["changed"], against["harder"], against["easier"], against["harder_upheld"]) == (2, 2, 0, 1)
    assert [change["claim"] for change in against["changes"]] == ["c-2"]
    assert against["changes"][0]["difference"]["harder"] == 1


@pytest.mark.parametrize(
    ("language", "words"), [("en", ("honest people bothered", "2 claims change")), ("zh", ("诚实买家", "有变化 2 件"))]
)
def test_a_person_reads_it(history: Path, strict: Path, language: str, words: tuple[str, str], capsys: Capture) -> None:
    asked = [
        "policy",
        "simulate",
        str(strict),
        "--history",
        str(history),
        "--against",
        "default",
        "--language",
        language,
    ]
    assert main(asked) == Exit.DONE
    said = capsys.readouterr().out
    for text in (*words, "c-2 (tableware, upheld): approve [small-with-goods] → offer-remedy [medium-offer]"):
        assert text in said


def test_lines_that_cannot_be_used_are_counted_and_named(history: Path, capsys: Capture) -> None:
    with history.open("ab") as file:
        file.write(b"{\n" * 25 + b'"' + b"x" * 300_000 + b'"\n')
    assert main(["policy", "simulate", "default", "--history", str(history), "--json"]) == Exit.DONE
    said = capsys.readouterr()
    assert json.loads(said.out)["refused_lines"] == 26
    assert json.loads(said.out)["figures"]["claims"] == 4
    assert "history:5 cannot be used" in said.err
    assert "6 more lines cannot be used" in said.err


@pytest.mark.parametrize("words", [["--first", "-1"], ["--first", "x"], ["--against", "nowhere.yaml"]])
def test_wrong_words_end_it(history: Path, words: list[str]) -> None:
    status = Exit.UNREADABLE if "--against" in words else Exit.BAD_USE
    assert main(["policy", "simulate", "default", "--history", str(history), *words]) == status


def test_a_history_without_a_usable_line_is_bad_use(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "h.jsonl").write_bytes(b"")
    assert main(["policy", "simulate", "default", "--history", str(tmp_path / "h.jsonl")]) == Exit.BAD_USE
    assert "No line of the history" in capsys.readouterr().err
    assert main(["policy", "simulate", "default", "--history", str(tmp_path / "none.jsonl")]) == Exit.UNREADABLE
