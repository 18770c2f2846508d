"""JSON in its one canonical form (RFC 8785), so that a digest means the same everywhere, and the digest of an event."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import rfc8785

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError

Json = dict[str, Any]
"""A JSON object. What stands in it is the caller's; the store only needs it to have a canonical form."""


def canonical_json(value: Mapping[str, Any]) -> bytes:
    """Return the canonical form of a JSON object, UTF-8.

    Raises
    ------
    UsageError
        If it holds something that JSON cannot say exactly: not a number, an integer beyond 2**53, a key that is no text.
    """
    try:
        found = rfc8785.dumps(dict(value))
    except (rfc8785.CanonicalizationError, ValueError, TypeError) as exc:
        raise UsageError(
            Bilingual(f"内容无法写成规范 JSON：{exc}。", f"The content has no canonical JSON form: {exc}.")
        ) from exc
    if rb"\u0000" in found:  # PostgreSQL's JSON cannot hold it
        raise UsageError(Bilingual("内容中不能有空字符。", "The content may hold no NUL character."))
    return found


def event_digest(*, claim: str, sequence: int, kind: str, at: datetime, body: Mapping[str, Any], previous: str) -> str:
    """Return the SHA-256 of an event's canonical form, chained to the event before it.

    Parameters
    ----------
    sequence : int
        From 1, without gaps within a claim.
    previous : str
        Digest of the event before, or the empty text for the first.

    Returns
    -------
    str
        64 lowercase hexadecimal digits.
    """
    record = {
        "at": at.astimezone(UTC).isoformat(),
        "body": dict(body),
        "claim": claim,
        "kind": kind,
        "previous": previous,
        "schema": "fairclaim.event/1",
        "sequence": sequence,
    }
    return hashlib.sha256(canonical_json(record)).hexdigest()
