"""Rows become orders or are refused with their field."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.services.past_claim import LineError, csv_rows
from fairclaim.services.told_order import moment_of, order_rows, parse_told_order, text_of
from unit.services.test_register_order import GOOD

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def test_a_good_row_is_an_order_with_numbered_lines() -> None:
    told = parse_told_order(GOOD)
    assert told.number == "N-1"
    assert [line.id for line in told.lines] == ["1"]
    assert text_of({"a": " b "}, "a") == "b"
    assert moment_of({}, "placed_at") is None


@given(st.fixed_dictionaries({name: JSON | st.just(value) for name, value in GOOD.items()}) | JSON)
def test_any_row_is_an_order_or_refused_with_its_field(row: object) -> None:
    with suppress(LineError):
        assert parse_told_order(row).lines


@pytest.mark.parametrize("field", [*GOOD])
def test_each_field_is_needed(field: str) -> None:
    with pytest.raises(LineError):
        parse_told_order({name: value for name, value in GOOD.items() if name != field})


def test_neighbouring_rows_of_a_table_are_one_order() -> None:
    text = (
        "number,buyer,merchant,currency,placed_at,title,category,quantity,amount_minor\n"
        "A,u,m,CNY,2026-03-01T12:00:00+08:00,杯,tableware,1,10\n"
        "A,u,m,CNY,2026-03-01T12:00:00+08:00,盘,tableware,2,20\n"
        "B,u,m,CNY,2026-03-01T12:00:00+08:00,碗,tableware,1,30\n"
    )
    orders = [parse_told_order(row) for _, row in order_rows(csv_rows(text))]
    assert [(one.number, [line.amount_minor for line in one.lines]) for one in orders] == [("A", [10, 20]), ("B", [30])]
