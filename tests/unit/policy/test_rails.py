"""The rails, one by one, on rules in memory; tests/unit/policy/test_load.py shows them on files."""

import pytest

from fairclaim.policy.condition_text import parse_condition
from fairclaim.policy.fields import FIELD_OF
from fairclaim.policy.rails import broken_rails, has_upper_amount, treats_unknown_otherwise
from unit.policy.tables import OFFER, SMALL, policy, rule


@pytest.mark.parametrize(
    ("field", "written", "parts"),
    [
        ("confirmed_adverse", ">= 1", False),
        ("confirmed_adverse", "0", True),
        ("confirmed_adverse", "unknown", True),
        ("confirmed_adverse", "0 or unknown", False),
        ("open_claims", ">= 0", True),
        ("days_since_signed", "<= 7", False),
    ],
)
def test_parting_the_unknown_from_the_clean_is_seen(field: str, written: str, parts: bool) -> None:  # noqa: FBT001
    assert treats_unknown_otherwise(parse_condition(FIELD_OF[field], written, currency="CNY")) is parts


@pytest.mark.parametrize(
    ("written", "is_limited"), [("<= 50", True), (">= 50", False), ("<= 50 or unknown", False), ("1..9", True)]
)
def test_an_upper_amount_is_known_and_below_the_largest(written: str, is_limited: bool) -> None:  # noqa: FBT001
    assert has_upper_amount(policy(rule("x", {"amount": written})).rules[0]) is is_limited


def test_a_table_that_keeps_the_rails_breaks_none() -> None:
    assert list(broken_rails(policy(SMALL, OFFER).rules)) == []


def test_places_and_rules_are_named() -> None:
    rules = policy(SMALL, OFFER).rules
    found = list(broken_rails((*rules[:2], rules[0], rules[-1])))
    assert [(problem.code, problem.path, problem.rule) for problem in found] == [
        ("id-twice", "rules.2.id", "small"),
        ("unreachable", "rules.2", "small"),
    ]
