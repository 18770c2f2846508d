"""Short values that clients hand back as they got them: cursors of lists and versions of claims, both signed.

A version is opaque on purpose: the number of a claim's last event would tell a blind reviewer that somebody judged before.
"""

import base64
import hashlib
import hmac
import json

from fairclaim.web.errors import CursorError

_TAG_BYTES = 16
Key = tuple[str | int, ...]


def cursor_after(secret: bytes, listing: str, key: Key) -> str:
    """Return a cursor that continues a list behind an entry.

    Parameters
    ----------
    listing : str
        What is listed, with tenant and filters, so that a cursor of another list is refused.
    key : tuple of str and int
        The sort key of the page's last entry. Continuing behind a key, not at a number, skips and repeats nothing when
        entries come in.
    """
    body = json.dumps(list(key), ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_tag(secret, f"cursor:{listing}", body) + body).rstrip(b"=").decode()


def key_behind(secret: bytes, listing: str, cursor: str | None) -> Key | None:
    """Return the key behind which a list goes on; None for its beginning.

    Raises
    ------
    CursorError
        If the cursor was not made for this list.
    """
    if cursor is None:
        return None
    try:
        whole = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except ValueError as exc:  # binascii.Error, or a letter beyond ASCII
        raise CursorError from exc
    tag, body = whole[:_TAG_BYTES], whole[_TAG_BYTES:]
    if not hmac.compare_digest(tag, _tag(secret, f"cursor:{listing}", body)):
        raise CursorError
    return tuple(json.loads(body))


def version_tag(secret: bytes, claim: str, sequence: int) -> str:
    """Return the entity tag of a claim after its ``sequence``-th event, quotes included (RFC 9110, section 8.8.3)."""
    return f'"{_tag(secret, f"version:{claim}", str(sequence).encode()).hex()}"'


def _tag(secret: bytes, purpose: str, body: bytes) -> bytes:
    return hmac.digest(secret, purpose.encode() + b"\0" + body, hashlib.sha256)[:_TAG_BYTES]
