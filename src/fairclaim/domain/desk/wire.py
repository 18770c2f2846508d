"""Events and claims as plain JSON-able dictionaries, and back: exact, versioned and strict.

The fields of the records in ``facts`` and ``claim`` are the format (ADR 5); a test compares them with a checked-in list, so that
none changes by accident. Moments are ISO 8601 in UTC, lengths of time ISO 8601 seconds (``PT172800S``), amounts integers.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache, partial
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.decision import Decision
from fairclaim.domain.desk.facts import FACTS, Event, Fact
from fairclaim.domain.desk.party import Actor, ClaimId
from fairclaim.domain.desk.states import Move, State
from fairclaim.domain.errors import FairclaimError, UsageError

EVENT_SCHEMA = "fairclaim.claim-event/1"
CLAIM_SCHEMA = "fairclaim.claim/1"
_T = TypeVar("_T")
_Reader = Callable[[object, str], object]
_AS_THEY_ARE = frozenset({int, str, bool})
_SECONDS = re.compile(r"(-?)PT(\d+)(?:\.(\d{1,6}))?S")


class RecordError(UsageError):
    """A record that is none of ours, or is damaged."""

    code = "record"

    def __init__(self, where: str, what: str) -> None:
        super().__init__(
            Bilingual(f"记录的 {where} 处无法读取：{what}。", f"The record cannot be read at {where}: {what}.")
        )
        self.where = where


def kind_name(fact: type[object]) -> str:
    """Return a fact's name in the format.

    Examples
    --------
    >>> from fairclaim.domain.desk.facts import ClaimFiled
    >>> kind_name(ClaimFiled)
    'claim-filed'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", fact.__name__).lower()


KINDS: dict[str, type[object]] = {kind_name(fact): fact for fact in FACTS}


def event_to_record(event: Event) -> dict[str, object]:
    """Return an event as a JSON object."""
    return {
        "schema": EVENT_SCHEMA,
        "claim": event.claim,
        "sequence": event.sequence,
        "at": _encode(event.at),
        "by": _encode(event.by),
        "move": _encode(event.move),
        "state": event.state.value,
        "kind": kind_name(type(event.fact)),
        "fact": _encode(event.fact),
    }


def event_from_record(record: object) -> Event:
    """Return the event that a JSON object holds.

    Raises
    ------
    RecordError
        If it is of another schema or kind, lacks a field, has one too many, or holds something of another type.
    """
    whole = _object(record, "event")
    _check_keys(whole, {"schema", "claim", "sequence", "at", "by", "move", "state", "kind", "fact"}, "event")
    if whole["schema"] != EVENT_SCHEMA:
        raise RecordError("schema", f"expected {EVENT_SCHEMA}")
    kind = whole["kind"]
    if not isinstance(kind, str) or kind not in KINDS:
        raise RecordError("kind", "unknown")
    return Event(
        claim=ClaimId(_decode(str, whole["claim"], "claim")),
        sequence=_decode(int, whole["sequence"], "sequence"),
        at=_decode(datetime, whole["at"], "at"),
        by=_decode(Actor, whole["by"], "by"),
        move=None if whole["move"] is None else _decode(Move, whole["move"], "move"),
        state=_decode(State, whole["state"], "state"),
        fact=cast("Fact", _decode(KINDS[kind], whole["fact"], "fact")),
    )


def claim_to_record(claim: Claim) -> dict[str, object]:
    """Return a claim as a JSON object: a picture of its events, which remain the truth."""
    return {"schema": CLAIM_SCHEMA, "claim": _encode(claim)}


def decision_to_record(decision: Decision) -> dict[str, object]:
    """Return a decision as a JSON object."""
    return {name: _encode(getattr(decision, name)) for name in _names(Decision)}


def claim_from_record(record: object) -> Claim:
    """Return the claim that a JSON object holds.

    Raises
    ------
    RecordError
        As :func:`event_from_record`.
    """
    whole = _object(record, "claim")
    _check_keys(whole, {"schema", "claim"}, "claim")
    if whole["schema"] != CLAIM_SCHEMA:
        raise RecordError("schema", f"expected {CLAIM_SCHEMA}")
    return _decode(Claim, whole["claim"], "claim")


def _encode(value: object) -> object:
    if value is None or type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, tuple):
        return [_encode(one) for one in value]
    if isinstance(value, frozenset):
        return sorted(str(one) for one in value)
    if is_dataclass(value):
        return {name: _encode(getattr(value, name)) for name in _names(cast("Hashable", type(value)))}
    return _encode_plain(value)


@cache
def _names(kind: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in fields(cast("Any", kind)))


def _encode_plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return _seconds(value) if isinstance(value, timedelta) else value


def _seconds(length: timedelta) -> str:
    whole = length // timedelta(microseconds=1)
    sign = "-" if whole < 0 else ""
    seconds, rest = divmod(abs(whole), 1_000_000)
    return f"{sign}PT{seconds}{f'.{rest:06}'.rstrip('0') if rest else ''}S"


def _decode(kind: type[_T], value: object, where: str) -> _T:
    return cast("_T", _reader(cast("Hashable", kind))(value, where))


@cache
def _reader(kind: Hashable) -> _Reader:
    """Return what reads a value of a kind. Which it is, is found out once: a claim is made of a hundred values, read many times."""
    supertype = getattr(kind, "__supertype__", None)  # an id is a str with a name
    if supertype is not None:
        return _reader(supertype)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (UnionType, Union):  # X | None of an id is the latter
        return _optional(_reader(next(one for one in inner if one is not type(None))))
    if origin is tuple or origin is frozenset:
        return _several(origin, _reader(inner[0]))
    if not isinstance(kind, type):  # pragma: no cover  (a field of a type that the format does not know is a bug)
        raise TypeError(f"no form for {kind}")
    return partial(_read_fields, kind) if is_dataclass(kind) else _plain(kind)


def _optional(inner: _Reader) -> _Reader:
    return lambda value, where: None if value is None else inner(value, where)


def _several(origin: type[tuple[object, ...]] | type[frozenset[object]], inner: _Reader) -> _Reader:
    def read(value: object, where: str) -> object:
        if not isinstance(value, list):
            raise RecordError(where, "a list is expected")
        return origin([inner(one, f"{where}[{i}]") for i, one in enumerate(value)])

    return read


def _plain(kind: type[object]) -> _Reader:
    if kind in _AS_THEY_ARE:
        return partial(_read_as_it_is, kind)
    if issubclass(kind, StrEnum):
        return partial(_read_word, kind)
    return partial(_read_text, _moment if kind is datetime else _length)


def _read_as_it_is(kind: type[object], value: object, where: str) -> object:
    if type(value) is not kind:
        raise RecordError(where, f"expected {kind.__name__}")
    return value


def _read_word(kind: type[StrEnum], value: object, where: str) -> object:
    try:
        return kind(_text(value, where))
    except ValueError as exc:
        raise RecordError(where, "unknown word") from exc


def _read_text(parse: Callable[[str, str], object], value: object, where: str) -> object:
    return parse(_text(value, where), where)


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise RecordError(where, "a text is expected")
    return value


def _read_fields(kind: type[object], value: object, where: str) -> object:
    whole = _object(value, where)
    readers = _readers(cast("Hashable", kind))
    _check_keys(whole, readers.keys(), where)
    parts = {name: read(whole[name], f"{where}.{name}") for name, read in readers.items()}
    try:
        return kind(**parts)
    except FairclaimError as exc:
        raise RecordError(where, exc.message.en) from exc


@cache
def _readers(kind: Hashable) -> dict[str, _Reader]:
    return {name: _reader(inner) for name, inner in get_type_hints(kind).items()}


def _moment(value: str, where: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as exc:
        raise RecordError(where, "no moment") from exc
    if moment.tzinfo is None:
        raise RecordError(where, "a moment without its time zone")
    return moment.astimezone(UTC)


def _length(value: str, where: str) -> timedelta:
    found = _SECONDS.fullmatch(value)
    if not found:
        raise RecordError(where, "no length of time")
    sign, whole, rest = found.groups()
    try:
        length = timedelta(seconds=int(whole), microseconds=int((rest or "").ljust(6, "0")))
    except OverflowError as exc:
        raise RecordError(where, "no length of time") from exc
    return -length if sign else length


def _object(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise RecordError(where, "an object is expected")
    return value


def _check_keys(whole: Mapping[str, object], expected: AbstractSet[str], where: str) -> None:
    if whole.keys() != expected:
        names = ", ".join(sorted(str(key) for key in set(whole) ^ expected))
        raise RecordError(where, f"missing or unknown: {names}")
