"""Who signs copies: a private key and its certificates, from PEM files that the operator names."""

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Final, Self

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import ObjectIdentifier

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError

PURPOSES: Final = (
    "1.3.6.1.4.1.62558.2.1",  # c2pa-kp-claimSigning
    "1.3.6.1.5.5.7.3.4",  # emailProtection, which every reader of C2PA knows
    "1.3.6.1.5.5.7.3.36",  # documentSigning
)
"""Purposes of which the certificate must state one, for readers to accept its signature. C2PA Technical Specification 2.4, 14.5.1."""
_CURVES: Final = {"secp256r1": ("es256", hashes.SHA256()), "secp384r1": ("es384", hashes.SHA384())}
Key = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey


class CaptureKeyError(UsageError):
    """The key or certificate that signs copies is not what it should be."""

    code = "capture-key"


@dataclass(frozen=True, slots=True)
class SigningIdentity:
    """A key that does not show itself, with its certificates.

    Parameters
    ----------
    chain : str
        PEM, the signer's own certificate first.
    algorithm : str
        COSE's name in small letters: ``es256``, ``es384``, ``ed25519``.
    valid_from, valid_until : datetime
        Of the signer's own certificate, in UTC.
    """

    chain: str
    algorithm: str
    valid_from: datetime
    valid_until: datetime
    _key: Key = field(repr=False)

    @classmethod
    def from_pem(cls, key: bytes, certificates: bytes) -> Self:
        """Return who signs.

        Parameters
        ----------
        key : bytes
            PKCS #8 in PEM without a password: P-256, P-384 or Ed25519.
        certificates : bytes
            PEM, the signer's own first, then who issued it; its root may be left out.

        Raises
        ------
        CaptureKeyError
            If either cannot be read, they do not belong together, or the certificate is for something else.
        """
        private = _private_key(key)
        try:
            chain = x509.load_pem_x509_certificates(certificates)
        except ValueError as exc:
            raise CaptureKeyError(_NO_CERTIFICATE) from exc
        own = chain[0]
        if _raw(own.public_key()) != _raw(private.public_key()):
            raise CaptureKeyError(_ANOTHER_KEY)
        _check_purpose(own)
        _check_chain(chain)
        return cls(
            chain="".join(one.public_bytes(serialization.Encoding.PEM).decode() for one in chain),
            algorithm=_CURVES[private.curve.name][0] if isinstance(private, ec.EllipticCurvePrivateKey) else "ed25519",
            valid_from=own.not_valid_before_utc,
            valid_until=own.not_valid_after_utc,
            _key=private,
        )

    def sign(self, data: bytes) -> bytes:
        """Return a signature as COSE writes it (RFC 9053, chapter 2)."""
        if isinstance(self._key, ed25519.Ed25519PrivateKey):
            return self._key.sign(data)
        _, digest = _CURVES[self._key.curve.name]
        size = (self._key.key_size + 7) // 8
        return b"".join(
            part.to_bytes(size, "big") for part in decode_dss_signature(self._key.sign(data, ec.ECDSA(digest)))
        )


def read_identity(key: Path, certificates: Path) -> SigningIdentity:
    """Read who signs from two files.

    Raises
    ------
    CaptureKeyError
        As :meth:`SigningIdentity.from_pem`; also if a file is not there, or others than its owner can read the key.
    """
    try:
        with key.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            private = file.read()
        public = certificates.read_bytes()
    except OSError as exc:
        name, why = exc.filename, exc.strerror
        raise CaptureKeyError(Bilingual(f"无法读取 {name}：{why}。", f"{name} cannot be read: {why}.")) from exc
    if os.name == "posix" and mode & 0o077:
        raise CaptureKeyError(
            Bilingual(
                f"签名私钥 {key} 的权限过宽（{mode:04o}）。请运行：chmod 600 {key}",
                f"Others can read the signing key {key} ({mode:04o}). Run: chmod 600 {key}",
            )
        )
    return SigningIdentity.from_pem(private, public)


def _private_key(pem: bytes) -> Key:
    try:
        found = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as exc:
        raise CaptureKeyError(_NO_KEY) from exc
    if isinstance(found, ec.EllipticCurvePrivateKey) and found.curve.name in _CURVES:
        return found
    if isinstance(found, ed25519.Ed25519PrivateKey):
        return found
    raise CaptureKeyError(_NO_KEY)


def _check_purpose(certificate: x509.Certificate) -> None:
    try:
        stated = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, ValueError) as exc:
        raise CaptureKeyError(_OTHER_PURPOSE) from exc
    if not usage.digital_signature or not {ObjectIdentifier(one) for one in PURPOSES} & set(stated):
        raise CaptureKeyError(_OTHER_PURPOSE)


def _check_chain(chain: Sequence[x509.Certificate]) -> None:
    for one, issuer in pairwise(chain):
        try:
            one.verify_directly_issued_by(issuer)
        except (InvalidSignature, ValueError, TypeError) as exc:
            raise CaptureKeyError(_NO_CHAIN) from exc


def _raw(key: object) -> bytes:
    if not hasattr(key, "public_bytes"):
        return b""
    raw: bytes = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return raw


_NO_KEY = Bilingual(
    "签名私钥应为不带口令的 PEM（PKCS #8）：P-256、P-384 或 Ed25519。",
    "The signing key is to be PEM (PKCS #8) without a password: P-256, P-384 or Ed25519.",
)
_NO_CERTIFICATE = Bilingual(
    "签名证书应为 PEM，本方证书在前，签发者在后。",
    "The signing certificate is to be PEM, the own one first, then who issued it.",
)
_ANOTHER_KEY = Bilingual("签名证书属于另一把密钥。", "The signing certificate belongs to another key.")
_OTHER_PURPOSE = Bilingual(
    "签名证书须注明用途 digitalSignature，并含 emailProtection、documentSigning 或 c2pa-kp-claimSigning 之一。",
    "The signing certificate must state digitalSignature, and emailProtection, documentSigning or c2pa-kp-claimSigning.",
)
_NO_CHAIN = Bilingual(
    "签名证书链中，某个证书并非由其后一个签发。",
    "In the chain of signing certificates, one was not issued by the next.",
)
