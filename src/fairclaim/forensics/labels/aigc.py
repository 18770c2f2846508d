"""The implicit AI-content label of GB 45438-2025, Annex E, out of every place where writers put it in a picture.

The label is a JSON object of seven text values: ``Label`` ("1" is generated, "2" may be, "3" is suspected),
``ContentProducer``, ``ProduceID``, ``ReservedCode1``, ``ContentPropagator``, ``PropagateID``, ``ReservedCode2``.
It stands bare or wrapped as ``{"AIGC": {…}}``. This module reads; it never guesses: what looks like a label and cannot
be understood becomes an `UnreadableLabel`, and an object with none of the keys is no label.

Private forms that are not Annex E (ByteDance applications, Tencent Cloud) become a `PrivateLabel`; their meaning is
known from observed files, not from a standard.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fairclaim.forensics.labels.json_text import NotJsonError, parse_object
from fairclaim.forensics.labels.texts import CarriedText, carried_texts, xmp_packets
from fairclaim.forensics.labels.xmp import TC260_NAMESPACE, XmpPacket, read_packet
from fairclaim.imaging.metadata import Metadata

MAX_LABELS = 16
"""More labels than this in one file are not read; an honest file has one."""

_MAX_VALUE_CHARS = 8192
_MAX_RESCUED_CHARS = 64 * 1024
_KEYS = (
    "Label",
    "ContentProducer",
    "ProduceID",
    "ReservedCode1",
    "ContentPropagator",
    "PropagateID",
    "ReservedCode2",
)
_PROFILE = re.compile(r"[\x21\x23-\x5b\x5d-\x7e\"]*")
_MARKED_OBJECT = re.compile(r"AIGC[^{}]{0,64}+(?=\{)", re.IGNORECASE)
_HINTS = ("AIGC", "aigc_", "ContentProducer", "ServiceProvider", "exportType")


class LabelValue(StrEnum):
    """``Label`` of Annex E."""

    GENERATED = "1"
    POSSIBLE = "2"
    SUSPECTED = "3"


class Breach(StrEnum):
    """Departures from Annex E that do not hinder reading."""

    VALUE_NOT_TEXT = "value-not-text"
    CHARACTERS = "characters"
    KEY_CASE = "key-case"
    KEYS_MISSING = "keys-missing"
    WRAPPED_IN_XMP = "wrapped-in-xmp"
    JSON_IN_JSON = "json-in-json"
    NAMESPACE = "namespace"
    BROKEN_CARRIER = "broken-carrier"


@dataclass(frozen=True, slots=True, kw_only=True)
class AigcLabel:
    """A label that could be read. Values are untrusted text; "" where absent."""

    carrier: str
    label: LabelValue
    producer: str
    produce_id: str
    reserved_code1: str
    propagator: str
    propagate_id: str
    reserved_code2: str
    breaches: tuple[Breach, ...] = ()


@dataclass(frozen=True, slots=True)
class PrivateLabel:
    """A vendor's own disclosure, outside the standard.

    Parameters
    ----------
    carrier : str
        Where it stands.
    vendor : str
        ``ByteDance`` or ``Tencent Cloud``.
    says : str
        The deciding field, as ``aigc_label_type=1``.
    reference : str
        The vendor's number for the content or the product's name; "" where absent.
    """

    carrier: str
    vendor: str
    says: str
    reference: str


@dataclass(frozen=True, slots=True)
class UnreadableLabel:
    """Something that stands in a label's place and cannot be understood."""

    carrier: str
    why: str


FoundLabel = AigcLabel | PrivateLabel | UnreadableLabel


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A text that may hold a label; ``is_named`` where its field's name promises one."""

    carrier: str
    text: str
    is_named: bool
    breaches: tuple[Breach, ...] = ()


def find_labels(metadata: Metadata) -> tuple[FoundLabel, ...]:
    """Return every label of a file, XMP first, at most 16; equal ones once."""
    found: dict[FoundLabel, None] = {}
    for candidate in _candidates(metadata):
        label = _read(candidate)
        if label is not None:
            found.setdefault(label)
        if len(found) >= MAX_LABELS:
            break
    return tuple(found)


def _candidates(metadata: Metadata) -> Iterator[_Candidate]:
    for packet in xmp_packets(metadata):
        yield from _xmp_candidates(read_packet(packet))
    for carried in carried_texts(metadata):
        yield from _text_candidates(carried)


def _xmp_candidates(packet: XmpPacket) -> Iterator[_Candidate]:
    broken = () if packet.is_well_formed else (Breach.BROKEN_CARRIER,)
    rescued = _rescued(packet)
    if rescued is not None:
        yield rescued
    for prop in packet.properties:
        is_named = prop.name.upper() == "AIGC"
        if is_named and rescued is None:
            foreign = () if _is_tc260(prop.namespace) else (Breach.NAMESPACE,)
            yield _Candidate(f"XMP {prop.name}", prop.value, is_named=True, breaches=foreign + broken)
        elif not is_named and ("AIGC" in prop.name.upper() or _hints_at_label(prop.value)):
            yield _Candidate(f"XMP {prop.name}", prop.value, is_named=False, breaches=broken)


def _rescued(packet: XmpPacket) -> _Candidate | None:
    """Find the object by its mark in a packet that is no XML and whose label no pattern delimits."""
    named = (prop.value for prop in packet.properties if prop.name.upper() == "AIGC")
    if packet.is_well_formed or any("}" in value for value in named):
        return None
    match = _MARKED_OBJECT.search(packet.text)
    if match is None:
        return None
    rest = html.unescape(packet.text[match.end() : match.end() + _MAX_RESCUED_CHARS])
    return _Candidate("XMP AIGC", rest, is_named=True, breaches=(Breach.BROKEN_CARRIER,))


def _text_candidates(carried: CarriedText) -> Iterator[_Candidate]:
    if "AIGC" in carried.keyword.upper():
        yield _Candidate(carried.place, carried.text, is_named=carried.keyword.upper() == "AIGC")
    elif carried.text.lstrip().startswith("{"):
        if _hints_at_label(carried.text):
            yield _Candidate(carried.place, carried.text, is_named=False)
    elif match := _MARKED_OBJECT.search(carried.text):
        yield _Candidate(carried.place, carried.text[match.end() :], is_named=False)


def _hints_at_label(text: str) -> bool:
    return "{" in text and any(hint in text for hint in _HINTS)


def _is_tc260(namespace: str) -> bool:
    return namespace.rstrip("/").casefold() == TC260_NAMESPACE.rstrip("/").casefold()


def _read(candidate: _Candidate) -> FoundLabel | None:
    text = html.unescape(candidate.text) if "&quot;" in candidate.text else candidate.text
    start = text.find("{")
    if start < 0:
        return UnreadableLabel(candidate.carrier, "no JSON object") if candidate.is_named else None
    try:
        found = parse_object(text[start:])
    except NotJsonError as exc:
        is_meant = candidate.is_named or '"AIGC"' in text or '"ContentProducer"' in text
        return UnreadableLabel(candidate.carrier, str(exc)) if is_meant else None
    return _interpret(candidate, found)


def _interpret(candidate: _Candidate, found: Mapping[str, object]) -> FoundLabel | None:
    inner, breaches = _unwrapped(candidate, found)
    if inner is None:
        return UnreadableLabel(candidate.carrier, "the value of AIGC is no JSON object")
    values, key_breaches = _annex_e(inner)
    is_marked = candidate.is_named or inner is not found
    if len(values) >= (1 if is_marked else 2):
        return _standard_label(candidate.carrier, values, (*candidate.breaches, *breaches, *key_breaches))
    private = _bytedance(candidate.carrier, inner) or _tencent(candidate.carrier, inner)
    if private is None and is_marked and not _is_bytedance(inner):
        return UnreadableLabel(candidate.carrier, "none of the keys of GB 45438-2025 Annex E")
    return private


def _unwrapped(
    candidate: _Candidate, found: Mapping[str, object]
) -> tuple[Mapping[str, object] | None, tuple[Breach, ...]]:
    if "AIGC" not in found:
        return found, ()
    inner = found["AIGC"]
    wrapped = (Breach.WRAPPED_IN_XMP,) if candidate.carrier.startswith("XMP") else ()
    if isinstance(inner, str):
        try:
            return parse_object(inner), (*wrapped, Breach.JSON_IN_JSON)
        except NotJsonError:
            return None, ()
    return (inner, wrapped) if isinstance(inner, Mapping) else (None, ())


def _annex_e(found: Mapping[str, object]) -> tuple[dict[str, object], tuple[Breach, ...]]:
    """Return the Annex E keys that are present under their standard spelling."""
    by_lower = {key.casefold(): key for key in reversed(tuple(found))}
    values: dict[str, object] = {}
    has_other_case = False
    for key in _KEYS:
        written = key if key in found else by_lower.get(key.casefold())
        if written is not None:
            values[key] = found[written]
            has_other_case = has_other_case or written != key
    return values, ((Breach.KEY_CASE,) if has_other_case else ())


def _standard_label(carrier: str, values: Mapping[str, object], breaches: tuple[Breach, ...]) -> FoundLabel:
    if "Label" not in values:
        return UnreadableLabel(carrier, "the key Label is missing")
    texts = {key: _as_text(values.get(key)) for key in _KEYS}
    try:
        label = LabelValue(texts["Label"].strip())
    except ValueError:
        return UnreadableLabel(carrier, f"Label is {texts['Label'][:20]!r}, not 1, 2 or 3")
    noted = list(breaches)
    if any(not isinstance(value, str) for value in values.values()):
        noted.append(Breach.VALUE_NOT_TEXT)
    if len(values) < len(_KEYS):
        noted.append(Breach.KEYS_MISSING)
    if any(not _PROFILE.fullmatch(text) for text in texts.values()):
        noted.append(Breach.CHARACTERS)
    return AigcLabel(
        carrier=carrier,
        label=label,
        producer=texts["ContentProducer"].strip(),
        produce_id=texts["ProduceID"].strip(),
        reserved_code1=texts["ReservedCode1"],
        propagator=texts["ContentPropagator"].strip(),
        propagate_id=texts["PropagateID"].strip(),
        reserved_code2=texts["ReservedCode2"],
        breaches=tuple(dict.fromkeys(noted)),
    )


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value[:_MAX_VALUE_CHARS]
    try:
        return json.dumps(value)[:_MAX_VALUE_CHARS]
    except RecursionError:
        return ""


def _is_bytedance(found: Mapping[str, object]) -> bool:
    return any(key in found for key in ("aigc_info", "aigc_label_type", "aigc_type", "exportType"))


def _bytedance(carrier: str, found: Mapping[str, object]) -> PrivateLabel | None:
    """Read the private JSON of ByteDance applications; a product's name alone discloses nothing."""
    nested = found.get("aigc_info")
    if isinstance(nested, str):
        try:
            nested = parse_object(nested)
        except NotJsonError:
            nested = None
    places = [found, nested] if isinstance(nested, Mapping) else [found]
    product = _as_text(found.get("product"))[:80]
    for place in places:
        for key, disclosing in (("aigc_label_type", ("1", "2")), ("aigc_type", ("1",))):
            value = _as_text(place.get(key))
            if value in disclosing:
                return PrivateLabel(carrier, "ByteDance", f"{key}={value}", product)
    if found.get("exportType") == "generation":
        return PrivateLabel(carrier, "ByteDance", "exportType=generation", product)
    return None


def _tencent(carrier: str, found: Mapping[str, object]) -> PrivateLabel | None:
    """Read the key set that Tencent Cloud writes into EXIF ImageDescription."""
    provider = _as_text(found.get("ServiceProvider"))
    if "ContentId" not in found or not any(name in provider for name in ("腾讯云", "Tencent Cloud")):
        return None
    return PrivateLabel(carrier, "Tencent Cloud", "ServiceProvider", _as_text(found.get("ContentId"))[:200])
