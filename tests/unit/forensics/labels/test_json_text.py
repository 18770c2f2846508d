"""JSON from hostile files."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairclaim.forensics.labels.json_text import MAX_CHARS, NotJsonError, parse_object


def test_what_follows_the_object_is_ignored() -> None:
    assert parse_object('\ufeff {"a": "b"} and more \0') == {"a": "b"}


def test_the_same_key_twice_with_one_value_is_harmless() -> None:
    assert parse_object('{"a": 1, "a": 1}') == {"a": 1}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "text",
        '{"a": 1',
        '{"a": NaN}',
        '{"a": -Infinity}',
        '{"a": ' + "9" * 5000 + "}",
        '{"Label": "1", "Label": "2"}',
        '{"a":' * 100_000,
        '{"a":' + "[" * 100_000,
        '{"a": "' + "x" * MAX_CHARS + '"}',
    ],
    ids=range(11),
)
def test_anything_ambiguous_or_endless_is_refused(text: str) -> None:
    with pytest.raises(NotJsonError):
        parse_object(text)


@given(st.text(max_size=200) | st.text(alphabet='{}[]":,\\u0189dANa ', max_size=200).map("{".__add__))
@settings(max_examples=300)
def test_any_text_is_parsed_or_refused(text: str) -> None:
    with suppress(NotJsonError):
        assert isinstance(parse_object(text), dict)
