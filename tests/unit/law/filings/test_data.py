"""Data of a filing, hostile data included."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.domain.bilingual import Bilingual
from fairclaim.law.errors import LawDataError
from fairclaim.law.filings.catalogue import KINDS, kind_named
from fairclaim.law.filings.data import SCHEMA, parse_filing
from properties.strategies import json_values
from unit.law.filings.filled import DIGEST, full, full_record

KIND = kind_named("provider-inquiry")


def parse(**changes: object) -> Any:
    return parse_filing(json.dumps({"schema": SCHEMA, **changes}).encode(), KIND, name="data.json")


def fault_of(**changes: object) -> str:
    with pytest.raises(LawDataError) as caught:
        parse(**changes)
    return caught.value.faults[0].path


@pytest.mark.parametrize("name", KINDS)
def test_full_data_is_read(name: str) -> None:
    data = full(kind_named(name))
    assert set(data.values) == {field.key for field in kind_named(name).fields}


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"schema": "fairclaim.filing/2"}, "schema"),
        ({"kind": "police-cover"}, "kind"),
        ({"extra": 1}, "extra"),
        ({"ex\u202etra": 1}, "ex?tra"),
        ({"date": "5 March"}, "date"),
        ({"date": "2026-13-01"}, "date"),
        ({"from": "me"}, "from"),
        ({"from": {"name": "a", "phone": "1"}}, "from"),
        ({"to": {"name": 3}}, "to.name"),
        ({"fields": []}, "fields"),
        ({"fields": {"buyer_name": "x"}}, "fields.buyer_name"),
        ({"fields": {"reason": {"zh": "只有中文"}}}, "fields.reason"),
        ({"fields": {"reason": "a\u202eb"}}, "fields.reason"),
        ({"fields": {"reason": "a\x00b"}}, "fields.reason"),
        ({"fields": {"reason": "x" * 4001}}, "fields.reason"),
        ({"fields": {"file_sha256": "abc"}}, "fields.file_sha256"),
        ({"fields": {"received_on": 3}}, "fields.received_on"),
        ({"attachments": {}}, "attachments"),
        ({"attachments": ["a"]}, "attachments.0"),
        ({"attachments": [{"title": "a", "sha256": "b"}]}, "attachments.0.sha256"),
        ({"attachments": [{"title": "a", "file": 1}]}, "attachments.0.file"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(changes: dict[str, object], place: str) -> None:
    assert fault_of(**changes) == place


def test_lists_and_money_are_held_to_their_shape() -> None:
    kind = kind_named("civil-demand")
    for field, value in (
        ("facts", "one"),
        ("facts", [1]),
        ("amount", 195),
        ("amount", {"amount_minor": 1, "currency": []}),
    ):
        with pytest.raises(LawDataError, match=f"fields.{field}"):
            parse_filing(json.dumps({"schema": SCHEMA, "fields": {field: value}}).encode(), kind, name="d")


def test_nothing_is_a_blank_and_no_fault() -> None:
    data = parse(fields={"reason": "", "produce_id": None}, date=None)
    assert (data.values, data.on, data.sender.name) == ({}, None, None)


def test_a_text_stands_in_both_languages_unless_both_are_given() -> None:
    data = parse(fields={"reason": "核对\n来源", "produce_id": {"zh": "甲", "en": "A"}, "file_sha256": DIGEST})
    assert data.values["reason"] == Bilingual("核对 来源", "核对 来源")
    assert data.values["produce_id"] == Bilingual("甲", "A")


@given(st.binary(max_size=60) | json_values().map(lambda value: json.dumps(value).encode()))
def test_anything_else_is_a_clear_error(data: bytes) -> None:
    with pytest.raises(LawDataError):
        parse_filing(data, KIND, name="d")


@given(st.sampled_from([*full_record(KIND)["fields"], "date", "from", "to", "attachments"]), json_values())
def test_any_value_in_any_place_is_read_or_refused(key: str, value: object) -> None:
    record = full_record(KIND)
    (record["fields"] if key in record["fields"] else record)[key] = value
    try:
        parse_filing(json.dumps(record).encode(), KIND, name="d")
    except LawDataError as error:
        assert error.faults  # noqa: PT017
