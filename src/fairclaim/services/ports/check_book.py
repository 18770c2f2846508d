"""What checks are called, and what an AI-content label of a file says: for letters, which the verbs fill."""

from dataclasses import dataclass
from typing import Protocol

from fairclaim.domain.bilingual import Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedLabel:
    """A label that names one provider and one number.

    Parameters
    ----------
    carrier : str
        Where in the file it stands.
    provider : Bilingual or None
        The provider's name, where its code is known.
    """

    producer: str
    produce_id: str
    value: str
    carrier: str
    provider: Bilingual | None


class CheckBook(Protocol):
    """The checks, as letters speak of them."""

    def title(self, check: str) -> Bilingual | None:
        """Return what a check is called; None if there is none of this name."""
        ...

    def label(self, data: bytes) -> StatedLabel | None:
        """Return a file's label; None where there is none, it names no number, or labels contradict each other."""
        ...
