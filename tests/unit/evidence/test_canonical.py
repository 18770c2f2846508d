"""One spelling only."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.domain.errors import IntegrityError, UsageError
from fairclaim.evidence.bundle import verify_bundle
from fairclaim.evidence.canonical import LARGEST_INTEGER, canonical_json, parse_canonical

SCALARS = st.none() | st.booleans() | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER) | st.text()
RECORDS = st.dictionaries(
    st.text(),
    st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12),
)


def test_names_are_sorted_by_utf_16_as_in_rfc_8785() -> None:
    # RFC 8785, section 3.2.3: the names of its example, in the order that it prescribes.
    names = ("\r", "1", "\x80", "\xf6", "\u20ac", "\U0001f600", "\ufb33")
    written = canonical_json(dict.fromkeys(reversed(names), 1)).decode()
    assert list(json.loads(written)) == list(names)


def test_texts_are_escaped_as_in_rfc_8785() -> None:
    assert canonical_json({"s": '€$\x0f\nA\'B"\\\\"/'}) == '{"s":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'.encode()


@given(RECORDS)
def test_what_is_written_is_read_and_the_single_file_writes_the_same(record: dict[str, object]) -> None:
    data = canonical_json(record)
    assert parse_canonical(data) == record
    assert verify_bundle.canonical(record).encode() == data  # type: ignore[no-untyped-call]  # for strangers


@pytest.mark.parametrize("value", [1.5, float("nan"), 2**53, b"x", {1}, "\ud800", {1: 2}])
def test_what_json_cannot_say_exactly_is_refused(value: object) -> None:
    with pytest.raises(UsageError):
        canonical_json({"a": value})


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"[]", b"1", b"null", b'{"a":1.0}', b'{"a":1e3}', b'{"a":NaN}', b'{"a":9007199254740993}', b"\xff"),
        *(
            b'{"a": 1}',
            b'{"b":1,"a":1}',
            b'{"a":1,"a":1}',
            b'{"a":1}\n',
            b'{"\\u0061":1}',
            b'{"a":"\\ud800"}',
            b'{"a":-0}',
        ),
        *(
            b'{"a":' * 5000,
            b'{"a":' + b"[" * 60 + b"]" * 60 + b"}",
            b'\xef\xbb\xbf{"a":1}',
            b'{"a":' + b"9" * 5000 + b"}",
        ),
    ],
)
def test_other_spellings_and_other_things_are_refused(data: bytes) -> None:
    with pytest.raises(IntegrityError):
        parse_canonical(data)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(IntegrityError):
        assert canonical_json(parse_canonical(data)) == data
