"""Which rule decided, and which nearly did."""

from fairclaim.policy.explain import explain
from unit.policy.tables import ASK, OFFER, SMALL, facts, policy, rule

OURS = policy(ASK, rule("dear", {"amount": ">= 60"}), SMALL, OFFER)


def test_the_rule_that_fired_is_shown_with_what_held() -> None:
    explained = explain(OURS, facts())
    assert explained.route.rules == ("small",)
    assert [(held.field, held.found.en, held.asked.en) for held in explained.held] == [
        ("amount", "45.00 CNY", "at most 50.00 CNY"),
        ("asked", "exchange", "exchange"),
        ("confirmed_adverse", "unknown", "unknown or 0"),
    ]


def test_a_rule_that_missed_by_one_condition_is_near() -> None:
    near = explain(OURS, facts(asked="repair")).near
    assert [(one.rule.id, one.missed.field, one.is_before) for one in near] == [("small", "asked", True)]


def test_a_number_just_beside_its_limit_is_near_and_a_distant_one_is_not() -> None:
    close = explain(OURS, facts(amount={"minor": 5_900, "currency": "CNY"})).near
    assert [one.rule.id for one in close] == ["dear", "small"]
    far = explain(OURS, facts(amount={"minor": 100, "currency": "CNY"})).near
    assert [one.rule.id for one in far] == []


def test_an_explanation_is_a_record() -> None:
    record = explain(OURS, facts(asked="repair")).to_record()
    assert record["near"] == [
        {
            "rule": "small",
            "route": "approve",
            "would_have_decided": True,
            "missed": {
                "field": "asked",
                "asked": {"zh": "exchange", "en": "exchange"},
                "found": {"zh": "repair", "en": "repair"},
                "holds": False,
            },
        }
    ]
