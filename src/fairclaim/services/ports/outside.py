"""Time, chance, and the places where consequences take effect."""

from datetime import datetime
from typing import Protocol

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.decision import Consequence
from fairclaim.domain.desk.signed_copy import CopyStatement


class Now(Protocol):
    """The time."""

    def __call__(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class Ids(Protocol):
    """Ids that nobody can guess."""

    def __call__(self, kind: str) -> str:
        """Return a new random id; ``kind`` may become its prefix."""
        ...


class Carrier(Protocol):
    """Carries consequences out and takes them back: pays, marks, shares, tells. It touches no unit of work.

    It may be called again with the same key after a crash, and has one effect for each key. Taking back is final: a key that was
    taken back is not carried out afterwards, even if it never was before.
    """

    def carry_out(self, tenant: str, claim: Claim, consequence: Consequence, *, key: str) -> str | None:
        """Let a consequence take effect, and return what that made elsewhere (a payment's number, a mark's id)."""
        ...

    def take_back(self, tenant: str, claim: Claim, consequence: Consequence, *, key: str) -> None:
        """Undo it, and tell everyone who relied on it; nothing to undo is no error."""
        ...


class CopySigner(Protocol):
    """Signs copies of received files; the original is not touched."""

    def can_sign(self, media_type: str, size_bytes: int) -> bool:
        """Tell whether a copy of such a file can be signed now."""
        ...

    def sign(self, data: bytes, media_type: str, statement: CopyStatement) -> bytes:
        """Return a signed copy.

        Raises
        ------
        InputError
            If the file can carry no signature.
        UnavailableError
            If a part that signs is missing.
        """
        ...
