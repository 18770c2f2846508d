"""Bundles that only their recipient opens."""

import io

import pyrage  # type: ignore[import-untyped]  # ships no types
import pytest

from fairclaim.domain.errors import IntegrityError, UsageError
from fairclaim.evidence.bundle.locked import lock, unlock

COURT, OTHER = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()


def locked() -> bytes:
    target = io.BytesIO()
    lock(io.BytesIO(b"bundle"), target, recipients=[f" {COURT.to_public()}\n"])
    return target.getvalue()


def opened(data: bytes, identity: str) -> bytes:
    target = io.BytesIO()
    unlock(io.BytesIO(data), target, identity=identity)
    return target.getvalue()


def test_the_recipient_opens_it_and_nobody_else() -> None:
    data = locked()
    assert b"bundle" not in data
    assert opened(data, f"# court\n\n{OTHER}\n{COURT}\n") == b"bundle"
    with pytest.raises(IntegrityError, match="does not open"):
        opened(data, str(OTHER))


def test_every_flipped_bit_is_noticed() -> None:
    data = locked()
    for bit in range(8 * len(data)):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(IntegrityError):
            opened(bytes(changed), str(COURT))


def test_what_is_no_key_is_refused() -> None:
    for recipients in ([], ["age1x"], [""]):
        with pytest.raises(UsageError):
            lock(io.BytesIO(), io.BytesIO(), recipients=recipients)
    for identity in ("", "# only a comment", "AGE-SECRET-KEY-1X"):
        with pytest.raises(UsageError):
            opened(locked(), identity)
