import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.web.api.signed_values import cursor_after, key_behind, version_tag
from fairclaim.web.errors import CursorError

SECRET = b"a secret of thirty-two bytes ...."
KEYS = st.lists(st.text() | st.integers(), max_size=4).map(tuple)


@given(KEYS, st.text())
def test_a_cursor_gives_its_key_back(key: tuple[str | int, ...], listing: str) -> None:
    assert key_behind(SECRET, listing, cursor_after(SECRET, listing, key)) == key


@given(st.text(max_size=200))
def test_whatever_comes_is_a_cursor_or_refused(text: str) -> None:
    with pytest.raises(CursorError):
        key_behind(SECRET, "claims", text)


def test_a_cursor_of_another_list_or_secret_is_refused() -> None:
    cursor = cursor_after(SECRET, "claims/shop", (1,))
    for secret, listing in ((SECRET, "claims/other"), (b"another", "claims/shop")):
        with pytest.raises(CursorError):
            key_behind(secret, listing, cursor)


def test_no_cursor_is_the_beginning() -> None:
    assert key_behind(SECRET, "claims", None) is None


def test_versions_differ_by_claim_number_and_secret_and_do_not_show_the_number() -> None:
    tags = {
        version_tag(secret, claim, number)
        for secret in (SECRET, b"other")
        for claim in ("claim-1", "claim-2")
        for number in range(20)
    }
    assert len(tags) == 80
    assert all(len(tag) == 34 for tag in tags)
