"""A label goes into a packet and nothing else in it changes."""

import pytest

from fairclaim.domain.errors import UsageError
from fairclaim.forensics.labels.xmp import TC260_NAMESPACE, XmpProperty, read_packet
from fairclaim.forensics.labels.xmp_edit import holds_label, packet_with_label, packet_with_value

VALUE = '{"Label":"1","ProduceID":"a&b<c>\'"}'
OTHER = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF '
    'xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description r:about="uuid:7" '
    'xmlns:d="http://purl.org/dc/elements/1.1/"><d:title>图</d:title></r:Description></r:RDF></x:xmpmeta>'
    '{padding}<?xpacket end="w"?>'
)


def labels(packet: bytes) -> list[XmpProperty]:
    read = read_packet(packet)
    assert read.is_well_formed
    return [prop for prop in read.properties if prop.name == "AIGC"]


def test_a_packet_of_its_own_holds_the_label_as_the_guide_says() -> None:
    packet = packet_with_label(None, VALUE)
    assert labels(packet) == [XmpProperty(TC260_NAMESPACE, "AIGC", VALUE)]
    assert b"&quot;Label&quot;" in packet
    assert packet.startswith(b'<?xpacket begin="\xef\xbb\xbf"')


def test_what_else_stands_in_a_packet_stays_and_the_subject_is_the_same() -> None:
    packet = packet_with_label(OTHER.replace("{padding}", "").encode(), VALUE)
    assert labels(packet)[0].value == VALUE
    assert "<d:title>图</d:title>" in packet.decode()
    assert packet.count(b'r:about="uuid:7"') == 2


def test_padding_takes_up_the_growth() -> None:
    before = OTHER.replace("{padding}", "\n" + " " * 2000 + "\n").encode()
    after = packet_with_label(before, VALUE)
    assert len(after) == len(before)
    short = OTHER.replace("{padding}", " " * 10).encode()
    assert len(packet_with_label(short, VALUE)) > len(short)


@pytest.mark.parametrize(
    "place",
    [
        "<TC260:AIGC>{&quot;old&quot;:1}</TC260:AIGC>",
        "<TC260:AIGC rdf:datatype='x'>old</TC260:AIGC>",
    ],
)
def test_the_value_of_an_element_is_replaced(place: str) -> None:
    packet = packet_with_label(None, "OLD").decode().replace("<TC260:AIGC>OLD</TC260:AIGC>", place).encode()
    assert holds_label(packet)
    assert [one.value for one in labels(packet_with_value(packet, VALUE))] == [VALUE]


@pytest.mark.parametrize("quote", ['"', "'"])
def test_the_value_of_an_attribute_is_replaced(quote: str) -> None:
    text = packet_with_label(None, "OLD").decode()
    text = text.replace("<TC260:AIGC>OLD</TC260:AIGC>", f"<TC260:x TC260:AIGC={quote}old{quote}/>")
    assert holds_label(text.encode())
    assert [one.value for one in labels(packet_with_value(text.encode(), VALUE))] == [VALUE]


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"<x>",
        b"<x/>",
        b"\xff\xfe<\0x\0/\0>\0",
        OTHER.encode("utf-16"),
        OTHER.replace("{padding}", "").replace("图", "\ufffd").encode().replace("\ufffd".encode(), b"\xff"),
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        OTHER.replace("{padding}", "<r:RDF></r:RDF>").encode(),
    ],
)
def test_a_packet_that_is_no_regular_xml_is_left_alone(packet: bytes) -> None:
    with pytest.raises(UsageError, match="XMP"):
        packet_with_label(packet, VALUE)
    with pytest.raises(UsageError, match="XMP"):
        packet_with_value(packet, VALUE)


def test_two_labels_are_not_one() -> None:
    twice = packet_with_label(packet_with_label(None, VALUE), VALUE)
    assert not holds_label(twice)
    assert not holds_label(None)
    with pytest.raises(UsageError, match="XMP"):
        packet_with_value(twice, VALUE)
