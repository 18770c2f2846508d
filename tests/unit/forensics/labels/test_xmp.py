"""XMP packets, whole and broken."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from fairclaim.forensics.labels.xmp import TC260_NAMESPACE, XmpProperty, read_packet

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
IPTC = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"


def packet(body: str, attributes: str = "") -> bytes:
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}"><rdf:Description rdf:about="" '
        f'xmlns:TC260="{TC260_NAMESPACE}" xmlns:e="{IPTC}" {attributes}>{body}</rdf:Description></rdf:RDF></x:xmpmeta>'
    ).encode()


def test_elements_attributes_resources_and_lists_all_become_properties() -> None:
    read = read_packet(
        packet(
            '<e:A>one</e:A><e:B rdf:resource="two"/><e:C><rdf:Seq><rdf:li>three</rdf:li>'
            '<rdf:li e:D="four"/></rdf:Seq></e:C>',
            'e:E="five"',
        )
    )
    assert read.is_well_formed
    assert set(read.properties) == {
        XmpProperty(IPTC, name, value)
        for name, value in zip("ABCDE", ("one", "two", "three", "four", "five"), strict=True)
    }


def test_escapes_are_resolved_once() -> None:
    [prop] = read_packet(packet("<TC260:AIGC>{&quot;Label&quot;:&quot;1&quot;}</TC260:AIGC>")).properties
    assert prop == XmpProperty(TC260_NAMESPACE, "AIGC", '{"Label":"1"}')


def test_a_broken_packet_is_searched_by_pattern() -> None:
    whole = packet("<TC260:AIGC>{&quot;Label&quot;:&quot;1&quot;}</TC260:AIGC>", 'e:E="five"')
    read = read_packet(whole.replace(b"</rdf:RDF>", b""))
    assert not read.is_well_formed
    assert XmpProperty(TC260_NAMESPACE, "AIGC", '{"Label":"1"}') in read.properties
    assert XmpProperty(IPTC, "E", "five") in read.properties


def test_entities_are_never_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x:y xmlns:x="u"><x:z>&b;</x:z></x:y>'
    read = read_packet(bomb)
    assert not read.is_well_formed
    assert read.properties == (XmpProperty("u", "z", "&b;"),)


def test_hostile_sizes_and_depths_are_answered_quickly() -> None:
    started = time.perf_counter()
    for hostile in (
        b"<a:b>" * 200_000,
        packet("<e:A>" * 50_000 + "</e:A>" * 50_000),
        b'a:b="' * 200_000,
        b"a:b='\"" * 200_000,
        b"<a:b " * 200_000,
        b"a" * 1_000_000,
        b"a:" * 500_000,
        b"a:b=" + b" " * 1_000_000,
        packet("<e:A>x</e:A>" * 20_000),
    ):
        assert len(read_packet(hostile).properties) <= 4096
    assert time.perf_counter() - started < 20


@given(st.binary(max_size=400) | st.text(alphabet="<>/:=\"' abAIGC&;quot{}", max_size=400).map(str.encode))
@settings(max_examples=300)
def test_any_bytes_are_read(data: bytes) -> None:
    read_packet(data)
    read_packet(packet("<TC260:AIGC>x</TC260:AIGC>") + data)
