"""Facts at the door: what is unknown stays unknown, what is wrong is named with what was expected."""

from typing import Any

import pytest

from fairclaim.policy.facts import Facts, Standing, parse_facts
from fairclaim.policy.problems import PolicyError
from fairclaim.policy.words import Call, Flag, Grade, Merchant, Remedy
from unit.policy.tables import facts_record


def test_what_is_left_out_is_unknown() -> None:
    least = {"reason": "damaged", "category": "apparel", "amount": {"minor": 1, "currency": "CNY"}, "asked": "repair"}
    facts = parse_facts(least)
    assert facts == Facts(reason="damaged", category="apparel", amount_minor=1, currency="CNY", asked=Remedy.REPAIR)
    assert facts.standing == Standing()
    assert (facts.perishable, facts.call, facts.grade) == (Flag.UNKNOWN, Call.NOT_EXAMINED, Grade.NONE)
    assert (facts.merchant, facts.missing, facts.probability) == (Merchant.NOT_ASKED, None, None)


def test_null_is_the_same_as_left_out() -> None:
    names = (
        "tenant",
        "perishable",
        "verdict",
        "checks",
        "missing",
        "merchant",
        "refund_only_agreed",
        "days_since_signed",
        "standing",
    )
    least = {"reason": "damaged", "category": "apparel", "amount": {"minor": 1, "currency": "CNY"}, "asked": "repair"}
    assert parse_facts({**least, **dict.fromkeys(names)}) == parse_facts(least)


def test_a_record_comes_back_as_it_went() -> None:
    facts = parse_facts(
        facts_record(
            tenant="shop-1",
            perishable=False,
            verdict={"call": "forged", "grade": "A", "probability": 0.99},
            checks=["reused-photo", "aigc-label"],
            missing=["wide-shot"],
            merchant="disputes",
            refund_only_agreed=True,
            days_since_signed=2,
            standing={"confirmed_adverse": 0, "open_claims": 3},
        )
    )
    assert parse_facts(facts.to_record()) == facts
    assert facts.checks == ("aigc-label", "reused-photo")


@pytest.mark.parametrize(
    ("changes", "path", "en", "zh"),
    [
        (
            {"amount": {"minor": 4.5, "currency": "CNY"}},
            "amount.minor",
            "Expected a whole number, got 4.5.",
            "应为整数",
        ),
        ({"amount": {"minor": -1, "currency": "CNY"}}, "amount.minor", "Expected at least 0", "不小于"),
        ({"amount": {"minor": True, "currency": "CNY"}}, "amount.minor", "whole number", "整数"),
        ({"amount": {"minor": 1, "currency": "yuan"}}, "amount.currency", "three capital letters", "三个大写字母"),
        ({"amount": {"minor": 1}}, "amount.currency", "required", "必填"),
        ({"asked": "refund"}, "asked", 'Did you mean "refund-only"?', "是不是“refund-only”"),
        ({"catgory": "x"}, "catgory", 'Did you mean "category"?', "是不是“category”"),
        ({"reason": "Damaged!"}, "reason", "lower-case letters", "小写字母"),
        ({"verdict": {"call": "authentic"}}, "verdict.call", "Expected one of no-trace", "之一"),
        ({"verdict": {"call": "no-trace", "probability": 2}}, "verdict.probability", "at most 1", "不大于"),
        (
            {"verdict": {"call": "no-trace", "probability": float("nan")}},
            "verdict.probability",
            "from 0 to 1",
            "0 到 1",
        ),
        ({"verdict": {"call": "no-trace", "grade": "A"}}, "verdict.grade", "Only a verdict of forged", "只有"),
        (
            {"standing": {"confirmed_adverse": "none"}},
            "standing.confirmed_adverse",
            "a whole number or null",
            "整数或空",
        ),
        ({"missing": "wide-shot"}, "missing", "a list or null", "列表"),
    ],
)
def test_an_error_names_field_and_expectation_in_both_languages(
    changes: dict[str, Any], path: str, en: str, zh: str
) -> None:
    with pytest.raises(PolicyError) as caught:
        parse_facts(facts_record(**changes))
    [problem] = caught.value.problems
    assert problem.path == path
    assert en in problem.message.en
    assert zh in problem.message.zh


def test_all_errors_come_at_once() -> None:
    with pytest.raises(PolicyError) as caught:
        parse_facts({"asked": "refund", "amount": 5})
    assert {problem.path for problem in caught.value.problems} == {"asked", "amount", "reason", "category"}


@pytest.mark.parametrize("record", [None, [], "facts", 5])
def test_only_an_object_holds_facts(record: object) -> None:
    with pytest.raises(PolicyError, match="Expected an object"):
        parse_facts(record)
