"""Write a C2PA manifest into a copy of a file. Runs in the sandbox, which reads the file and never has the key.

What is to be signed goes out to whoever keeps the key, and the signature comes back. No thumbnail is made, so no pixel is decoded.
"""

import io
import json
from collections.abc import Callable, Mapping
from typing import Any, Final

import c2pa

from fairclaim.domain.errors import BrokenFileError
from fairclaim.imaging.credential_types import FIRST_BYTES

Sign = Callable[[bytes], bytes]
ALGORITHMS: Final = {
    "es256": c2pa.C2paSigningAlg.ES256,
    "es384": c2pa.C2paSigningAlg.ES384,
    "ed25519": c2pa.C2paSigningAlg.ED25519,
}
_SETTINGS: Final = {
    "core": {"decode_identity_assertions": False, "allowed_network_hosts": []},
    "verify": {
        "verify_after_reading": False,
        "verify_after_sign": False,
        "ocsp_fetch": False,
        "remote_manifest_fetch": False,
    },
    "builder": {"thumbnail": {"enabled": False}},
}


def sign_copy(data: bytes, media_type: str, wish: Mapping[str, Any], sign: Sign) -> bytes:
    """Return a signed copy.

    Parameters
    ----------
    media_type : str
        By content.
    wish : mapping
        ``manifest`` and ``ingredient`` as of ``copy_manifest``, ``chain`` (PEM, the signer's own certificate first), ``algorithm``.
    sign : callable
        Signs bytes; asked once.

    Raises
    ------
    BrokenFileError
        If the file is not what it should be, or the library can write no manifest into it.
    """
    offset, signatures = FIRST_BYTES.get(media_type, (0, ()))
    if not signatures or not data[offset:].startswith(signatures):
        raise BrokenFileError("not signed: content")
    out = io.BytesIO()
    try:
        with (
            c2pa.Context.from_dict(_SETTINGS) as context,
            c2pa.Builder(json.dumps(wish["manifest"]), context=context) as builder,
        ):
            builder.add_ingredient(wish["ingredient"], media_type, io.BytesIO(data))
            with c2pa.Signer.from_callback(sign, ALGORITHMS[wish["algorithm"]], wish["chain"]) as signer:
                builder.sign(signer, media_type, io.BytesIO(data), out)
    except c2pa.C2paError as exc:
        raise BrokenFileError(f"not signed: {exc}"[:200]) from exc
    return out.getvalue()
