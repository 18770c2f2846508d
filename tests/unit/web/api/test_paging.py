from hypothesis import given
from hypothesis import strategies as st

from fairclaim.web.api.paging import Page, page_of
from fairclaim.web.api.signed_values import key_behind

SECRET = bytes(32)


def page(entries: list[int], cursor: str | None, limit: int) -> Page[int]:
    behind = key_behind(SECRET, "numbers", cursor)
    found = sorted(one for one in entries if behind is None or one > int(behind[0]))[: limit + 1]
    return page_of(found, limit=limit, key=lambda one: (one,), secret=SECRET, listing="numbers")


@given(st.sets(st.integers(), max_size=30), st.sets(st.integers(), max_size=10), st.integers(1, 7))
def test_what_was_there_is_listed_once_whatever_comes_in_meanwhile(
    there: set[int], later: set[int], limit: int
) -> None:
    entries, coming, seen, cursor = list(there), list(later - there), list[int](), None
    while True:
        found = page(entries, cursor, limit)
        seen += found.items
        if found.next is None:
            break
        cursor = found.next
        entries += [coming.pop()] if coming else []
    assert len(seen) == len(set(seen))
    assert there <= set(seen)
