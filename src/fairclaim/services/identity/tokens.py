"""Tokens that their holder sends and the store knows by digest only: ``KIND.TENANT.SECRET``.

The tenant stands in the token, because rows are looked up inside a tenant: who lies about it finds nothing. A plain SHA-256
is enough for secrets of 32 random bytes; there is nothing to guess.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from enum import StrEnum

SECRET_BYTES = 32
LONGEST = 512
"""Characters; nothing longer is one of ours."""


class Kind(StrEnum):
    """What a token is; scanners of leaked secrets find it by this."""

    SESSION = "fcs"
    INVITATION = "fci"
    KEY = "fck"


@dataclass(frozen=True, slots=True)
class Token:
    """A token that was taken apart. It does not show its secret."""

    kind: Kind
    tenant: str
    name: str
    digest: str


def new_secret() -> str:
    """Return a secret of 32 random bytes, as 43 characters."""
    return secrets.token_urlsafe(SECRET_BYTES)


def digest_of(secret: str) -> str:
    """Return a secret's SHA-256 in hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()


def write_token(kind: Kind, tenant: str, secret: str, *, name: str = "") -> str:
    """Return what the holder sends.

    Parameters
    ----------
    name : str
        Of the thing that it opens, where that has to be found without its secret.

    Examples
    --------
    >>> write_token(Kind.KEY, "shop", "s", name="key-1")
    'fck.c2hvcA.a2V5LTE.s'
    """
    return ".".join([kind.value, _packed(tenant), *([_packed(name)] if name else []), secret])


def read_token(kind: Kind, sent: str) -> Token | None:
    """Take apart what somebody sent; None if it is no token of this kind.

    Examples
    --------
    >>> read_token(Kind.KEY, "fck.c2hvcA.a2V5LTE.s").tenant
    'shop'
    """
    parts = sent.split(".") if len(sent) <= LONGEST else []
    if len(parts) not in {3, 4} or parts[0] != kind.value or (len(parts) == 4) != (kind is Kind.KEY):
        return None
    tenant, name = _unpacked(parts[1]), _unpacked(parts[2]) if len(parts) == 4 else ""
    if not tenant or not parts[-1] or name is None or (kind is Kind.KEY and not name):
        return None
    return Token(kind, tenant, name, digest_of(parts[-1]))


def is_same(digest: str, other: str) -> bool:
    """Compare two digests in constant time."""
    return hmac.compare_digest(digest, other)


def derived(secret: str, label: str) -> str:
    """Return another secret from a secret: HMAC-SHA256, as 43 characters. It does not lead back."""
    return _pack(hmac.digest(secret.encode(), f"fairclaim.{label}/1".encode(), "sha256"))


def _packed(text: str) -> str:
    return _pack(text.encode())


def _pack(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _unpacked(text: str) -> str | None:
    try:
        plain = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    has_control = any(ord(sign) < 32 for sign in plain)
    return None if has_control or _packed(plain) != text else plain
