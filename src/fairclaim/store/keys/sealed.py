"""Sealed values: AES-256-GCM under a person's key, bound to the place where they stand.

Format: one byte of version, 12 bytes of nonce, ciphertext with its tag of 16 bytes. The place (tenant, table, column, row,
person) and the version are authenticated, so a value moved to another row does not open.
"""

import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fairclaim.domain.bilingual import Bilingual
from fairclaim.store.errors import StoreError

VERSION = 1
NONCE_BYTES = 12
TAG_BYTES = 16


class UnsealError(StoreError):
    """A sealed value does not open: another key, another place, or changed bytes."""

    code = "unseal"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "加密内容无法打开：密钥或位置不符，或内容已被改动。",
                "A sealed value does not open: another key, another place, or changed bytes.",
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a sealed value stands."""

    tenant: str
    table: str
    column: str
    row: str
    person: str

    def to_bytes(self) -> bytes:
        """Return what is authenticated; no part can run into the next."""
        parts = (f"fairclaim.sealed/{VERSION}", self.tenant, self.table, self.column, self.row, self.person)
        return b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts)


def seal(key: bytes, plain: bytes, place: Place) -> bytes:
    """Seal a value under a key of 32 bytes."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return bytes([VERSION]) + nonce + AESGCM(key).encrypt(nonce, plain, place.to_bytes())


def unseal(key: bytes, sealed: bytes, place: Place) -> bytes:
    """Return the value.

    Raises
    ------
    UnsealError
        If it is not what was sealed there under this key.
    """
    if len(sealed) < 1 + NONCE_BYTES + TAG_BYTES or sealed[0] != VERSION:
        raise UnsealError
    nonce, ciphertext = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, place.to_bytes())
    except InvalidTag as exc:
        raise UnsealError from exc
