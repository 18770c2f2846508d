"""Labels as records: raw values beside what we make of them."""

import json

from fairclaim.forensics.labels.aigc import AigcLabel, LabelValue, PrivateLabel, UnreadableLabel
from fairclaim.forensics.labels.record import to_records

DOUBAO = "001191110102MACQD9K64010000"
LABEL = AigcLabel(
    carrier="XMP AIGC",
    label=LabelValue.SUSPECTED,
    producer=DOUBAO,
    produce_id="id-7",
    reserved_code1="",
    propagator="kling",
    propagate_id="p",
    reserved_code2="",
)


def test_each_kind_of_label_has_its_record() -> None:
    found = (
        LABEL,
        PrivateLabel("exif:ImageDescription", "ByteDance", "aigc_type=1", "vicut"),
        UnreadableLabel("png:tEXt AIGC", "malformed"),
    )
    records = to_records(found)
    assert [record["kind"] for record in records] == ["standard", "private", "unreadable"]
    assert records[2]["why"] == "malformed"
    json.dumps(records)


def test_a_code_is_taken_apart_and_a_name_is_not() -> None:
    [record] = to_records([LABEL])
    producer, propagator = record["producer"], record["propagator"]
    assert isinstance(producer, dict)
    assert isinstance(propagator, dict)
    assert (record["label"], record["signature"]) == ("3", "none")
    assert producer["credit_code"] == "91110102MACQD9K640"
    assert producer["has_valid_check_digit"] is True
    assert (producer["service"], producer["application"]) == ("generating", "0000")
    assert producer["known_as"] == {"zh": "豆包", "en": "Doubao"}
    assert (propagator["text"], propagator["credit_code"], propagator["is_malformed_code"]) == ("kling", None, False)
    assert producer.keys() == propagator.keys()
