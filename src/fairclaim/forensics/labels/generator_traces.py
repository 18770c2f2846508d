"""What software writes into a picture about its own work: generators, AI edits, ordinary editors.

A trace is a plain statement of a program, unsigned: it can be copied, planted and removed. Recognition is by the
fields that each program is known to fill and by the form of their content, never by a stray word in a description.

Sources: IPTC Photo Metadata Standard 2025.1 (``AISystemUsed`` and its neighbours); the sources named in the modules that
this one asks; published observations of Grok's EXIF pair and of Ideogram's ``Make``.
"""

import re
from collections.abc import Iterator, Sequence

from fairclaim.forensics.labels.iptc_iim import read_iim
from fairclaim.forensics.labels.phone_notes import trailer_traces
from fairclaim.forensics.labels.programs import credit_traces, software_traces
from fairclaim.forensics.labels.sampling_texts import GRAPH_KEYWORDS, text_trace
from fairclaim.forensics.labels.source_type import SOURCE_PROPERTIES, kind_of_source
from fairclaim.forensics.labels.texts import CarriedText, carried_texts, decode_text, xmp_packets
from fairclaim.forensics.labels.trace import MAX_QUOTE, Trace, TraceKind
from fairclaim.forensics.labels.xmp import XmpProperty, read_packet
from fairclaim.imaging.metadata import Metadata

MAX_TRACES = 32

_SOFTWARE_TAGS = ("Software", "Make", "Model", "ProcessingSoftware", "HostComputer")
_GRAPH_TAGS = (*_SOFTWARE_TAGS, "ImageDescription", "DocumentName")
"""Where ComfyUI puts its graphs in WebP: Model, Make, and downwards from there."""

_SOFTWARE_PROPERTIES = frozenset({"CreatorTool", "Software", "softwareAgent"})
_SOFTWARE_KEYWORDS = frozenset({"software", "source", "generator"})
_TEXT_PROPERTIES = frozenset({"UserComment", "description", "parameters", "prompt", "workflow"})
_AI_PROPERTIES = frozenset({"AISystemUsed", "AISystemVersionUsed", "AIPromptInformation"})
"""IPTC 2025.1. They name a model that took part, not how large its part was."""

_NO_AI = frozenset({"", "no", "none", "n/a", "无", "没有"})

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_SIGNATURE = re.compile(r"Signature:\s{0,4}[A-Za-z0-9+/=_-]{64}")


def find_traces(metadata: Metadata, *, trailers: Sequence[bytes] = ()) -> tuple[Trace, ...]:
    """Return every statement found, at most 32; equal ones once.

    Parameters
    ----------
    metadata : Metadata
        What the file states.
    trailers : sequence of bytes
        Bytes behind the end of the picture, where Samsung phones keep their notes.
    """
    found: dict[Trace, None] = {}
    for trace in _all(metadata, trailers):
        found.setdefault(trace)
        if len(found) >= MAX_TRACES:
            break
    return tuple(found)


def _all(metadata: Metadata, trailers: Sequence[bytes]) -> Iterator[Trace]:
    for packet in xmp_packets(metadata):
        for prop in read_packet(packet).properties:
            yield from _property_traces(prop)
    for carried in carried_texts(metadata):
        yield from _text_traces(carried)
    yield from _exif_traces(metadata)
    yield from _iim_traces(metadata)
    for trailer in trailers:
        yield from trailer_traces(trailer)


def _property_traces(prop: XmpProperty) -> Iterator[Trace]:
    carrier = f"XMP {prop.name}"
    if prop.name.casefold() in SOURCE_PROPERTIES:
        if kind := kind_of_source(prop.value):
            yield Trace(kind, "IPTC DigitalSourceType", carrier, prop.value.strip()[:MAX_QUOTE])
    elif prop.name in _SOFTWARE_PROPERTIES:
        yield from software_traces(prop.value, carrier)
    elif prop.name == "Credit":
        yield from credit_traces(prop.value, carrier)
    elif prop.name in _AI_PROPERTIES and prop.value.strip().casefold() not in _NO_AI:
        yield Trace(TraceKind.AI_EDITED, "IPTC AI properties", carrier, prop.value.strip()[:MAX_QUOTE])
    elif prop.name in _TEXT_PROPERTIES:
        keyword = prop.name if prop.name in GRAPH_KEYWORDS else ""
        yield from _text_traces(CarriedText(carrier, keyword, prop.value))


def _text_traces(carried: CarriedText) -> Iterator[Trace]:
    trace = text_trace(carried) or text_trace(_as_graph(carried))
    if trace is not None:
        yield trace
    elif carried.keyword.casefold() in _SOFTWARE_KEYWORDS:
        yield from software_traces(carried.text, carried.place)
    elif carried.keyword.casefold() == "credit":
        yield from credit_traces(carried.text, carried.place)


def _as_graph(carried: CarriedText) -> CarriedText:
    """Read ``prompt:{…}``, the way in which EXIF fields carry a keyword; any other text stays as it is."""
    head, _, graph = carried.text.partition(":")
    keyword = head.strip().casefold()
    if keyword in GRAPH_KEYWORDS and graph.lstrip().startswith("{"):
        return CarriedText(carried.carrier, keyword, graph)
    return carried


def _exif_traces(metadata: Metadata) -> Iterator[Trace]:
    texts = {tag: _exif_text(metadata, tag) for tag in (*_GRAPH_TAGS, "Artist")}
    for tag in _GRAPH_TAGS:
        graph = _as_graph(CarriedText(f"exif:{tag}", "", texts[tag]))
        if graph.keyword:
            yield from _text_traces(graph)
        elif tag in _SOFTWARE_TAGS:
            yield from software_traces(texts[tag], f"exif:{tag}")
    if _UUID.fullmatch(texts["Artist"].strip()) and _SIGNATURE.match(texts["ImageDescription"]):
        yield Trace(TraceKind.GENERATED, "Grok", "exif:Artist", texts["Artist"].strip())


def _exif_text(metadata: Metadata, tag: str) -> str:
    value = metadata.exif.get(tag, "")
    if isinstance(value, bytes):
        value = decode_text(value)
    return value if isinstance(value, str) else ""


def _iim_traces(metadata: Metadata) -> Iterator[Trace]:
    for entry in metadata.texts:
        if entry.carrier != "jpeg:APP13":
            continue
        for line in read_iim(entry.value):
            read = credit_traces if line.name == "Credit" else software_traces
            yield from read(line.value, f"IPTC {line.name}")
