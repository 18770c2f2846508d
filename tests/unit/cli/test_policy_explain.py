"""``fairclaim policy explain``: which rule, why, and which nearly."""

import json
from pathlib import Path

import pytest

from fairclaim.cli.exits import Exit
from fairclaim.cli.main import main
from unit.policy.tables import facts_record

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    (tmp_path / "facts.json").write_text(json.dumps(facts_record(asked="refund-only")), encoding="utf-8")
    return tmp_path / "facts.json"


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("rule that decides: small-offer", "amount: 45.00 CNY (at most 50.00 CNY)", "merchant's answer: not-asked (agrees)")),
     ("zh", ("生效的规则: small-offer", "金额: 45.00 CNY (不大于 50.00 CNY)", "否则由它决定"))],
)  # fmt: skip
def test_the_rule_its_conditions_and_the_near_ones_are_shown(
    facts: Path, language: str, words: tuple[str, ...], capsys: Capture
) -> None:
    assert main(["policy", "explain", "default", "--facts", str(facts), "--language", language]) == Exit.DONE
    said = capsys.readouterr().out
    for text in words:
        assert text in said


def test_json_holds_route_and_near_misses(facts: Path, capsys: Capture) -> None:
    assert main(["policy", "explain", "default", "--facts", str(facts), "--json"]) == Exit.DONE
    record = json.loads(capsys.readouterr().out)
    assert record["schema"] == "fairclaim.policy-explanation/1"
    assert record["route"]["rules"] == ["small-offer"]
    assert "small-refund-only-agreed-now" in {near["rule"] for near in record["near"]}


@pytest.mark.parametrize("changes", [{"missing": ["label"]}, {"amount": {"minor": 1, "currency": "USD"}}])
def test_every_kind_of_route_is_shown(changes: dict[str, object], tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "f.json").write_text(json.dumps(facts_record(**changes)), encoding="utf-8")
    assert main(["policy", "explain", "default", "--facts", str(tmp_path / "f.json")]) == Exit.DONE
    said = capsys.readouterr().out
    assert "asked for: label" in said or "no conditions" in said


@pytest.mark.parametrize("text", ["{", "[" * 50_000, '{"reason": 5}', "x" * 70_000, '"' + "x" * 70_000 + '"'])
def test_facts_that_cannot_be_used_are_bad_use(text: str, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "f.json").write_text(text, encoding="utf-8")
    assert main(["policy", "explain", "default", "--facts", str(tmp_path / "f.json")]) == Exit.BAD_USE
    assert "f.json" in capsys.readouterr().err


def test_facts_that_are_not_there_are_unreadable(tmp_path: Path) -> None:
    assert main(["policy", "explain", "default", "--facts", str(tmp_path / "none.json")]) == Exit.UNREADABLE
