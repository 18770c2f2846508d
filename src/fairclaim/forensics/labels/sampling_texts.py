"""Parameters that diffusion programs write as text: recognised by their form, never by a stray word.

The same texts travel in PNG chunks, EXIF comments, WebP and XMP. Some writers wrap them once more in JSON (NovelAI in
WebP; ComfyUI in an EXIF comment), so an object is also searched one level down.

Sources: files that Stable Diffusion web UI, ComfyUI, InvokeAI, Fooocus, NovelAI and Midjourney wrote; the saving code of
ComfyUI, SwarmUI and Easy Diffusion for the forms without a file at hand.
"""

import re
from collections.abc import Callable, Mapping

from fairclaim.forensics.labels.json_text import NotJsonError, parse_object
from fairclaim.forensics.labels.texts import CarriedText
from fairclaim.forensics.labels.trace import MAX_QUOTE, Trace, TraceKind

GRAPH_KEYWORDS = ("prompt", "workflow")
"""Under which ComfyUI writes its graph, as a PNG keyword or in front of a colon in EXIF."""

_STEPS = re.compile(r"\bSteps: \d{1,5}\b")
_SAMPLER = re.compile(r"\b(?:Sampler|CFG scale|Seed): ")
_ENLARGED = re.compile(r"\bPostprocess upscale (?:by|to): ")
_JOB_ID = re.compile(r"\bJob ID: [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_DREAM = re.compile(r" -s \d{1,5} .{0,80}?-S \d{1,12} ")
_NOT_A_NUMBER = re.compile(r"(?<=[\[:,\s])NaN(?=[\],}\s])")
"""ComfyUI writes it for nodes that always run (``"is_changed": [NaN]``); it is no JSON."""
_HEAD_CHARS = 20_000
_SAMPLING_KEYS = frozenset(
    {
        "seed",
        "steps",
        "sampler",
        "sampler_name",
        "cfg_scale",
        "scale",
        "scheduler",
        "strength",
        "guidance_scale",
        "num_inference_steps",
    }
)
_OWN_KEYS = frozenset({"sui_image_params", "use_stable_diffusion_model"})
_OWN_KEYWORDS = {
    "invokeai_metadata": "InvokeAI",
    "invokeai_graph": "InvokeAI",
    "invokeai_workflow": "InvokeAI",
    "sd-metadata": "InvokeAI",
    "use_stable_diffusion_model": "Easy Diffusion",
    "fooocus_scheme": "Fooocus",
}
"""PNG keywords that only one program writes."""

_BYTEDANCE_KEYS = frozenset({"exportType", "aigc_info", "aigc_label_type", "aigc_type"})


def text_trace(carried: CarriedText) -> Trace | None:
    """Return what a text tells of a diffusion program, or None."""
    return next(filter(None, (recognise(carried) for recognise in _RECOGNISERS)), None)


def _own_keyword(carried: CarriedText) -> Trace | None:
    tool = _OWN_KEYWORDS.get(carried.keyword)
    return _generated(tool, carried) if tool else None


def _web_ui(carried: CarriedText) -> Trace | None:
    """Find the parameters line of Stable Diffusion web UI; its second page only enlarges."""
    if _STEPS.search(carried.text) is not None and _SAMPLER.search(carried.text) is not None:
        return _generated("Stable Diffusion web UI", carried)
    if _ENLARGED.search(carried.text[:_HEAD_CHARS]) is not None:
        return Trace(TraceKind.AI_EDITED, "Stable Diffusion web UI", carried.place, carried.text[:MAX_QUOTE])
    return None


def _comfy(carried: CarriedText) -> Trace | None:
    """Find a ComfyUI graph under its keyword."""
    if carried.keyword.casefold() not in GRAPH_KEYWORDS:
        return None
    return _graph_trace(_object(_NOT_A_NUMBER.sub("null", carried.text)), carried)


def _graph_trace(graph: Mapping[str, object], carried: CarriedText) -> Trace | None:
    """Tell a graph that samples from one that may only have enlarged or cut out a photo."""
    kinds = _node_kinds(graph)
    if not kinds:
        return None
    samples = any("sampler" in kind.casefold() for kind in kinds)
    kind = TraceKind.GENERATED if samples else TraceKind.AI_EDITED
    return Trace(kind, "ComfyUI", carried.place, ", ".join(sorted(kinds))[:MAX_QUOTE])


def _node_kinds(graph: Mapping[str, object]) -> frozenset[str]:
    listed = graph.get("nodes")
    nodes = listed if isinstance(listed, list) else list(graph.values())
    names = (node.get("class_type", node.get("type")) for node in nodes if isinstance(node, Mapping))
    return frozenset(name for name in names if isinstance(name, str))


def _dream(carried: CarriedText) -> Trace | None:
    is_command = carried.keyword == "Dream" and _DREAM.search(carried.text[:_HEAD_CHARS]) is not None
    return _generated("InvokeAI", carried) if is_command else None


def _midjourney(carried: CarriedText) -> Trace | None:
    return _generated("Midjourney", carried) if _JOB_ID.search(carried.text) else None


def _json_object(carried: CarriedText) -> Trace | None:
    """Find an object of sampling parameters (Fooocus, NovelAI, SwarmUI, Draw Things), also one level down."""
    if carried.keyword.casefold() not in ("parameters", "comment", "") or "{" not in carried.text[:8]:
        return None
    found = _object(carried.text)
    if _is_sampling(found):
        return _generated("diffusion parameters", carried)
    for key, inner in found.items():
        nested = _nested(inner)
        if _is_sampling(nested):
            return _generated("diffusion parameters", carried)
        if key.casefold() in GRAPH_KEYWORDS and (trace := _graph_trace(nested, carried)):
            return trace
    return _bytedance(found, carried)


def _is_sampling(found: Mapping[str, object]) -> bool:
    return len(_SAMPLING_KEYS & found.keys()) >= 3 or bool(_OWN_KEYS & found.keys())


def _nested(value: object) -> Mapping[str, object]:
    if isinstance(value, str) and value.lstrip().startswith("{"):
        return _object(value)
    return value if isinstance(value, Mapping) else {}


def _bytedance(found: Mapping[str, object], carried: CarriedText) -> Trace | None:
    """Name the app that exported the picture; whether it discloses AI is for the label to say, and is read there."""
    product = found.get("product")
    if not isinstance(product, str) or not product or not _BYTEDANCE_KEYS & found.keys():
        return None
    return Trace(TraceKind.EDITED, "ByteDance app", carried.place, product[:MAX_QUOTE])


def _generated(tool: str, carried: CarriedText) -> Trace:
    return Trace(TraceKind.GENERATED, tool, carried.place, carried.text[:MAX_QUOTE])


def _object(text: str) -> Mapping[str, object]:
    try:
        return parse_object(text)
    except NotJsonError:
        return {}


_RECOGNISERS: tuple[Callable[[CarriedText], Trace | None], ...] = (
    _own_keyword,
    _web_ui,
    _comfy,
    _dream,
    _midjourney,
    _json_object,
)
