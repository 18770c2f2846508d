"""Public keys as strangers read them: SubjectPublicKeyInfo, and a fingerprint over it that openssl computes too."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from fairclaim.evidence.faults import broken
from fairclaim.evidence.pem import read_pem, to_pem

_SM2_HEAD: Final = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d03420004")
"""An uncompressed point on the curve 1.2.156.10197.1.301 (GB/T 35276-2017), up to its coordinates."""


class Algorithm(StrEnum):
    """How a key signs."""

    ED25519 = "ed25519"
    SM2 = "sm2"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that checks signatures.

    Parameters
    ----------
    algorithm : Algorithm
        How it signs.
    raw : bytes
        Ed25519: 32 bytes (RFC 8032). SM2: both coordinates, 64 bytes.
    """

    algorithm: Algorithm
    raw: bytes

    def __post_init__(self) -> None:
        wanted = 32 if self.algorithm is Algorithm.ED25519 else 64
        if len(self.raw) != wanted:
            raise ValueError(f"a {self.algorithm} key has {wanted} bytes")

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the key's SubjectPublicKeyInfo, in hexadecimal."""
        return hashlib.sha256(self.to_der()).hexdigest()

    def to_der(self) -> bytes:
        """Return the key as SubjectPublicKeyInfo."""
        if self.algorithm is Algorithm.SM2:
            return _SM2_HEAD + self.raw
        return Ed25519PublicKey.from_public_bytes(self.raw).public_bytes(
            Encoding.DER, PublicFormat.SubjectPublicKeyInfo
        )

    def to_pem(self) -> bytes:
        """Return the key as openssl reads it."""
        return to_pem("PUBLIC KEY", self.to_der())


def parse_public_key(pem: bytes) -> PublicKey:
    """Read a public key that stands in a PEM file as this program writes it.

    Raises
    ------
    IntegrityError
        If it is none, or of another algorithm.
    """
    (der,) = read_pem("PUBLIC KEY", pem, at_most=1)
    if der.startswith(_SM2_HEAD) and len(der) == len(_SM2_HEAD) + 64:
        return PublicKey(Algorithm.SM2, der[len(_SM2_HEAD) :])
    try:
        key = load_der_public_key(der)
    except (ValueError, TypeError, UnsupportedAlgorithm) as exc:
        raise broken("公钥无法读取", "the public key cannot be read") from exc
    if not isinstance(key, Ed25519PublicKey):
        raise broken("公钥不是 Ed25519 或 SM2", "the public key is neither Ed25519 nor SM2")
    return PublicKey(Algorithm.ED25519, key.public_bytes_raw())
