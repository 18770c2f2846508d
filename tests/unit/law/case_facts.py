"""A reported case as the law room sees it, and what that room says of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from fairclaim.domain.desk.judgement import View
from fairclaim.domain.desk.money import MINOR_DIGITS, Money
from fairclaim.domain.desk.party import PersonId
from fairclaim.domain.finding import Grade
from fairclaim.law.act import Act, AppealState, Ruling
from fairclaim.law.assess import assess
from fairclaim.law.assessment import Assessment, Reach
from fairclaim.law.proposals import Side, Situation, Stage, fitting

ASKED_ON = date(2026, 11, 22)
_RULINGS = {
    "stands": AppealState.EXPIRED,
    "overturned": AppealState.OVERTURNED,
}


def assessed(case: Mapping[str, Any]) -> Assessment:
    """Return the assessment of a case, each claim an act of one account."""
    ruling = None
    if case["ruling"] != "none":
        people = (PersonId("one"), PersonId("another"))
        ruling = Ruling(by=people, view=View.CONTRADICTS, grade=Grade.B, appeal=_RULINGS[case["ruling"]])
    currency = case["currency"] if case["currency"] in MINOR_DIGITS else "USD"
    acts = [
        Act(
            id=f"case-{case['number']}/{place}",
            on=act["on"],
            sought=Money(act["sought"], currency),
            obtained=Money(act["obtained"], currency),
            ruling=ruling,
            has_pressure="pressure" in case["flags"],
            has_removed_label="removed" in case["flags"],
        )
        for place, act in enumerate(case["acts"], 1)
    ]
    return assess(acts, on=ASKED_ON, province=case["province"] or None)


def answers(case: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return what the fixture holds of an answer: provisions that may be met, why acts stand apart, the merchant's filings."""
    found = assessed(case)
    met = [one for one in found.characterisations if one.reach is not Reach.NOT_MET]
    situation = Situation(
        side=Side.MERCHANT,
        stage=Stage(case["stage"]),
        is_paid=any(act["obtained"] for act in case["acts"]),
        has_produce_id="produce-id" in case["flags"],
        has_removed_label="removed" in case["flags"],
        is_in_china=case["in_china"],
    )
    return {
        "provisions": list(dict.fromkeys(name for one in met for name in one.provisions)),
        "apart": sorted({reason.value for _, reason in found.apart}),
        "filings": [one.kind for one in fitting(situation)],
    }
