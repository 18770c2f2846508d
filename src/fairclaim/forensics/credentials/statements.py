"""What the manifests of a store state about the picture's origin: its own, and those of the pictures it was made from.

A picture descends from a *parent* (``parentOf``): what is true of the parent's origin is true of it. It contains
*components* (``componentOf``): what is true of them is true of a part. *Inputs* (``inputTo``: a reference or mask that
was handed to a tool) are not in the picture.

An ingredient's manifest speaks with its own signer's voice. It counts as trusted only where its own signature was
confirmed too; it does not count at all where its own seal is broken.

Source: C2PA Technical Specification 2.4, chapter 18 (actions, ingredients); IPTC Digital Source Type NewsCodes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from fairclaim.forensics.credentials.credential import Origin, Signer
from fairclaim.forensics.credentials.fields import mapping, mappings, text, texts
from fairclaim.forensics.credentials.validation import is_about_signer, is_vouched_for
from fairclaim.forensics.labels.source_type import source_code

GENERATED = frozenset({"trainedalgorithmicmedia", "trainedalgorithmicdata"})
"""Codes of IPTC and C2PA, in lower case: made by a generative model."""
COMPOSED = frozenset({"compositewithtrainedalgorithmicmedia", "compositesynthetic"})
"""Partly made by one."""
CAPTURED = frozenset({"digitalcapture", "computationalcapture", "compositecapture"})
"""Taken by a camera; phones merge several exposures."""

OURS = "fairclaim"
"""A desk signs what its own page took. That is no camera's word, however well its certificate is known: a program may have fed the page."""

_BIRTHS = frozenset({"c2pa.created", "c2pa.opened", ""})
"""Actions whose source type tells of the whole picture; "" stands for a source in a metadata assertion."""

HARMLESS = frozenset(
    {
        "c2pa.created",
        "c2pa.opened",
        "c2pa.color_adjustments",
        "c2pa.adjustedColor",
        "c2pa.changedSpeed",
        "c2pa.converted",
        "c2pa.cropped",
        "c2pa.edited.metadata",
        "c2pa.enhanced",
        "c2pa.orientation",
        "c2pa.published",
        "c2pa.repackaged",
        "c2pa.resized",
        "c2pa.resized.proportional",
        "c2pa.transcoded",
        "c2pa.trimmed",
        "c2pa.watermarked",
        "c2pa.watermarked.bound",
        "c2pa.watermarked.unbound",
    }
)
"""Actions that leave the scene as it was."""

_DEPTH = 8
_PARENT, _COMPONENT = "parentOf", "componentOf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement about origin, and who makes it.

    Parameters
    ----------
    origin : Origin
        For the picture at hand, not for the ingredient.
    is_trusted : bool
        True where its own manifest is signed by a listed signer.
    agent : str
        Tool or model that it names.
    """

    origin: Origin
    is_trusted: bool
    signer: Signer
    agent: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a manifest stands in the picture's ancestry."""

    label: str
    is_trusted: bool
    is_whole: bool
    depth: int = 0


def statements(store: Mapping[str, object], *, is_trusted: bool) -> tuple[Statement, ...]:
    """Return every statement about the picture's origin, the active manifest's first.

    Parameters
    ----------
    store : mapping
        A store that was read.
    is_trusted : bool
        Whether the active manifest's signer is listed.
    """
    found: list[Statement] = []
    for place in _places(store, is_trusted=is_trusted):
        manifest = mapping(mapping(store, "manifests"), place.label)
        found.extend(_of_manifest(manifest, place))
    return tuple(found)


def steps(store: Mapping[str, object]) -> tuple[str, ...]:
    """Return the recorded actions on the picture and its ancestors, oldest first, each once."""
    line = [place for place in _places(store, is_trusted=False) if place.is_whole]
    names = [
        text(action, "action")
        for place in sorted(line, key=lambda place: -place.depth)
        for action in mappings(mapping(mapping(store, "manifests"), place.label), "actions")
    ]
    return tuple(dict.fromkeys(name for name in names if name))


def signer_of(manifest: Mapping[str, object]) -> Signer:
    """Return who signed a manifest, as it names them."""
    signature = mapping(manifest, "signer")
    return Signer(
        organisation=text(signature, "organisation"),
        name=text(signature, "name"),
        serial=text(signature, "serial"),
        software=text(manifest, "generator"),
        time=text(signature, "time"),
    )


def _places(store: Mapping[str, object], *, is_trusted: bool) -> Iterator[_Place]:
    """Walk from the active manifest to those of its ingredients, each once, nearest first."""
    waiting = [_Place(text(store, "active"), is_trusted, is_whole=True)]
    seen: set[str] = set()
    while waiting:
        place = waiting.pop(0)
        if place.label in seen or place.depth > _DEPTH:
            continue
        seen.add(place.label)
        yield place
        manifest = mapping(mapping(store, "manifests"), place.label)
        waiting.extend(filter(None, (_child(place, entry) for entry in mappings(manifest, "ingredients"))))


def _child(place: _Place, ingredient: Mapping[str, object]) -> _Place | None:
    label, relationship = text(ingredient, "manifest"), text(ingredient, "relationship")
    is_broken = any(not is_about_signer(code) for code in texts(ingredient, "failure"))
    if not label or is_broken or relationship not in {_PARENT, _COMPONENT}:
        return None
    is_confirmed = is_vouched_for(texts(ingredient, "success"), texts(ingredient, "new_failure"))
    return replace(
        place,
        label=label,
        is_trusted=place.is_trusted and is_confirmed,
        is_whole=place.is_whole and relationship == _PARENT,
        depth=place.depth + 1,
    )


def _of_manifest(manifest: Mapping[str, object], place: _Place) -> Iterator[Statement]:
    signer = signer_of(manifest)
    stated = [(text(action, "action"), text(action, "source"), action) for action in mappings(manifest, "actions")]
    stated += [("", source, {}) for source in texts(manifest, "sources")]
    for name, source, action in stated:
        origin = _origin(name, source_code(source), is_whole=place.is_whole)
        if origin is Origin.CAPTURED and signer.software.partition(" ")[0] == OURS:
            continue
        if origin is not None:
            yield Statement(origin=origin, is_trusted=place.is_trusted, signer=signer, agent=text(action, "agent"))


def _origin(action: str, source: str, *, is_whole: bool) -> Origin | None:
    if source in GENERATED and action in _BIRTHS and is_whole:
        return Origin.GENERATED
    if source in GENERATED | COMPOSED:
        return Origin.AI_EDITED
    if source in CAPTURED and action in _BIRTHS and is_whole:
        return Origin.CAPTURED
    return None
