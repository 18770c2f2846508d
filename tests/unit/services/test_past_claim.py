import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.services.past_claim import FIELDS, LineError, csv_rows, jsonl_rows, parse_past_claim

GOOD: dict[str, object] = {
    "id": "old-1",
    "reason": "damaged",
    "category": "tableware",
    "amount_minor": 1990,
    "currency": "CNY",
    "asked": "refund-only",
    "outcome": "grant",
    "filed_at": "2025-03-01T12:00:00+08:00",
    "decided_at": "2025-03-03T12:00:00+08:00",
}


def test_a_good_line_is_read_from_both_formats_alike() -> None:
    from_json = [parse_past_claim(row) for _, row in jsonl_rows("\n" + json.dumps(GOOD) + "\n")]
    text = "\ufeff" + ",".join(FIELDS) + "\r\n" + ",".join(str(GOOD[name]) for name in FIELDS) + "\r\n"
    assert [parse_past_claim(row) for _, row in csv_rows(text)] == from_json
    assert from_json[0].amount_minor == 1990


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", ""),
        ("id", 7),
        ("reason", "because"),
        ("amount_minor", -1),
        ("amount_minor", 19.9),
        ("amount_minor", True),
        ("amount_minor", "19.90"),
        ("amount_minor", "9" * 5000),
        ("amount_minor", None),
        ("currency", "RMB"),
        ("asked", "money"),
        ("outcome", "forged"),
        ("filed_at", "2025-03-01"),
        ("filed_at", "yesterday"),
        ("decided_at", "2025-02-01T00:00:00+08:00"),
        ("buyer_phone", "13800000000"),
    ],
)
def test_a_bad_line_names_the_field_and_what_was_expected(field: str, value: object) -> None:
    with pytest.raises(LineError) as error:
        parse_past_claim({**GOOD, field: value})
    assert error.value.field == field
    assert error.value.message.zh
    assert str(value) not in error.value.message.en or field == "decided_at" or value in ("", True, None)


def test_a_claim_that_is_not_decided_yet_is_one_too() -> None:
    for nothing in ({"decided_at": None}, {"decided_at": ""}):
        assert parse_past_claim({**GOOD, **nothing}).decided_at is None


def test_a_line_that_is_no_json_spoils_no_other() -> None:
    rows = [row for _, row in jsonl_rows("{\n[1]\n" + "[" * 100_000 + "\n" + json.dumps(GOOD))]
    results = []
    for row in rows:
        try:
            results.append(parse_past_claim(row).id)
        except LineError as error:
            results.append(error.field)
    assert results == ["-", "-", "-", "old-1"]


@given(st.text(max_size=200))
def test_whatever_is_sent_is_a_past_claim_or_a_refusal(text: str) -> None:
    for rows in (jsonl_rows(text), csv_rows(text), csv_rows(",".join(FIELDS) + "\n" + text)):
        for number, row in rows:
            assert number >= 1
            with suppress(LineError):
                parse_past_claim(row)


def test_a_line_separator_within_a_text_does_not_end_the_line() -> None:
    line = json.dumps({**GOOD, "category": "a\u2028b"}, ensure_ascii=False)
    assert [parse_past_claim(row).category for _, row in jsonl_rows(line + "\r\n")] == ["a\u2028b"]
