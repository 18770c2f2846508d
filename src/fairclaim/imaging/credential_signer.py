"""Signs copies of received files with content credentials: the sandbox reads the file, the key stays here."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from fairclaim.domain.desk.signed_copy import CopyStatement
from fairclaim.domain.errors import BrokenFileError
from fairclaim.imaging.copy_manifest import ingredient_of, manifest_of
from fairclaim.imaging.credential_types import FIRST_BYTES
from fairclaim.imaging.sandbox import Sandbox
from fairclaim.imaging.signing_identity import SigningIdentity

_SIGNATURE1: Final = b"\x84\x6aSignature1"
"""How everything begins that COSE signs (RFC 9052, 4.4): the key signs nothing else, whatever the child asks."""
MOST_BYTES: Final = 60 << 20
"""Of a file that is signed; more does not come back through the sandbox's door."""


class CredentialSigner:
    """Signs for one desk.

    Parameters
    ----------
    desk : str
        Host of the desk, as it stands in every manifest.
    now : callable
        The time, aware.
    """

    def __init__(self, identity: SigningIdentity, *, desk: str, sandbox: Sandbox, now: Callable[[], datetime]) -> None:
        self._identity, self._desk, self._sandbox, self._now = identity, desk, sandbox, now

    def can_sign(self, media_type: str, size_bytes: int) -> bool:
        """Tell whether a file of this type and size can carry a manifest, and the certificate is in force."""
        now = self._now()
        is_in_force = self._identity.valid_from <= now < self._identity.valid_until
        return is_in_force and media_type in FIRST_BYTES and size_bytes <= MOST_BYTES

    def sign(self, data: bytes, media_type: str, statement: CopyStatement) -> bytes:
        """Return a copy with a manifest; the bytes given stay as they are.

        Raises
        ------
        InputError
            If the file can carry no manifest, or the certificate is not in force.
        UnavailableError
            If there is no sandbox to read the file in.
        """
        if not self.can_sign(media_type, len(data)):
            raise BrokenFileError("not signed: type, size or certificate")
        wish = {
            "manifest": manifest_of(statement, desk=self._desk),
            "ingredient": ingredient_of(statement),
            "chain": self._identity.chain,
            "algorithm": self._identity.algorithm,
        }
        return self._sandbox.discuss("sign", data, media_type, wish=wish, answer=self._answer)

    def _answer(self, question: bytes) -> bytes:
        if not question.startswith(_SIGNATURE1):
            raise BrokenFileError("not signed: another question")
        return self._identity.sign(question)
