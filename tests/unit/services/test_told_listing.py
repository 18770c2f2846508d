from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.services.past_claim import LineError
from fairclaim.services.told_listing import LISTING_FIELDS, ToldListing, parse_told_listing

GOOD = {"id": "cup", "title": " 杯 ", "category": "", "merchant": "s-1"}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def test_a_line_becomes_a_listing_and_what_is_left_out_is_none() -> None:
    assert parse_told_listing(GOOD) == ToldListing(id="cup", title="杯", category=None, merchant="s-1")
    assert parse_told_listing({"id": "cup", "title": "杯"}).merchant is None


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({**GOOD, "title": ""}, "title"),
        ({**GOOD, "id": 7}, "id"),
        ({**GOOD, "category": "x" * 201}, "category"),
        ({**GOOD, "price": "1"}, "price"),
        (["cup"], "-"),
    ],
)
def test_a_wrong_line_names_its_field(row: object, field: str) -> None:
    with pytest.raises(LineError) as refused:
        parse_told_listing(row)
    assert refused.value.field == field


@given(ANYTHING | st.fixed_dictionaries({}, optional=dict.fromkeys(LISTING_FIELDS, ANYTHING)))
def test_whatever_comes_is_a_listing_or_a_line_error(row: object) -> None:
    with suppress(LineError):
        assert parse_told_listing(row).id.strip()
