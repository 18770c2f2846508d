"""Signatures behind one interface: whoever signs is a :class:`Signer`, wherever the key is kept.

A key in a file is the first of them; one in a hardware module or a key service signs through the same two members. SM2 is in
`fairclaim.evidence.sm2` and needs the extra ``fairclaim[sm]``.
"""

from typing import Protocol

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.evidence.faults import broken
from fairclaim.evidence.keys import Algorithm, PublicKey


class Signer(Protocol):
    """Something that signs: a key in a file, in a hardware module, at a key service."""

    @property
    def public_key(self) -> PublicKey:
        """The key that checks its signatures."""

    def sign(self, message: bytes) -> bytes:
        """Return the signature over a message."""


class Ed25519Signer:
    """A key in a file (RFC 8032).

    Parameters
    ----------
    private : Ed25519PrivateKey
        The key.
    """

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private

    @classmethod
    def from_seed(cls, seed: bytes) -> "Ed25519Signer":
        """Make the key of a seed: 32 bytes from a source of randomness."""
        return cls(Ed25519PrivateKey.from_private_bytes(seed))

    @classmethod
    def from_pem(cls, pem: bytes, *, password: bytes | None = None) -> "Ed25519Signer":
        """Read a private key in PEM (PKCS #8).

        Raises
        ------
        UsageError
            If it is no Ed25519 key, or the password is wrong.
        """
        try:
            private = load_pem_private_key(pem, password)
        except (ValueError, TypeError, UnsupportedAlgorithm) as exc:
            raise _no_key() from exc
        if not isinstance(private, Ed25519PrivateKey):
            raise _no_key()
        return cls(private)

    def to_pem(self, *, password: bytes | None = None) -> bytes:
        """Write the private key in PEM (PKCS #8), encrypted if there is a password."""
        lock = BestAvailableEncryption(password) if password else NoEncryption()
        return self._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)

    @property
    def public_key(self) -> PublicKey:
        """The key that checks its signatures."""
        return PublicKey(Algorithm.ED25519, self._private.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """Return the signature, 64 bytes."""
        return self._private.sign(message)


def verify_signature(key: PublicKey, *, message: bytes, signature: bytes) -> bytes:
    """Return the message if the key has signed it.

    Raises
    ------
    IntegrityError
        If it has not.
    UnavailableError
        If it is an SM2 key and ``fairclaim[sm]`` is not installed.
    """
    if key.algorithm is Algorithm.SM2:
        from fairclaim.evidence.sm2 import verify_sm2  # noqa: PLC0415  (an optional part)

        return verify_sm2(key, message=message, signature=signature)
    try:
        Ed25519PublicKey.from_public_bytes(key.raw).verify(signature, message)
    except InvalidSignature as exc:
        raise broken("签名不符", "the signature does not fit") from exc
    return message


def _no_key() -> UsageError:
    return UsageError(
        Bilingual(
            "私钥无法读取：需要 PEM 格式的 Ed25519 私钥。", "The key cannot be read: an Ed25519 key in PEM is needed."
        )
    )
