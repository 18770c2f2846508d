"""Conditions as people write them."""

import pytest

from fairclaim.policy.condition import Among, Numbers, Words
from fairclaim.policy.condition_text import ConditionError, parse_condition
from fairclaim.policy.fields import FIELD_OF, MILLIONTHS

LARGEST = FIELD_OF["amount"].largest
COUNTS = FIELD_OF["open_claims"].largest


@pytest.mark.parametrize(
    ("field", "written", "ranges"),
    [
        ("amount", "<= 50 CNY", ((0, 5000),)),
        ("amount", "< 50", ((0, 4999),)),
        ("amount", "> 50 CNY", ((5001, LARGEST),)),
        ("amount", ">=50CNY", ((5000, LARGEST),)),
        ("amount", "50..200 CNY", ((5000, 20000),)),
        ("amount", "> 50 and <= 200 CNY", ((5001, 20000),)),
        ("amount", "9.99", ((999, 999),)),
        ("amount", 50, ((5000, 5000),)),
        ("amount", "<= 10 or > 100", ((0, 1000), (10001, LARGEST))),
        ("amount", "unknown", ((-1, -1),)),
        ("open_claims", "0 or unknown", ((-1, -1), (0, 0))),
        ("open_claims", "<= 3 or unknown", ((-1, -1), (0, 3))),
        ("open_claims", ">= 2", ((2, COUNTS),)),
        ("days_since_signed", "3..5", ((3, 5),)),
        ("probability", ">= 0.9", ((900_000, MILLIONTHS),)),
        ("probability", 0.25, ((250_000, 250_000),)),
    ],
)
def test_numbers(field: str, written: object, ranges: tuple[tuple[int, int], ...]) -> None:
    assert parse_condition(FIELD_OF[field], written, currency="CNY") == Numbers(field=field, ranges=ranges)


@pytest.mark.parametrize(
    ("field", "written", "words", "is_not"),
    [
        ("category", "apparel", {"apparel"}, False),
        ("category", ["apparel", "toys"], {"apparel", "toys"}, False),
        ("category", {"not": ["toys"]}, {"toys"}, True),
        ("verdict", {"not": "forged"}, {"no-trace", "not-examined", "cannot-tell"}, False),
        ("perishable", True, {"yes"}, False),
        ("perishable", [False, "unknown"], {"no", "unknown"}, False),
        ("tenant", "Shop_1.cn", {"Shop_1.cn"}, False),
        ("grade", ["A", "none"], {"A", "none"}, False),
    ],
)
def test_words(field: str, written: object, words: set[str], is_not: bool) -> None:  # noqa: FBT001
    found = parse_condition(FIELD_OF[field], written, currency=None)
    assert found == Words(field=field, words=frozenset(words), is_not=is_not)


def test_lists() -> None:
    found = parse_condition(FIELD_OF["checks"], {"any": ["aigc-label"], "none": "same-item"}, currency=None)
    assert found == Among(field="checks", any=frozenset({"aigc-label"}), none=frozenset({"same-item"}))


@pytest.mark.parametrize(
    ("field", "written", "code"),
    [
        ("amount", "<= 50 USD", "other-currency"),
        ("amount", "0.001 CNY", "out-of-range"),
        ("amount", "50..10 CNY", "never"),
        ("amount", "> 50 and < 50", "never"),
        ("amount", "cheap", "wrong-form"),
        ("amount", [50], "wrong-form"),
        ("amount", True, "wrong-form"),
        ("amount", None, "wrong-form"),
        ("amount", "1" * 300, "wrong-form"),
        ("amount", "<= 50 CNY'; drop", "wrong-form"),
        ("open_claims", "<= 3 CNY", "unit"),
        ("open_claims", "1.5", "out-of-range"),
        ("probability", "> 1.5", "out-of-range"),
        ("probability", ">= 0.9 and <= 0.1", "never"),
        ("verdict", "forgd", "unknown-word"),
        ("verdict", {"not": ["no-trace", "not-examined", "cannot-tell", "forged"]}, "never"),
        ("category", "Apparel", "wrong-form"),
        ("category", "x' or true or '", "wrong-form"),
        ("category", [], "wrong-form"),
        ("category", ["x"] * 51, "wrong-form"),
        ("category", {"any": ["x"]}, "wrong-form"),
        ("tenant", "a'b", "wrong-form"),
        ("tenant", "x" * 65, "wrong-form"),
        ("checks", ["aigc-label"], "wrong-form"),
        ("checks", {}, "wrong-form"),
        ("checks", {"any": ["a"], "none": ["a"]}, "never"),
    ],
)
def test_what_is_no_condition_is_told(field: str, written: object, code: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse_condition(FIELD_OF[field], written, currency="CNY")
    assert caught.value.code == code
    assert caught.value.message.zh


def test_an_amount_needs_a_currency() -> None:
    with pytest.raises(ConditionError, match="without a currency") as caught:
        parse_condition(FIELD_OF["amount"], "<= 50", currency=None)
    assert caught.value.code == "no-currency"
