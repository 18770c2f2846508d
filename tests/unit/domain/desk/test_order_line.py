"""A claim can never be about more than was bought, nor give back more than was paid."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.domain.desk.money import Money
from fairclaim.domain.desk.order_line import ClaimedItem, LineId, OrderLine, check_items, refundable
from fairclaim.domain.desk.refusals import CurrencyMismatchError, RemedyError
from fairclaim.domain.errors import UsageError
from unit.domain.desk.story import LINE, yuan

OTHER = replace(LINE, id=LineId("line-2"), quantity=3, paid=yuan(10))


def claimed(line: OrderLine, quantity: int) -> ClaimedItem:
    return ClaimedItem(line=line.id, quantity=quantity)


def test_part_of_a_line_is_worth_its_part() -> None:
    assert refundable([LINE], [claimed(LINE, 1)]) == yuan(100)
    assert refundable([LINE, OTHER], [claimed(LINE, 2), claimed(OTHER, 1)]) == yuan(200) + Money(333, "CNY")


def test_what_was_given_back_before_is_not_given_back_again() -> None:
    line = replace(LINE, refunded=yuan(150))
    assert refundable([line], [claimed(line, 1)]) == yuan(50)


@given(st.integers(0, 10**9), st.integers(1, 99), st.data())
def test_claims_of_a_line_never_exceed_what_was_paid(paid: int, quantity: int, data: st.DataObject) -> None:
    line = replace(LINE, quantity=quantity, paid=Money(paid, "CNY"))
    for _ in range(3):
        units = data.draw(st.integers(1, quantity))
        line = replace(line, refunded=line.refunded + refundable([line], [claimed(line, units)]))
        assert line.refunded <= line.paid


@pytest.mark.parametrize(
    "items",
    [
        [],
        [claimed(LINE, 1), claimed(LINE, 1)],
        [claimed(LINE, 3)],
        [claimed(LINE, 0)],
        [ClaimedItem(line=LineId("none"), quantity=1)],
    ],
)
def test_nothing_else_than_what_was_bought_can_be_claimed(items: list[ClaimedItem]) -> None:
    with pytest.raises(RemedyError):
        check_items([LINE], items)


@pytest.mark.parametrize("lines", [[], [LINE, LINE]])
def test_an_order_has_lines_with_ids(lines: list[OrderLine]) -> None:
    with pytest.raises(UsageError):
        check_items(lines, [claimed(LINE, 1)])


def test_an_order_has_one_currency() -> None:
    dollars = replace(OTHER, paid=Money(1, "USD"), refunded=Money(0, "USD"))
    with pytest.raises(CurrencyMismatchError):
        check_items([LINE, dollars], [claimed(LINE, 1)])


@pytest.mark.parametrize(
    "wrong", [{"quantity": 0}, {"paid": yuan(-1)}, {"refunded": yuan(-1)}, {"refunded": yuan(201)}]
)
def test_an_impossible_line_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        replace(LINE, **wrong)  # type: ignore[arg-type]  # each is one field of the record
