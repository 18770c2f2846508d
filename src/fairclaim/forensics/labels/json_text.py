"""JSON from hostile files: one object, bounded, with nothing that two readers could understand differently.

Rules: at most `MAX_CHARS` characters; NaN and infinities are refused; an integer has at most 20 digits; a key that
stands twice with different values is refused, because readers disagree on which one counts; nesting deeper than the
interpreter allows is refused like any other malformed text.
"""

import json
from collections.abc import Sequence

MAX_CHARS = 1 << 20
"""Longest text that is parsed; the largest ComfyUI graphs seen stay below it."""

_MAX_DIGITS = 20


class NotJsonError(ValueError):
    """The text does not start with one unambiguous JSON object."""


def parse_object(text: str) -> dict[str, object]:
    """Return the JSON object at the start of a text; whatever follows it is ignored.

    Raises
    ------
    NotJsonError
        If there is no such object, or it breaks one of the module's rules.
    """
    stripped = text.lstrip("\ufeff\0 \t\r\n")
    if not stripped.startswith("{"):
        raise NotJsonError("no JSON object")
    if len(stripped) > MAX_CHARS:
        raise NotJsonError(f"longer than {MAX_CHARS} characters")
    try:
        value, _ = _DECODER.raw_decode(stripped)
    except NotJsonError:
        raise
    except (ValueError, RecursionError) as exc:
        raise NotJsonError("malformed or nested too deeply") from exc
    return value if isinstance(value, dict) else {}


def _unambiguous(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    result: dict[str, object] = {}
    for key, value in pairs:
        if key in result and result[key] != value:
            raise NotJsonError("the same key stands twice with different values")
        result[key] = value
    return result


def _whole_number(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise NotJsonError(f"a number of more than {_MAX_DIGITS} digits")
    return int(digits)


def _no_constant(name: str) -> object:
    raise NotJsonError(f"{name} is no JSON value")


_DECODER = json.JSONDecoder(object_pairs_hook=_unambiguous, parse_int=_whole_number, parse_constant=_no_constant)
