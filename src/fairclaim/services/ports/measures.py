"""Measures on accounts, and letters that were sent about claims."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from fairclaim.credit.measure import Measure
from fairclaim.domain.desk.party import ClaimId, PersonId


class Measures(Protocol):
    """A tenant's measures. They go with their person."""

    def find(self, measure: str) -> Measure | None:
        """Return one; nobody else moves it until a unit that writes has ended."""
        ...

    def add(self, measure: Measure) -> None:
        """Add a proposal."""
        ...

    def save(self, measure: Measure) -> None:
        """Write what became of it."""
        ...

    def of_person(self, person: PersonId) -> Sequence[Measure]:
        """Return all of a person, the oldest first."""
        ...

    def open(self, *, after: str, limit: int) -> Sequence[Measure]:
        """Return those of which something can still become, in the order of their ids, those after one."""
        ...

    def resting_on(self, claim: ClaimId) -> Sequence[Measure]:
        """Return those that rest on a claim's decision."""
        ...


class Recipient(StrEnum):
    """To what sort of recipient a letter went. Who it was exactly is on the letter."""

    BUYER = "buyer"
    MERCHANT = "merchant"
    PLATFORM = "platform"
    AI_PROVIDER = "ai-provider"
    AUTHORITY = "authority"
    POLICE = "police"
    COURT = "court"
    OTHER = "other"


class Channel(StrEnum):
    """How a letter was sent."""

    PLATFORM = "platform"
    """A message or a form inside the platform."""
    EMAIL = "e-mail"
    POST = "post"
    IN_PERSON = "in-person"
    WEB_FORM = "web-form"
    """A form of the recipient's own."""
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentLetter:
    """That a letter about a claim was sent; its words are not kept.

    Parameters
    ----------
    kind : str
        One of ``fairclaim.law.filings.catalogue.KINDS``.
    side : str
        The role in which it was sent.
    sha256 : str or None
        Of the letter as sent; None once its buyer or its sender is erased.
    decision : int or None
        Number of the decision that stood then.
    how : Channel or None
        None where nobody said so.
    """

    id: str
    claim: ClaimId
    kind: str
    recipient: Recipient
    side: str
    sent_by: PersonId
    sent_at: datetime
    sha256: str | None
    decision: int | None
    noted_at: datetime
    how: Channel | None = None


class Letters(Protocol):
    """What was sent when."""

    def add(self, letter: SentLetter) -> None:
        """Add one."""
        ...

    def of_claim(self, claim: ClaimId) -> Sequence[SentLetter]:
        """Return those about a claim, the oldest first."""
        ...
