"""Conditions and values in words."""

import pytest

from fairclaim.policy.condition_text import parse_condition
from fairclaim.policy.fields import FIELD_OF, Value
from fairclaim.policy.wording import condition_in_words, value_in_words


@pytest.mark.parametrize(
    ("field", "written", "en", "zh"),
    [
        ("amount", "<= 50", "at most 50.00 CNY", "不大于 50.00 CNY"),
        ("amount", ">= 3000", "at least 3,000.00 CNY", "不小于 3,000.00 CNY"),
        ("amount", "50..200", "50.00 CNY to 200.00 CNY", "50.00 CNY 至 200.00 CNY"),
        ("amount", ">= 0", "known", "已知"),
        ("open_claims", "0 or unknown", "unknown or 0", "未知 或 0"),
        ("probability", ">= 0.9", "at least 0.9", "不小于 0.9"),
        ("category", ["toys", "books"], "books or toys", "books、toys"),
        ("category", {"not": "toys"}, "not toys", "不是 toys"),
        ("checks", {"any": ["a"], "none": ["b"]}, "holds a and does not hold b", "含有 a，不含 b"),
    ],
)
def test_conditions(field: str, written: object, en: str, zh: str) -> None:
    found = condition_in_words(parse_condition(FIELD_OF[field], written, currency="CNY"), "CNY")
    assert (found.en, found.zh) == (en, zh)


@pytest.mark.parametrize(
    ("field", "value", "en"),
    [
        ("amount", 4500, "45.00 CNY"),
        ("amount", -1, "unknown"),
        ("verdict", "no-trace", "no-trace"),
        ("perishable", "unknown", "unknown"),
        ("checks", ("a", "b"), "a, b"),
        ("checks", (), "none"),
        ("probability", 250_000, "0.25"),
    ],
)
def test_values(field: str, value: Value, en: str) -> None:
    assert value_in_words(FIELD_OF[field], value, "CNY").en == en
