"""XMP packets to a flat list of properties: strictly by XML where possible, by pattern where the packet is broken.

Document type declarations and entities are refused (defusedxml). Nesting is flattened: an item of a list carries the
name of its property. What a property means is for the caller.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from fairclaim.forensics.labels.texts import decode_text

TC260_NAMESPACE = "http://www.tc260.org.cn/ns/AIGC/1.0/"
"""Namespace of the AIGC label (TC260-PG-20259A)."""

RDF_NAMESPACE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

MAX_PARSED_CHARS = 2 << 20
"""Longer packets (depth maps) are searched by pattern only."""

MAX_PROPERTIES = 4096
_MAX_VALUE_CHARS = 1 << 20

_NAME = r"[A-Za-z_][\w.-]{0,63}"
_ELEMENT = re.compile(rf"<({_NAME}):({_NAME})(?:\s[^<>]*)?>([^<]+)<", re.ASCII)
_ATTRIBUTE = re.compile(rf"(?<![\w.:-])({_NAME}):({_NAME})\s{{0,8}}=\s{{0,8}}(?:\"([^\"<]*)\"|'([^'<]*)')", re.ASCII)
_KNOWN_PREFIXES = {"TC260": TC260_NAMESPACE}


@dataclass(frozen=True, slots=True)
class XmpProperty:
    """One property: namespace and local name as in XML, and its text."""

    namespace: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class XmpPacket:
    """A read packet.

    Parameters
    ----------
    properties : tuple of XmpProperty
        In document order, at most 4096.
    is_well_formed : bool
        False where the packet is no XML and was searched by pattern.
    text : str
        The decoded packet.
    """

    properties: tuple[XmpProperty, ...]
    is_well_formed: bool
    text: str


def read_packet(packet: bytes) -> XmpPacket:
    """Read the properties of one packet; never fails."""
    text = decode_text(packet).strip("\ufeff\0 \t\r\n")
    root = _parsed(text)
    found = _from_pattern(text) if root is None else _from_tree(root)
    properties = tuple(prop for prop, _ in zip(found, range(MAX_PROPERTIES), strict=False))
    return XmpPacket(properties, root is not None, text)


def _parsed(text: str) -> Element | None:
    if len(text) > MAX_PARSED_CHARS:
        return None
    try:
        root: Element = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, RecursionError):
        return None
    return root


def _from_tree(root: Element) -> Iterator[XmpProperty]:
    waiting = [(root, ("", ""))]
    while waiting:
        element, owner = waiting.pop()
        namespace, name = _split(element.tag)
        here = owner if namespace == RDF_NAMESPACE else (namespace, name)
        for key, value in element.attrib.items():
            where = _split(key)
            if where == (RDF_NAMESPACE, "resource"):
                yield XmpProperty(*here, value)
            elif where[0] and where[0] != RDF_NAMESPACE:
                yield XmpProperty(*where, value)
        text = (element.text or "").strip()
        if text and here[1]:
            yield XmpProperty(*here, text)
        waiting.extend((child, here) for child in reversed(element))


def _split(tag: str) -> tuple[str, str]:
    namespace, brace, name = tag.rpartition("}")
    return (namespace[1:], name) if brace else ("", tag)


def _from_pattern(text: str) -> Iterator[XmpProperty]:
    namespaces = dict(_KNOWN_PREFIXES)
    for match in _ATTRIBUTE.finditer(text):
        prefix, name, value = match[1], match[2], match[3] if match[3] is not None else match[4]
        if prefix == "xmlns":
            namespaces[name] = value
        else:
            yield _property(namespaces, prefix, name, value)
    for match in _ELEMENT.finditer(text):
        if match[3].strip():
            yield _property(namespaces, match[1], match[2], match[3].strip())


def _property(namespaces: dict[str, str], prefix: str, name: str, value: str) -> XmpProperty:
    return XmpProperty(namespaces.get(prefix, prefix), name, html.unescape(value[:_MAX_VALUE_CHARS]))
