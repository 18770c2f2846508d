"""JSON in its one canonical form (RFC 8785), restricted to what every reader writes alike: no fractions.

Signed bytes must come out the same in a stranger's program. The form of fractions is the one part of RFC 8785 that takes real work
to reproduce, so records that are signed or logged hold whole numbers and texts only.
"""

import json
from collections.abc import Mapping
from typing import Final, NoReturn

import rfc8785

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.evidence.faults import broken

LARGEST_INTEGER: Final = 2**53 - 1
"""Beyond it, readers that keep numbers as binary64 disagree (RFC 7493, section 2.2)."""

_DEEPEST: Final = 32
"""Objects and lists within each other; records of ours have six."""


def canonical_json(value: Mapping[str, object]) -> bytes:
    """Return the canonical form of a JSON object, UTF-8.

    Raises
    ------
    UsageError
        If it holds a fraction, an integer beyond 2**53 - 1, a text that is no Unicode, or anything that JSON cannot say.
    """
    try:
        _require_plain(value, _DEEPEST)
        return rfc8785.dumps(dict(value))  # type: ignore[arg-type]  # just checked
    except (rfc8785.CanonicalizationError, ValueError, TypeError) as exc:
        raise UsageError(
            Bilingual(f"内容无法写成规范 JSON：{exc}。", f"The content has no canonical JSON form: {exc}.")
        ) from exc


def parse_canonical(data: bytes) -> dict[str, object]:
    """Parse a JSON object that must stand in its canonical form, byte for byte.

    Doubled keys, other spellings of the same text and spaces are all noticed, since they would not be written so.

    Raises
    ------
    IntegrityError
        If it is no JSON object, or not in that form.
    """
    try:
        found = json.loads(data.decode("utf-8"), parse_float=_refuse, parse_constant=_refuse)
        again = canonical_json(found) if isinstance(found, dict) else b""
    except (ValueError, TypeError, RecursionError, UsageError) as exc:
        raise broken("不是规范 JSON", "it is no canonical JSON") from exc
    if again != data:
        raise broken("JSON 未采用规范写法", "its JSON is no object in canonical form")
    return dict(found)


def _refuse(_: str) -> NoReturn:
    raise ValueError("a fraction")


def _require_plain(value: object, depth: int) -> None:
    if depth == 0:
        raise ValueError("nested too deeply")
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError("a key that is no text")
            _require_plain(inner, depth - 1)
    elif isinstance(value, list | tuple):
        for inner in value:
            _require_plain(inner, depth - 1)
    elif isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise ValueError("an integer beyond 2**53 - 1")
    elif value is not None and not isinstance(value, str):
        raise TypeError(f"a {type(value).__name__}")
