"""SM2 signatures (GB/T 32918.2-2016) with SM3, as a second signature where a Chinese authority asks for one.

The arithmetic is that of the package ``gmalg`` (extra ``fairclaim[sm]``): pure Python and not constant-time, so that a key of weight
belongs in a certified module behind :class:`fairclaim.evidence.signature.Signer`. A signature is DER, as openssl reads it; the signer's
identity is the usual ``1234567812345678`` (GM/T 0009-2012, section 10).
"""

from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError
from fairclaim.evidence.faults import broken
from fairclaim.evidence.keys import Algorithm, PublicKey

IDENTITY: Final = b"1234567812345678"


class Sm2Signer:
    """A key in a file.

    Parameters
    ----------
    secret : bytes
        32 bytes from a source of randomness.
    """

    def __init__(self, secret: bytes) -> None:
        engine = _engine(sk=secret)
        self._public = PublicKey(Algorithm.SM2, bytes(engine.generate_pk(secret))[-64:])
        self._engine = _engine(sk=secret, pk=b"\x04" + self._public.raw)

    @property
    def public_key(self) -> PublicKey:
        """The key that checks its signatures."""
        return self._public

    def sign(self, message: bytes) -> bytes:
        """Return the signature in DER, about 71 bytes."""
        r, s = self._engine.sign(message)
        return encode_dss_signature(int.from_bytes(r, "big"), int.from_bytes(s, "big"))


def verify_sm2(key: PublicKey, *, message: bytes, signature: bytes) -> bytes:
    """Return the message if the key has signed it; errors as :func:`fairclaim.evidence.signature.verify_signature`."""
    try:
        r, s = decode_dss_signature(signature)
        engine = _engine(pk=b"\x04" + key.raw)
        is_right = encode_dss_signature(r, s) == signature and engine.verify(
            message, r.to_bytes(32, "big"), s.to_bytes(32, "big")
        )
    except (ValueError, OverflowError) as exc:
        raise broken("SM2 签名不符", "the SM2 signature does not fit") from exc
    if not is_right:
        raise broken("SM2 签名不符", "the SM2 signature does not fit")
    return message


def _engine(*, sk: bytes | None = None, pk: bytes | None = None) -> Any:  # noqa: ANN401  (a package without types)
    try:
        from gmalg import SM2  # noqa: PLC0415  (an optional part)
        from gmalg.errors import GMError  # noqa: PLC0415
    except ImportError as exc:
        raise UnavailableError(
            Bilingual(
                "检验 SM2 签名需要组件 fairclaim[sm]：pip install 'fairclaim[sm]'。",
                "SM2 signatures need the part fairclaim[sm]: pip install 'fairclaim[sm]'.",
            )
        ) from exc
    try:
        return SM2(sk, IDENTITY, pk)
    except GMError as exc:
        raise ValueError("no SM2 key") from exc
