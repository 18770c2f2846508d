"""All reported cases: facts in, assessment and proposed filings out."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from unit.law.case_facts import answers, assessed

FILE = Path(__file__).resolve().parents[1] / "golden" / "law-cases" / "cases.toml"
CASES: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]
OF = {case["number"]: case for case in CASES}


def test_all_thirty_eight_are_there() -> None:
    assert [case["number"] for case in CASES] == list(range(1, 39))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"case-{case['number']}")
def test_a_case_is_answered_as_reviewed(case: dict[str, Any]) -> None:
    assert answers(case) == {key: case[key] for key in ("provisions", "apart", "filings")}


def test_the_crab_case_falls_under_49_and_the_same_act_a_year_later_under_58() -> None:
    case = OF[1]
    later = {**case, "acts": [{**act, "on": act["on"].replace(year=2026)} for act in case["acts"]]}
    assert "public-security-2012-49" in answers(case)["provisions"]
    assert "public-security-2025-58" in answers(later)["provisions"]


def test_thirteen_claims_reach_the_criminal_tier_and_274_is_named() -> None:
    found = assessed(OF[2])
    (criminal,) = [one for one in found.characterisations if "criminal-law-266" in one.provisions]
    assert criminal.amount.amount_minor > 700_000
    assert criminal.tiers == ("relatively-large",)
    assert any("274" in note.text.en or "二百七十四" in note.text.zh for note in found.notes)


def test_a_press_report_is_no_decision_and_brings_nobody_to_the_police() -> None:
    for case in CASES:
        if case["ruling"] == "none":
            found = answers(case)
            assert found["provisions"] == []
            assert not {"police-cover", "civil-demand"} & set(found["filings"])
