"""Orders out of untrusted JSON: a value or a usage error, never anything else."""

import contextlib
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fairclaim.domain.errors import UsageError
from fairclaim.domain.order import Order, parse_order
from properties.strategies import json_values

DATES = ("placed_at", "shipped_at", "delivered_at", "claimed_at")


def test_every_field_is_read() -> None:
    order = parse_order(
        {
            "id": "20260301-7",
            "placed_at": "2026-03-01T12:00:00+08:00",
            "shipped_at": "2026-03-02T09:30:00Z",
            "delivered_at": "2026-03-04T18:00:00.250+08:00",
            "claimed_at": "2026-03-05T00:00:00-05:30",
        }
    )
    assert order.id == "20260301-7"
    assert order.placed_at == datetime(2026, 3, 1, 4, tzinfo=UTC)
    assert order.shipped_at == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert order.delivered_at == datetime(2026, 3, 4, 10, 0, 0, 250_000, tzinfo=UTC)
    assert order.claimed_at == datetime(2026, 3, 5, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize("record", [{}, dict.fromkeys(["id", *DATES]), {"buyer": {"name": "x"}, "items": [1, 2]}])
def test_nothing_known_is_an_order_too(record: dict[str, object]) -> None:
    assert parse_order(record) == Order()


def test_a_number_is_kept_as_text() -> None:
    assert parse_order({"id": 12_345_678_901_234_567_890}).id == "12345678901234567890"


@pytest.mark.parametrize("record", [None, [], "2026-03-01", 3, True, 1.5], ids=repr)
def test_an_order_is_an_object(record: object) -> None:
    with pytest.raises(UsageError) as caught:
        parse_order(record)
    assert caught.value.code == "usage"
    assert caught.value.message.zh


@pytest.mark.parametrize("name", DATES)
@pytest.mark.parametrize(
    "value",
    [
        "",
        "yesterday",
        "2026-03-01T12:00:00",
        "2026-03-01",
        "2026-02-30T12:00:00Z",
        1_772_000_000,
        True,
        [],
        {},
        "12:00Z",
    ],
    ids=repr,
)
def test_a_date_needs_its_offset_and_the_error_names_the_field(name: str, value: object) -> None:
    with pytest.raises(UsageError) as caught:
        parse_order({name: value})
    assert name in caught.value.message.zh
    assert name in caught.value.message.en


@given(st.sampled_from(DATES), st.datetimes(), st.integers(-14 * 60, 14 * 60))
def test_every_moment_with_an_offset_is_read_exactly(name: str, moment: datetime, offset_min: int) -> None:
    text = moment.isoformat() + _offset(offset_min)
    parsed = getattr(parse_order({name: text}), name)
    assert parsed.replace(tzinfo=None) == moment
    assert parsed.utcoffset() == timedelta(minutes=offset_min)


def _offset(minutes: int) -> str:
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


@given(json_values())
@example({"placed_at": "0001-01-01T00:00:00+23:59"})
@example({"placed_at": "2026-03-01T12:00:00+99:99"})
@example({"claimed_at": "2026-03-01T12:00:00+00:00\x00"})
@example({"id": float("inf")})
def test_any_json_is_an_order_or_a_usage_error(record: object) -> None:
    with contextlib.suppress(UsageError):
        assert isinstance(parse_order(record), Order)


@given(st.dictionaries(st.sampled_from(["id", *DATES]), json_values() | st.text()))
def test_any_values_in_known_fields_are_an_order_or_a_usage_error(record: dict[str, object]) -> None:
    with contextlib.suppress(UsageError):
        order = parse_order(record)
        moments = [getattr(order, name) for name in DATES]
        assert all(moment is None or moment.tzinfo is not None for moment in moments)


def test_an_order_survives_json() -> None:
    record = {"id": "7", "placed_at": "2026-03-01T12:00:00+08:00"}
    assert parse_order(json.loads(json.dumps(record))) == parse_order(record)
