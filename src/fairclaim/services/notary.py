"""Who signs for the desk's evidence log, and whose cosignatures it takes."""

import re
from dataclasses import dataclass
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError
from fairclaim.evidence.checkpoint import parse_checkpoint
from fairclaim.evidence.digests import sha256
from fairclaim.evidence.signature import Signer
from fairclaim.evidence.signed_note import PLAIN, NoteKey, parse_note
from fairclaim.services.ports.proofs import KeptCheckpoint

_PLAIN_NAME: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")


class NoNotaryError(UnavailableError):
    """The desk has no key for its evidence log."""

    code = "no-notary"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "证据日志没有签名密钥：请运行 fairclaim migrate --make-evidence-key，或设置 FAIRCLAIM_EVIDENCE_KEY。",
                "The evidence log has no signing key: run fairclaim migrate --make-evidence-key, or set FAIRCLAIM_EVIDENCE_KEY.",
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Notary:
    """The desk's key, and the witnesses that it knows.

    Parameters
    ----------
    host : str
        First part of the names of the desk's logs, as an address without a scheme.
    signer : Signer
        Signs checkpoints and promises, and seals bundles.
    witnesses : tuple of NoteKey
        Whose cosignatures are taken.
    """

    host: str
    signer: Signer
    witnesses: tuple[NoteKey, ...] = ()

    def origin(self, tenant: str, newest: KeptCheckpoint | None = None) -> str:
        """Return the name of a tenant's log: that of its newest checkpoint, so that moving the desk does not rename it."""
        if newest is not None:
            return parse_checkpoint(parse_note(newest.note).text).origin
        name = tenant if _PLAIN_NAME.fullmatch(tenant) else sha256(tenant.encode()).hex()[:32]
        return f"{self.host}/log/{name}"

    def key(self, origin: str) -> NoteKey:
        """Return the key that checks the log's signatures."""
        return NoteKey(origin, PLAIN, self.signer.public_key.raw)


def notary_of(notary: Notary | None) -> Notary:
    """Return the desk's notary.

    Raises
    ------
    NoNotaryError
        If it has none.
    """
    if notary is None:
        raise NoNotaryError
    return notary
