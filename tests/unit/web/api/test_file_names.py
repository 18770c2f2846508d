import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.web.api.file_names import file_name


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (None, ""),
        ("../../etc/passwd", "passwd"),
        ("C:\\photos\\裂纹.jpg", "裂纹.jpg"),
        ("a\r\nSet-Cookie: x.jpg", "aSet-Cookie: x.jpg"),
        ("gpj.\u202ecod.exe", "gpj.cod.exe"),
        ("x" * 500, "x" * 200),
    ],
)
def test_a_name_is_shown_without_its_tricks(given: str | None, shown: str) -> None:
    assert file_name(given) == shown


@given(st.text())
def test_no_name_holds_a_path_or_something_unseen(text: str) -> None:
    shown = file_name(text)
    assert "/" not in shown
    assert not any(unicodedata.category(letter).startswith("C") for letter in shown)
