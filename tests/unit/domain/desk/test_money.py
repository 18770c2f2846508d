"""Money is whole minor units of one currency, and no share of it is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.domain.desk.money import MINOR_DIGITS, Money, share, split, total
from fairclaim.domain.desk.refusals import CurrencyMismatchError
from fairclaim.domain.errors import UsageError

CURRENCIES = st.sampled_from(sorted(MINOR_DIGITS))
MINORS = st.integers(-(10**15), 10**15)


@given(st.lists(MINORS), CURRENCIES)
def test_a_total_is_the_sum_in_any_order(minors: list[int], currency: str) -> None:
    amounts = [Money(minor, currency) for minor in minors]
    assert total(amounts, currency=currency) == total(reversed(amounts), currency=currency)
    assert total(amounts, currency=currency).amount_minor == sum(minors)


@given(MINORS, MINORS, CURRENCIES)
def test_adding_and_taking_away_undo_each_other(one: int, other: int, currency: str) -> None:
    a, b = Money(one, currency), Money(other, currency)
    assert a + b - b == a
    assert a - b == -(b - a)
    assert (a < b) == (one < other)
    assert (a <= b) == (one <= other)
    assert (a > b) == (one > other)
    assert (a >= b) == (one >= other)


@given(st.integers(0, 10**15), st.integers(1, 50), CURRENCIES)
def test_parts_differ_by_one_at_most_and_make_the_whole(minor: int, parts: int, currency: str) -> None:
    cut = split(Money(minor, currency), parts=parts)
    assert len(cut) == parts
    assert total(cut, currency=currency) == Money(minor, currency)
    sizes = [part.amount_minor for part in cut]
    assert max(sizes) - min(sizes) <= 1


@given(st.integers(0, 10**15), st.integers(0, 50), st.integers(0, 50), CURRENCIES)
def test_shares_never_exceed_the_whole(minor: int, one: int, other: int, currency: str) -> None:
    amount, of = Money(minor, currency), max(one + other, 1)
    shares = share(amount, part=one, of=of) + share(amount, part=other, of=of)
    assert shares <= amount
    assert share(amount, part=of, of=of) == amount


@pytest.mark.parametrize("act", ["add", "sub", "lt", "le", "gt", "ge"])
def test_two_currencies_never_meet(act: str) -> None:
    with pytest.raises(CurrencyMismatchError) as caught:
        getattr(Money(1, "CNY"), f"__{act}__")(Money(1, "USD"))
    assert {caught.value.one, caught.value.other} == {"CNY", "USD"}


@pytest.mark.parametrize("amount", [1.0, True, "1", None])
def test_only_a_whole_number_is_an_amount(amount: object) -> None:
    with pytest.raises(UsageError, match="whole number"):
        Money(amount, "CNY")  # type: ignore[arg-type]  # that is what is refused


def test_an_unknown_currency_is_refused() -> None:
    with pytest.raises(UsageError, match="not known"):
        Money(1, "XXX")


@pytest.mark.parametrize(("part", "of", "minor"), [(1, 0, 5), (2, 1, 5), (-1, 2, 5), (1, 2, -5)])
def test_an_impossible_share_is_refused(part: int, of: int, minor: int) -> None:
    with pytest.raises(UsageError):
        share(Money(minor, "CNY"), part=part, of=of)


def test_no_parts_are_refused() -> None:
    with pytest.raises(UsageError):
        split(Money(1, "CNY"), parts=0)


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(123_456_789, "CNY"), "CNY 1,234,567.89"),
        (Money(-5, "CNY"), "CNY -0.05"),
        (Money(1200, "JPY"), "JPY 1,200"),
        (Money(1005, "KWD"), "KWD 1.005"),
    ],
)
def test_an_amount_reads_as_it_is_written(money: Money, text: str) -> None:
    assert str(money) == text
