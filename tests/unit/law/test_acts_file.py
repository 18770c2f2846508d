"""Acts from JSON, hostile JSON included."""

import copy
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.law.acts_file import SCHEMA, parse_acts
from fairclaim.law.errors import LawDataError
from properties.strategies import json_values

GOOD: dict[str, Any] = {
    "schema": SCHEMA,
    "person": "buyer-7",
    "acts": [
        {
            "id": "claim-1",
            "on": "2025-12-31T23:30:00+08:00",
            "sought": {"amount_minor": 19_500, "currency": "CNY"},
            "obtained": {"amount_minor": 19_500, "currency": "CNY"},
            "ruling": {"by": ["r-1", "r-2"], "view": "contradicts", "grade": "A", "appeal": "expired"},
            "payment": "pay-1",
            "knowledge": ["exhibit-4"],
            "has_pressure": False,
        }
    ],
}


def encoded(record: object) -> bytes:
    return json.dumps(record).encode()


def test_a_good_file_is_read() -> None:
    found = parse_acts(encoded(GOOD), name="acts.json")
    assert found.person == "buyer-7"
    assert found.acts[0].on == date(2025, 12, 31)
    assert found.acts[0].ruling is not None


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("schema",), "fairclaim.acts/2", "schema"),
        (("person",), "", "person"),
        (("acts",), {}, "acts"),
        (("acts", 0), 3, "acts.0"),
        (("acts", 0, "id"), None, "acts.0.id"),
        (("acts", 0, "on"), "2026-02-30", "acts.0.on"),
        (("acts", 0, "on"), "2026-02-20T10:00:00", "acts.0.on"),
        (("acts", 0, "on"), 20260220, "acts.0.on"),
        (("acts", 0, "sought"), {"amount_minor": 1.5, "currency": "CNY"}, "acts.0.sought"),
        (("acts", 0, "obtained"), {"amount_minor": -1, "currency": "CNY"}, "acts.0.obtained"),
        (("acts", 0, "obtained"), {"amount_minor": True, "currency": "CNY"}, "acts.0.obtained"),
        (("acts", 0, "obtained"), {"amount_minor": 1, "currency": ["CNY"]}, "acts.0.obtained"),
        (("acts", 0, "ruling"), "yes", "acts.0.ruling"),
        (("acts", 0, "ruling", "view"), "guilty", "acts.0.ruling.view"),
        (("acts", 0, "ruling", "grade"), "D", "acts.0.ruling.grade"),
        (("acts", 0, "ruling", "grade"), [], "acts.0.ruling.grade"),
        (("acts", 0, "ruling", "by"), "r-1", "acts.0.ruling.by"),
        (("acts", 0, "payment"), 3, "acts.0.payment"),
        (("acts", 0, "knowledge"), [1], "acts.0.knowledge.0"),
        (("acts", 0, "has_pressure"), "no", "acts.0.has_pressure"),
        (("acts", 0, "score"), 0.99, "acts.0.score"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(path: tuple[str | int, ...], value: object, place: str) -> None:
    record = copy.deepcopy(GOOD)
    target: Any = record
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    with pytest.raises(LawDataError) as caught:
        parse_acts(encoded(record), name="acts.json")
    assert [fault.path for fault in caught.value.faults] == [place]


def test_two_acts_with_one_id_are_refused() -> None:
    record = {**GOOD, "acts": GOOD["acts"] * 2}
    with pytest.raises(LawDataError, match="one id"):
        parse_acts(encoded(record), name="acts.json")


@given(st.binary(max_size=60) | json_values().map(encoded))
def test_anything_else_is_a_clear_error(data: bytes) -> None:
    with pytest.raises(LawDataError):
        parse_acts(data, name="acts.json")


@given(st.sampled_from(["id", "on", "sought", "obtained", "ruling", "knowledge", "has_pressure"]), json_values())
def test_any_value_in_any_place_is_read_or_refused(key: str, value: object) -> None:
    record = {**GOOD, "acts": [{**GOOD["acts"][0], key: value}]}
    try:
        assert len(parse_acts(encoded(record), name="acts.json").acts) == 1
    except LawDataError as error:
        assert error.faults  # noqa: PT017


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(LawDataError):
        parse_acts(b"[" * 100_000, name="acts.json")
