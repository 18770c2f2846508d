"""A cursor leads on in its own list, and nowhere else."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.domain.errors import UsageError
from fairclaim.services.paging import check_limit, cursor_of, page_of, parse_cursor
from unit.services.counter import MONDAY

PLACE = (MONDAY, "claim-1")


def test_a_cursor_is_read_back_for_its_list_and_caller_only() -> None:
    cursor = cursor_of(PLACE, of="claims", caller="ann")
    assert parse_cursor(cursor, of="claims", caller="ann") == PLACE
    assert parse_cursor(None, of="claims", caller="ann") is None
    for of, caller in (("tasks", "ann"), ("claims", "ben")):
        with pytest.raises(UsageError):
            parse_cursor(cursor, of=of, caller=caller)


@given(st.text() | st.binary().map(lambda data: data.decode("latin-1")))
def test_any_other_text_is_refused_or_the_first_page(text: str) -> None:
    with suppress(UsageError):
        assert parse_cursor(text, of="claims", caller="ann") is None


def test_a_page_has_a_cursor_while_there_is_more() -> None:
    found = ["a", "b", "c"]
    page = page_of(found, limit=2, of="x", caller="y", place=lambda one: (MONDAY, one))
    assert page.things == ("a", "b")
    assert parse_cursor(page.cursor, of="x", caller="y") == (MONDAY, "b")
    assert page_of(found, limit=3, of="x", caller="y", place=lambda one: (MONDAY, one)).cursor is None
    for wrong in (0, 201):
        with pytest.raises(UsageError):
            check_limit(wrong)
