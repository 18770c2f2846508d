"""Signatures of messages, after Standard Webhooks (symmetric, ``v1``), and their verification.

The message's id, its time of sending and its body are signed with HMAC-SHA256; a message carries a signature for every secret in
force, so that a secret can be changed without losing one. The package ``standardwebhooks`` reads the time from the machine's
clock and lets some malformed headers out as ``ValueError``; the few lines are ours, and the tests hold them against it.

Source: Standard Webhooks specification, version 1.0.0, "Signature scheme" (github.com/standard-webhooks/standard-webhooks).
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fairclaim.runtime.webhooks.errors import WebhookRefusedError

SECRET_PREFIX = "whsec_"  # noqa: S105  (marks a secret, is none)
MIN_SECRET_BYTES, MAX_SECRET_BYTES = 24, 64
"""The specification's bounds."""
TOLERANCE = timedelta(minutes=5)
MOST_SIGNATURES = 16
"""A header with more is refused unread."""
ID, TIME, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"


@dataclass(frozen=True, slots=True)
class Received:
    """A message whose signature and time are right. Whether it came before is not known yet; see :func:`receive`."""

    id: str
    sent_at: datetime
    body: bytes


def secret_to_text(secret: bytes) -> str:
    """Return a secret as it is shown to the receiver, once."""
    return SECRET_PREFIX + base64.b64encode(secret).decode()


def parse_secret(text: str) -> bytes:
    """Return the secret that a text stands for.

    Raises
    ------
    WebhookRefusedError
        If it is not one, or not of 24 to 64 bytes.
    """
    try:
        secret = base64.b64decode(text.removeprefix(SECRET_PREFIX), validate=True)
    except (binascii.Error, ValueError) as exc:
        raise WebhookRefusedError("malformed") from exc
    if not MIN_SECRET_BYTES <= len(secret) <= MAX_SECRET_BYTES:
        raise WebhookRefusedError("malformed")
    return secret


def signed_headers(message: str, body: bytes, *, at: datetime, secrets: Sequence[bytes]) -> dict[str, str]:
    """Return the headers that a message carries.

    Parameters
    ----------
    message : str
        Its id, the same for every attempt.
    at : datetime
        Time of this attempt, aware.
    secrets : sequence of bytes
        Those in force, the newest first.
    """
    seconds = int(at.timestamp())
    return {
        ID: message,
        TIME: str(seconds),
        SIGNATURE: " ".join(
            "v1," + base64.b64encode(_mac(secret, message, seconds, body)).decode() for secret in secrets
        ),
    }


def verify(headers: Mapping[str, str], body: bytes, *, secrets: Sequence[bytes], now: datetime) -> Received:
    """Verify a message: its time is within five minutes of ours, and one of its signatures is by one of the secrets.

    Parameters
    ----------
    headers : mapping
        Of the request, in any case.
    body : bytes
        As received; parsing and writing it again may change it.

    Raises
    ------
    WebhookRefusedError
        Otherwise.
    """
    found = {name.lower(): value for name, value in headers.items() if name.lower() in {ID, TIME, SIGNATURE}}
    if (
        len(found) < 3
        or not found[ID]
        or not found[TIME].isascii()
        or not found[TIME].isdecimal()
        or len(found[TIME]) > 12
    ):
        raise WebhookRefusedError("malformed")
    seconds = int(found[TIME])
    if abs(seconds - now.timestamp()) > TOLERANCE.total_seconds():
        raise WebhookRefusedError("out-of-time")
    given = found[SIGNATURE].split(" ")
    if len(given) > MOST_SIGNATURES:
        raise WebhookRefusedError("malformed")
    expected = [_mac(secret, found[ID], seconds, body) for secret in secrets]
    # Every pair is compared, so that the time taken tells nothing.
    matches = [hmac.compare_digest(mac, one) for mac in expected for one in _macs(given)]
    if not any(matches):
        raise WebhookRefusedError("signature")
    return Received(id=found[ID], sent_at=datetime.fromtimestamp(seconds, UTC), body=body)


def receive(
    headers: Mapping[str, str],
    body: bytes,
    *,
    secrets: Sequence[bytes],
    now: datetime,
    is_first: Callable[[str], bool],
) -> Received:
    """Verify a message and take its id, so that the same message has no second effect.

    Parameters
    ----------
    is_first : callable
        Takes an id and tells whether it was never taken. It keeps ids for longer than twice the tolerance, in the transaction
        of the message's effect.

    Raises
    ------
    WebhookRefusedError
        If it does not verify, or came before.
    """
    found = verify(headers, body, secrets=secrets, now=now)
    if not is_first(found.id):
        raise WebhookRefusedError("replay")
    return found


def _mac(secret: bytes, message: str, seconds: int, body: bytes) -> bytes:
    return hmac.new(secret, f"{message}.{seconds}.".encode() + body, hashlib.sha256).digest()


def _macs(signatures: Sequence[str]) -> list[bytes]:
    """Return the ``v1`` signatures that are well formed; others are somebody else's business."""
    found = []
    for one in signatures:
        version, _, text = one.partition(",")
        if version == "v1":
            try:
                found.append(base64.b64decode(text, validate=True))
            except (binascii.Error, ValueError):
                continue
    return found
