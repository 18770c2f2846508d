"""Time tokens (RFC 3161): an authority outside says that these bytes existed at this time.

Verifying goes through ``rfc3161-client``, against roots that are named by the caller and no others: neither the system's nor those in
the token. Ask authorities for their certificates, and keep the whole reply. Certificates that are not in DER's order
are sorted when it is read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.x509 import (
    Certificate,
    DuplicateExtension,
    ExtensionNotFound,
    InvalidVersion,
    UnsupportedGeneralNameType,
    load_der_x509_certificate,
)
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder, VerifierBuilder, decode_timestamp_response
from rfc3161_client.errors import VerificationError
from rfc3161_client.tsp import TimeStampRequest, TimeStampResponse

from fairclaim.evidence.der_order import with_sorted_certificates
from fairclaim.evidence.digests import sha256
from fairclaim.evidence.faults import broken
from fairclaim.evidence.pem import read_pem

UNREADABLE: Final = (
    ValueError,
    TypeError,
    InvalidSignature,
    UnsupportedAlgorithm,
    ExtensionNotFound,
    DuplicateExtension,
    InvalidVersion,
    UnsupportedGeneralNameType,
)
"""What reading and checking a hostile certificate raises; some of it is no ``ValueError``."""
MOST_ROOTS: Final = 64
LARGEST_REPLY_BYTES: Final = 1 << 18
_SHA256: Final = "2.16.840.1.101.3.4.2.1"


@dataclass(frozen=True, slots=True)
class VerifiedTime:
    """When, and on whose word. Made by :func:`verify_timestamp` only.

    Parameters
    ----------
    at : datetime
        The authority's time, UTC.
    authority : str
        Subject of the certificate that signed.
    serial : int
        The token's number at the authority.
    policy : str
        The authority's policy, as an OID.
    """

    at: datetime
    authority: str
    serial: int
    policy: str


def timestamp_request(message: bytes) -> TimeStampRequest:
    """Return the request to send, ``as_bytes()``: SHA-256 of the message, a nonce, and the wish for certificates."""
    builder = TimestampRequestBuilder().data(message).hash_algorithm(HashAlgorithm.SHA256)
    return builder.nonce(nonce=True).cert_request(cert_request=True).build()


def verify_reply(
    reply: bytes, *, request: TimeStampRequest, message: bytes, roots: Iterable[Certificate]
) -> VerifiedTime:
    """Return the time of a reply that just came, if it answers this request; errors as :func:`verify_timestamp`."""
    return _verify(reply, message, roots, VerifierBuilder.from_request(request))


def verify_timestamp(reply: bytes, *, message: bytes, roots: Iterable[Certificate]) -> VerifiedTime:
    """Return the time of a stored reply.

    The authority's certificates must have been valid at that time, not now.

    Parameters
    ----------
    reply : bytes
        The authority's whole answer (TimeStampResp).
    message : bytes
        What was stamped.
    roots : iterable of Certificate
        The authorities' roots that are believed.

    Raises
    ------
    IntegrityError
        If the token is about other bytes, does not verify, or leads to no such root.
    """
    return _verify(reply, message, roots, VerifierBuilder())


def parse_roots(pem: bytes) -> tuple[Certificate, ...]:
    """Read certificates from PEM.

    Raises
    ------
    IntegrityError
        If there are none, or one cannot be read.
    """
    try:
        return tuple(load_der_x509_certificate(der) for der in read_pem("CERTIFICATE", pem, at_most=MOST_ROOTS))
    except UNREADABLE as exc:
        raise broken("证书无法读取", "a certificate cannot be read") from exc


def _verify(reply: bytes, message: bytes, roots: Iterable[Certificate], builder: VerifierBuilder) -> VerifiedTime:
    found = _decode(reply)
    info = found.tst_info
    if info.message_imprint.hash_algorithm.dotted_string != _SHA256:
        raise broken("时间戳不是对 SHA-256 的", "the time token is not over a SHA-256")
    for root in dict.fromkeys(roots):
        builder = builder.add_root_certificate(root)
    try:
        builder.build().verify(found, sha256(message))
        authority = _authority(found)
    except VerificationError as exc:
        raise broken(f"时间戳不成立：{exc}", f"the time token does not hold: {exc}") from exc
    except UNREADABLE as exc:
        raise broken("时间戳无法检验", "the time token cannot be checked") from exc
    return VerifiedTime(
        at=info.gen_time.astimezone(UTC),
        authority=authority,
        serial=info.serial_number,
        policy=info.policy.dotted_string,
    )


def _decode(reply: bytes) -> TimeStampResponse:
    if len(reply) > LARGEST_REPLY_BYTES:
        raise broken("时间戳过大", "the time token is too large")
    ordered = with_sorted_certificates(reply)
    try:
        found = decode_timestamp_response(ordered)
        _ = found.tst_info
    except UNREADABLE as exc:
        raise broken("不是 RFC 3161 时间戳", "it is no RFC 3161 time token") from exc
    if found.as_bytes() != ordered:
        raise broken("时间戳后有多余字节", "there are bytes behind the time token")
    return found


def _authority(found: TimeStampResponse) -> str:
    (signer,) = found.signed_data.signer_infos
    certificates = (load_der_x509_certificate(der) for der in found.signed_data.certificates)
    return next(
        one.subject.rfc4514_string()
        for one in certificates
        if one.issuer == signer.issuer and one.serial_number == signer.serial_number
    )
