"""Amounts as policies write them."""

import pytest

from fairclaim.policy.amounts import from_minor, is_currency, to_minor


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("50", "CNY", 5000),
        ("0.01", "CNY", 1),
        ("50", "JPY", 50),
        ("1.234", "KWD", 1234),
        ("0.001", "CNY", None),
        ("0.5", "JPY", None),
    ],
)
def test_an_amount_is_whole_in_its_own_minor_unit_or_none(text: str, currency: str, minor: int | None) -> None:
    assert to_minor(text, currency) == minor


def test_no_amount_is_beyond_what_the_engine_holds_exactly() -> None:
    assert to_minor("99999999999999", "CNY") is None


@pytest.mark.parametrize(
    ("minor", "currency", "text"), [(123456, "CNY", "1,234.56 CNY"), (5, "KRW", "5 KRW"), (1, "BHD", "0.001 BHD")]
)
def test_an_amount_is_shown_with_its_places(minor: int, currency: str, text: str) -> None:
    assert from_minor(minor, currency) == text


@pytest.mark.parametrize(("text", "is_one"), [("CNY", True), ("cny", False), ("CN", False), ("CNY\n", False)])
def test_a_currency_is_three_capitals(text: str, is_one: bool) -> None:  # noqa: FBT001
    assert is_currency(text) is is_one
