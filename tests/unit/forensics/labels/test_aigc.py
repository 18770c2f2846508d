"""The label of GB 45438-2025 out of every carrier."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairclaim.forensics.labels.aigc import (
    MAX_LABELS,
    AigcLabel,
    Breach,
    LabelValue,
    PrivateLabel,
    UnreadableLabel,
    find_labels,
)
from fairclaim.forensics.labels.xmp import TC260_NAMESPACE
from fairclaim.imaging.metadata import Metadata, TextEntry

FIELDS = {
    "Label": "1",
    "ContentProducer": "001191110102MACQD9K64010000",
    "ProduceID": "cc75f5e9",
    "ReservedCode1": "",
    "ContentPropagator": "001191110102MACQD9K64020000",
    "PropagateID": "cc75f5e9",
    "ReservedCode2": "",
}
BARE = json.dumps(FIELDS, separators=(",", ":"))
WRAPPED = f'{{"AIGC":{BARE}}}'


def xmp(body: str, attributes: str = "", namespace: str = TC260_NAMESPACE) -> bytes:
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        f'xmlns:TC260="{namespace}" {attributes}>{body}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;")


def carried(carrier: str, value: bytes, keyword: str = "", *, after_pixels: bool = False) -> Metadata:
    return Metadata(texts=(TextEntry(carrier, keyword, value, after_pixels),))


ELEMENT = xmp(f"<TC260:AIGC>{escaped(BARE)}</TC260:AIGC>")
CARRIERS = {
    "xmp-element": Metadata(xmp=(ELEMENT,)),
    "xmp-element-plain-quotes": Metadata(xmp=(xmp(f"<TC260:AIGC>{BARE}</TC260:AIGC>"),)),
    "xmp-element-escaped-twice": Metadata(xmp=(xmp(f"<TC260:AIGC>{escaped(escaped(BARE))}</TC260:AIGC>"),)),
    "xmp-attribute": Metadata(xmp=(xmp("", f'TC260:AIGC="{escaped(BARE)}"'),)),
    "xmp-attribute-single-quotes": Metadata(xmp=(xmp("", f"TC260:AIGC='{BARE}'"),)),
    "xmp-gb18030": Metadata(
        xmp=(xmp(f"<TC260:AIGC>{BARE}</TC260:AIGC><TC260:N>图</TC260:N>").decode().encode("gb18030"),)
    ),
    "xmp-wrapped": Metadata(xmp=(xmp(f"<TC260:AIGC>{escaped(WRAPPED)}</TC260:AIGC>"),)),
    "xmp-broken": Metadata(xmp=(ELEMENT.replace(b"</rdf:RDF>", b""),)),
    "xmp-attribute-unescaped": Metadata(xmp=(xmp("", f'TC260:AIGC="{BARE}"'),)),
    "xmp-in-png-text": carried("png:tEXt", ELEMENT, "XML:com.adobe.xmp"),
    "png-text": carried("png:tEXt", WRAPPED.encode(), "AIGC"),
    "png-text-bare": carried("png:tEXt", BARE.encode(), "AIGC"),
    "png-compressed": carried("png:zTXt", BARE.encode(), "AIGC"),
    "png-international": carried("png:iTXt", BARE.encode(), "AIGC"),
    "png-behind-pixels": carried("png:tEXt", WRAPPED.encode(), "AIGC", after_pixels=True),
    "comment-ascii": carried("exif:UserComment", b"ASCII\0\0\0" + WRAPPED.encode()),
    "comment-unicode": carried("exif:UserComment", b"UNICODE\0" + WRAPPED.encode("utf-16-le")),
    "comment-no-code": carried("exif:UserComment", WRAPPED.encode()),
    "comment-bare": carried("exif:UserComment", bytes(8) + BARE.encode()),
    "description": carried("exif:ImageDescription", WRAPPED.encode() + b"\0"),
    "exif-mapping-only": Metadata(exif={"ImageDescription": WRAPPED}),
    "app-segment": carried("jpeg:APP1", b"AIGC" + BARE.encode()),
    "app-segment-after-bytes": carried("jpeg:APP9", b"\x00\x01AIGC\0" + BARE.encode() + b"\xff\xd9"),
    "json-in-json": carried("exif:UserComment", json.dumps({"AIGC": BARE}).encode()),
}


@pytest.mark.parametrize("name", CARRIERS)
def test_the_label_is_read_out_of_every_carrier(name: str) -> None:
    [label] = find_labels(CARRIERS[name])
    assert isinstance(label, AigcLabel)
    assert label.label is LabelValue.GENERATED
    assert label.producer == FIELDS["ContentProducer"]
    assert label.produce_id == "cc75f5e9"
    assert label.propagator == FIELDS["ContentPropagator"]


@pytest.mark.parametrize(
    ("name", "breaches"),
    [
        ("xmp-element", ()),
        ("png-text", ()),
        ("xmp-wrapped", (Breach.WRAPPED_IN_XMP,)),
        ("xmp-broken", (Breach.BROKEN_CARRIER,)),
        ("json-in-json", (Breach.JSON_IN_JSON,)),
    ],
)
def test_departures_from_the_standard_are_told(name: str, breaches: tuple[Breach, ...]) -> None:
    [label] = find_labels(CARRIERS[name])
    assert isinstance(label, AigcLabel)
    assert label.breaches == breaches


@pytest.mark.parametrize(
    ("fields", "breach"),
    [
        ({**FIELDS, "Label": 1}, Breach.VALUE_NOT_TEXT),
        ({**FIELDS, "ContentProducer": "某某公司"}, Breach.CHARACTERS),
        ({key.lower(): value for key, value in FIELDS.items()}, Breach.KEY_CASE),
        ({"Label": "1"}, Breach.KEYS_MISSING),
    ],
)
def test_a_careless_label_is_read_with_a_note(fields: dict[str, object], breach: Breach) -> None:
    [label] = find_labels(carried("png:tEXt", json.dumps(fields, ensure_ascii=False).encode(), "AIGC"))
    assert isinstance(label, AigcLabel)
    assert breach in label.breaches


def test_another_namespace_is_noted() -> None:
    [label] = find_labels(Metadata(xmp=(xmp(f"<TC260:AIGC>{escaped(BARE)}</TC260:AIGC>", namespace="http://other/"),)))
    assert isinstance(label, AigcLabel)
    assert label.breaches == (Breach.NAMESPACE,)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "yes",
        "{",
        '{"Label":"1","Label":"2"}',
        '{"Label":"0"}',
        '{"Label":"4"}',
        '{"Label":{"a":1}}',
        '{"Label":NaN}',
        '{"ContentProducer":"doubao"}',
        '{"something":"else"}',
        '{"AIGC":[]}',
        '{"AIGC":"text"}',
        '{"Label":' * 50_000,
    ],
)
def test_what_stands_in_a_labels_place_and_says_nothing_clear_is_unreadable(value: str) -> None:
    [label] = find_labels(carried("png:tEXt", value.encode(), "AIGC"))
    assert isinstance(label, UnreadableLabel)


@pytest.mark.parametrize(
    "value",
    [
        '{"Label":"1"}',
        '{"Label":"1","name":"shoe size"}',
        "I like AIGC pictures",
        "AIGC is discussed {here}",
        '{"product":"retouchpics"}',
        '{"product":"capcut","exportType":"export"}',
        '{"aigc_info":{"aigc_label_type":0}}',
        '{"aigc_info":"no json"}',
        '{"ServiceProvider":"another","ContentId":"1"}',
    ],
)
def test_ordinary_texts_are_no_label(value: str) -> None:
    assert find_labels(carried("exif:ImageDescription", value.encode())) == ()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"aigc_info": {"aigc_label_type": 1}, "product": "vicut"}, ("ByteDance", "aigc_label_type=1", "vicut")),
        ({"aigc_info": '{"aigc_label_type":2}'}, ("ByteDance", "aigc_label_type=2", "")),
        ({"aigc_info": None, "aigc_type": 1}, ("ByteDance", "aigc_type=1", "")),
        ({"aigc_label_type": "1"}, ("ByteDance", "aigc_label_type=1", "")),
        ({"exportType": "generation", "product": "dreamina"}, ("ByteDance", "exportType=generation", "dreamina")),
        ({"ServiceProvider": "腾讯云", "ContentId": "n1"}, ("Tencent Cloud", "ServiceProvider", "n1")),
    ],
)
def test_private_forms_are_kept_apart_from_the_standard(value: dict[str, object], expected: tuple[str, ...]) -> None:
    [label] = find_labels(carried("exif:ImageDescription", json.dumps(value, ensure_ascii=False).encode()))
    assert isinstance(label, PrivateLabel)
    assert (label.vendor, label.says, label.reference) == expected


def test_two_carriers_give_two_labels() -> None:
    other = TextEntry("png:tEXt", "AIGC", b'{"Label":"3"}')
    labels = find_labels(Metadata(xmp=(ELEMENT,), texts=(other,)))
    assert [one.label for one in labels if isinstance(one, AigcLabel)] == [LabelValue.GENERATED, LabelValue.SUSPECTED]


def test_no_more_labels_are_read_than_the_limit() -> None:
    texts = tuple(TextEntry("png:tEXt", "AIGC", f'{{"Label":"1","ProduceID":"{i}"}}'.encode()) for i in range(100))
    assert len(find_labels(Metadata(texts=texts))) == MAX_LABELS


def test_nothing_is_found_in_nothing() -> None:
    assert find_labels(Metadata()) == ()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["1", "2", "3"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*FIELDS, "AIGC", "aigc_info", "aigc_label_type", "label", "ServiceProvider", "ContentId"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(json_values, st.sampled_from(["AIGC", "", "x", "XML:com.adobe.xmp"]))
@settings(max_examples=300)
def test_any_json_in_any_field_is_answered(value: object, keyword: str) -> None:
    text = json.dumps(value)
    find_labels(carried("png:tEXt", text.encode(), keyword))
    find_labels(carried("exif:UserComment", b"UNICODE\0" + text.encode("utf-16-be")))
    find_labels(Metadata(xmp=(xmp(f"<TC260:AIGC>{text}</TC260:AIGC>"), xmp("", f"TC260:AIGC='{escaped(text)}'"))))


@given(st.binary(max_size=300))
@settings(max_examples=300)
def test_any_bytes_are_answered(data: bytes) -> None:
    find_labels(Metadata(xmp=(data, ELEMENT[:200] + data), texts=(TextEntry("jpeg:APP1", "", b"AIGC{" + data),)))
