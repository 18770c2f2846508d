"""The shipped policy on the claims that it was written for."""

import re
from typing import Any

import pytest

from fairclaim.policy.engine import Decider
from fairclaim.policy.load import parse_policy
from fairclaim.policy.shipped import default_policy, default_text
from unit.policy.tables import facts

DECIDER = Decider(default_policy())
CNY = "CNY"


def amount(yuan: int) -> dict[str, Any]:
    return {"minor": yuan * 100, "currency": CNY}


@pytest.mark.parametrize(
    ("changes", "route", "rule"),
    [
        ({"asked": "return-and-refund"}, "approve", "small-with-goods"),
        ({"asked": "repair", "amount": amount(200)}, "approve", "small-with-goods"),
        ({"asked": "repair", "amount": amount(201)}, "offer-remedy", "medium-offer"),
        ({"asked": "refund-only"}, "offer-remedy", "small-offer"),
        ({"asked": "refund-only", "merchant": "silent"}, "offer-remedy", "small-offer"),
        ({"asked": "refund-only", "merchant": "agrees"}, "approve", "small-refund-only-agreed-now"),
        ({"asked": "refund-only", "refund_only_agreed": True}, "approve", "small-refund-only-agreed-before"),
        ({"asked": "refund-only", "refund_only_agreed": True, "amount": amount(51)}, "offer-remedy", "medium-offer"),
        ({"asked": "refund-only", "refund_only_agreed": True, "merchant": "disputes"}, "review", "merchant-disputes"),
        ({"asked": "part-refund"}, "approve", "small-part-refund"),
        ({"asked": "refund-only", "perishable": True}, "offer-remedy", "perishable"),
        ({"asked": "return-and-refund", "perishable": True, "amount": amount(300)}, "offer-remedy", "perishable-dear"),
        ({"verdict": {"call": "forged", "grade": "A", "probability": 0.999}}, "review", "pictures-contradicted"),
        ({"verdict": {"call": "forged", "grade": "A"}, "amount": amount(1)}, "review", "pictures-contradicted"),
        ({"verdict": {"call": "cannot-tell"}}, "review", "pictures-undecided"),
        ({"verdict": None}, "review", "nothing-examined"),
        ({"verdict": None, "reason": "changed-mind", "asked": "return-and-refund"}, "offer-remedy", "goods-come-back"),
        ({"missing": ["wide-shot"]}, "ask-more", "fragile-evidence"),
        ({"missing": ["wide-shot"], "category": "fresh-food"}, "ask-more", "fresh-food-evidence"),
        ({"missing": ["wide-shot"], "category": "electronics"}, "ask-more", "serial-number-evidence"),
        ({"missing": ["wide-shot"], "category": "apparel"}, "ask-more", "evidence-incomplete"),
        ({"missing": None}, "review", "evidence-not-checked"),
        ({"checks": ["instructions-in-image"]}, "review", "words-to-the-reviewer"),
        ({"standing": {"confirmed_adverse": 1}}, "approve", "small-with-goods"),
        ({"standing": {"confirmed_adverse": 2}}, "review", "confirmed-history"),
        ({"amount": amount(500)}, "review", "high-amount"),
        ({"amount": amount(3000)}, "review", "very-high-amount"),
        ({"amount": {"minor": 100, "currency": "USD"}}, "review", "everything-else"),
    ],
)
def test_claims_take_the_route_that_was_meant(changes: dict[str, Any], route: str, rule: str) -> None:
    found = DECIDER.decide(facts(**changes))
    assert (found.route.value, found.rules) == (route, (rule,))


def test_what_speaks_against_a_claim_goes_to_two_people() -> None:
    assert DECIDER.decide(facts(verdict={"call": "forged", "grade": "C"})).reviewers == 2


def test_refund_only_comes_last_and_never_above_two_hundred_yuan() -> None:
    for rule in default_policy().rules:
        if "refund-only" in rule.then.remedies:
            assert rule.then.remedies[-1] == "refund-only"
    routes = DECIDER.decide_many(
        facts(asked="refund-only", amount=amount(yuan), perishable=perishable, merchant="agrees")
        for yuan in range(201, 500)
        for perishable in (True, False, None)
    )
    assert all("refund-only" not in route.remedies for route in routes)


def test_nobody_doubts_the_shipped_policy() -> None:
    assert parse_policy(default_text().encode()).doubts == ()


def test_every_number_has_its_reason_in_a_comment() -> None:
    """Each limit stands below a comment that says "judgement" or names a source."""
    blocks = re.split(r"\n(?=  # )", default_text())
    numbers = re.compile(r"^(?!\s*#).*(?:[<>]=? ?\d|percent: \d|reviewers: 2)", re.MULTILINE)
    commented = [block for block in blocks if numbers.search(block)]
    assert commented
    assert [block[:80] for block in commented if not re.search(r"udgement|article|first rule", block)] == []
