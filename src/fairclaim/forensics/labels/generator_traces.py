"""What software writes into a picture about its own work: generators, AI edits, ordinary editors.

A trace is a plain statement of a program, unsigned: it can be copied, planted and removed. Recognition is by the
fields that each program is known to fill and by the form of their content, never by a stray word in a description.

Sources: IPTC NewsCodes *digitalsourcetype* (cv.iptc.org/newscodes/digitalsourcetype); the metadata that Stable
Diffusion web UI, ComfyUI, InvokeAI, Fooocus, NovelAI and Midjourney write, checked on files of each; Google's photo
credits ("Made with Google AI", "Edited with Google AI"); an unmodified Galaxy AI edit for the Samsung trailer.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fairclaim.forensics.labels.json_text import NotJsonError, parse_object
from fairclaim.forensics.labels.texts import CarriedText, carried_texts, decode_text, xmp_packets
from fairclaim.forensics.labels.xmp import XmpProperty, read_packet
from fairclaim.imaging.metadata import Metadata

MAX_TRACES = 32
TRAILER_BYTES = 256 * 1024
"""How much of the bytes behind the picture's end is searched, from their end backwards."""

_MAX_QUOTE = 300


class TraceKind(StrEnum):
    """What the program says it did."""

    GENERATED = "generated"
    AI_EDITED = "ai-edited"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Trace:
    """One statement.

    Parameters
    ----------
    kind : TraceKind
        What it means.
    tool : str
        Program or vocabulary.
    carrier : str
        Where it stands.
    quote : str
        The deciding text, at most 300 characters; untrusted.
    """

    kind: TraceKind
    tool: str
    carrier: str
    quote: str


_SOURCE_TYPES: Mapping[str, TraceKind] = {
    "trainedalgorithmicmedia": TraceKind.GENERATED,
    "algorithmicmedia": TraceKind.GENERATED,
    "compositewithtrainedalgorithmicmedia": TraceKind.AI_EDITED,
    "compositesynthetic": TraceKind.AI_EDITED,
    "algorithmicallyenhanced": TraceKind.EDITED,
    "composite": TraceKind.EDITED,
    "compositecapture": TraceKind.EDITED,
    "humanedits": TraceKind.EDITED,
    "minorhumanedits": TraceKind.EDITED,
    "datadrivenmedia": TraceKind.EDITED,
    "digitalart": TraceKind.EDITED,
    "digitalcreation": TraceKind.EDITED,
    "softwareimage": TraceKind.EDITED,
    "virtualrecording": TraceKind.EDITED,
}
"""IPTC codes in lower case. Codes of captures and scans are left out: they say nothing against a photo."""

_GENERATORS = (
    "NovelAI",
    "Midjourney",
    "DALL-E",
    "DALL·E",
    "Stable Diffusion",
    "Adobe Firefly",
    "ComfyUI",
    "InvokeAI",
    "Fooocus",
    "Draw Things",
    "Ideogram",
    "DreamStudio",
    "Leonardo.Ai",
    "Recraft",
    "Bing Image Creator",
    "Dreamina",
    "即梦",
)
"""Names that stand in ``Software``, ``CreatorTool`` or ``Make`` of a generator's files."""

_EDITORS = (
    "Photoshop",
    "Lightroom",
    "GIMP",
    "Snapseed",
    "PicsArt",
    "Meitu",
    "美图",
    "BeautyCam",
    "美颜",
    "醒图",
    "轻颜",
    "Hypic",
    "B612",
    "VSCO",
    "Canva",
    "Pixlr",
    "PhotoScape",
    "paint.net",
    "Shotwell",
    "Picasa",
    "ACDSee",
    "Affinity Photo",
    "Luminar",
    "Facetune",
    "Polarr",
    "CapCut",
    "剪映",
    "Windows Photo Editor",
    "Microsoft Designer",
)
"""Ordinary editors; very many honest people use them to crop, brighten or hide an address."""

_CREDITS = {"made with google ai": TraceKind.GENERATED, "edited with google ai": TraceKind.AI_EDITED}
_SOFTWARE_TAGS = ("Software", "Make", "Model", "ProcessingSoftware", "HostComputer")
_SOFTWARE_PROPERTIES = frozenset({"CreatorTool", "Software", "softwareAgent"})
_SOFTWARE_KEYWORDS = frozenset({"software", "source", "generator"})

_STEPS = re.compile(r"\bSteps: \d{1,5}\b")
_SAMPLER = re.compile(r"\b(?:Sampler|CFG scale|Seed): ")
_JOB_ID = re.compile(r"\bJob ID: [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_DREAM = re.compile(r" -s \d{1,5} .{0,80}?-S \d{1,12} ")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_SAMSUNG_AI = re.compile(rb'"genAIType"\s{0,4}:\s{0,4}(\d{1,6})')
_SAMPLING_KEYS = frozenset({"seed", "steps", "sampler", "sampler_name", "cfg_scale", "scale", "scheduler", "strength"})
_OWN_KEYWORDS = {
    "invokeai_metadata": "InvokeAI",
    "invokeai_graph": "InvokeAI",
    "invokeai_workflow": "InvokeAI",
    "sd-metadata": "InvokeAI",
    "use_stable_diffusion_model": "Easy Diffusion",
}
"""PNG keywords that only one program writes."""


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
    for trailer in trailers:
        yield from _trailer_traces(trailer)


def _property_traces(prop: XmpProperty) -> Iterator[Trace]:
    carrier = f"XMP {prop.name}"
    if prop.name == "DigitalSourceType":
        code = re.split(r"[/:#]", prop.value.strip())[-1]
        if kind := _SOURCE_TYPES.get(code.casefold()):
            yield Trace(kind, "IPTC DigitalSourceType", carrier, code[:_MAX_QUOTE])
    elif prop.name in _SOFTWARE_PROPERTIES:
        yield from _software_traces(prop.value, carrier)
    elif prop.name == "Credit":
        if kind := _CREDITS.get(prop.value.strip().casefold()):
            yield Trace(kind, "Google AI", carrier, prop.value[:_MAX_QUOTE])
    elif prop.name in ("UserComment", "description"):
        yield from _text_traces(CarriedText(carrier, "", prop.value))


def _software_traces(value: str, carrier: str) -> Iterator[Trace]:
    folded = value[:_MAX_QUOTE].casefold()
    for kind, names in ((TraceKind.GENERATED, _GENERATORS), (TraceKind.EDITED, _EDITORS)):
        name = next((name for name in names if name.casefold() in folded), None)
        if name is not None:
            yield Trace(kind, name, carrier, value[:_MAX_QUOTE])
            return


def _text_traces(carried: CarriedText) -> Iterator[Trace]:
    for recognise in _RECOGNISERS:
        trace = recognise(carried)
        if trace is not None:
            yield trace
            return
    if carried.keyword.casefold() in _SOFTWARE_KEYWORDS:
        yield from _software_traces(carried.text, carried.place)


def _own_keyword(carried: CarriedText) -> Trace | None:
    tool = _OWN_KEYWORDS.get(carried.keyword)
    return _generated(tool, carried) if tool else None


def _web_ui(carried: CarriedText) -> Trace | None:
    """Find the parameters line of Stable Diffusion web UI, in a PNG text or an EXIF comment."""
    is_parameters = _STEPS.search(carried.text) is not None and _SAMPLER.search(carried.text) is not None
    return _generated("Stable Diffusion web UI", carried) if is_parameters else None


def _comfy(carried: CarriedText) -> Trace | None:
    """Find a ComfyUI graph. Without any sampler node it may only have enlarged or cut out a photo."""
    if carried.keyword.casefold() not in ("prompt", "workflow"):
        return None
    kinds = _node_kinds(_object(carried.text))
    if not kinds:
        return None
    samples = any("sampler" in kind.casefold() for kind in kinds)
    return Trace(
        TraceKind.GENERATED if samples else TraceKind.AI_EDITED,
        "ComfyUI",
        carried.place,
        ", ".join(sorted(kinds))[:_MAX_QUOTE],
    )


def _node_kinds(graph: Mapping[str, object]) -> frozenset[str]:
    listed = graph.get("nodes")
    nodes = listed if isinstance(listed, list) else list(graph.values())
    names = (node.get("class_type", node.get("type")) for node in nodes if isinstance(node, Mapping))
    return frozenset(name for name in names if isinstance(name, str))


def _dream(carried: CarriedText) -> Trace | None:
    is_command = carried.keyword == "Dream" and _DREAM.search(carried.text[:20_000]) is not None
    return _generated("InvokeAI", carried) if is_command else None


def _midjourney(carried: CarriedText) -> Trace | None:
    return _generated("Midjourney", carried) if _JOB_ID.search(carried.text) else None


def _sampling_json(carried: CarriedText) -> Trace | None:
    """Find a JSON object of sampling parameters (Fooocus, NovelAI, SwarmUI, Draw Things)."""
    if carried.keyword.casefold() not in ("parameters", "comment", "") or "{" not in carried.text[:8]:
        return None
    found = _object(carried.text)
    if len(_SAMPLING_KEYS & found.keys()) >= 3 or "sui_image_params" in found:
        return _generated("diffusion parameters", carried)
    return None


_RECOGNISERS: tuple[Callable[[CarriedText], Trace | None], ...] = (
    _own_keyword,
    _web_ui,
    _comfy,
    _dream,
    _midjourney,
    _sampling_json,
)


def _generated(tool: str, carried: CarriedText) -> Trace:
    return Trace(TraceKind.GENERATED, tool, carried.place, carried.text[:_MAX_QUOTE])


def _object(text: str) -> dict[str, object]:
    try:
        return parse_object(text)
    except NotJsonError:
        return {}


def _exif_traces(metadata: Metadata) -> Iterator[Trace]:
    texts = {tag: _exif_text(metadata, tag) for tag in (*_SOFTWARE_TAGS, "Artist", "ImageDescription")}
    for tag in _SOFTWARE_TAGS:
        head, _, graph = texts[tag].partition(":")
        if head in ("prompt", "workflow") and graph.lstrip().startswith("{"):
            yield from _text_traces(CarriedText(f"exif:{tag}", head, graph))
        else:
            yield from _software_traces(texts[tag], f"exif:{tag}")
    if _UUID.fullmatch(texts["Artist"].strip()) and texts["ImageDescription"].startswith("Signature:"):
        yield Trace(TraceKind.GENERATED, "Grok", "exif:Artist", texts["Artist"].strip())


def _exif_text(metadata: Metadata, tag: str) -> str:
    value = metadata.exif.get(tag, "")
    if isinstance(value, bytes):
        value = decode_text(value)
    return value if isinstance(value, str) else ""


def _trailer_traces(trailer: bytes) -> Iterator[Trace]:
    """Find Samsung's note of a generative edit in the SEF trailer (type 0 means none)."""
    for match in _SAMSUNG_AI.finditer(trailer[-TRAILER_BYTES:]):
        if int(match[1]):
            yield Trace(TraceKind.AI_EDITED, "Samsung Galaxy AI", "SEF trailer", match[0].decode("ascii"))
            return
