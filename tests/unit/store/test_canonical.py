"""One form for one content: what strangers hash is what we hashed."""

import hashlib
import json
import math
from datetime import timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.domain.errors import UsageError
from fairclaim.store.canonical import canonical_json, event_digest
from store_engines import NOON

WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | WHOLE | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


def test_the_form_is_that_of_rfc_8785() -> None:
    assert canonical_json({"b": 1.0, "a": "字", "é": [True, None]}) == '{"a":"字","b":1,"é":[true,null]}'.encode()


@given(st.dictionaries(TEXT, JSON, max_size=4))
def test_the_order_of_keys_does_not_matter_and_nothing_is_lost(value: dict[str, object]) -> None:
    turned = dict(reversed(value.items()))
    assert canonical_json(value) == canonical_json(turned)
    assert json.loads(canonical_json(value)) == value


@pytest.mark.parametrize("wrong", [math.nan, math.inf, 2**60, b"x", {1: 2}, "a\0b", object(), "\ud800"])
def test_what_json_cannot_say_exactly_is_refused(wrong: object) -> None:
    with pytest.raises(UsageError):
        canonical_json({"x": wrong})


def test_a_digest_is_that_of_the_written_form() -> None:
    written = (
        '{"at":"2026-03-01T12:00:00+00:00","body":{"a":1},"claim":"c","kind":"k","previous":"",'
        '"schema":"fairclaim.event/1","sequence":1}'
    )
    found = event_digest(claim="c", sequence=1, kind="k", at=NOON, body={"a": 1}, previous="")
    assert found == hashlib.sha256(written.encode()).hexdigest()
    elsewhere = NOON.astimezone(timezone(timedelta(hours=8)))
    assert found == event_digest(claim="c", sequence=1, kind="k", at=elsewhere, body={"a": 1}, previous="")
    assert found != event_digest(claim="c", sequence=1, kind="k", at=NOON, body={"a": 1}, previous="x")
