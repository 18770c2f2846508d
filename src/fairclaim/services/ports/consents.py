"""A buyer's consents to carry a statement of their own history elsewhere, and the statements that were issued on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from fairclaim.domain.desk.party import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """That a buyer lets their standing be stated to one recipient.

    Parameters
    ----------
    recipient, contact : str
        Who receives it, and how they are reached, as the buyer was told.
    until : datetime
        After it no statement is issued.
    """

    id: str
    person: PersonId
    recipient: str
    contact: str
    given_at: datetime
    until: datetime
    withdrawn_at: datetime | None = None

    def allows(self, at: datetime) -> bool:
        """Tell whether a statement may be issued at a moment."""
        return self.given_at <= at < self.until and (self.withdrawn_at is None or at < self.withdrawn_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedStatement:
    """That a statement was given to its holder; what it said is not kept, nor the account that it names."""

    id: str
    consent: str
    person: PersonId
    issued_at: datetime
    expires_at: datetime


class Consents(Protocol):
    """A tenant's consents; they go with their person."""

    def find(self, consent: str) -> Consent | None:
        """Return one."""
        ...

    def add(self, consent: Consent) -> None:
        """Add one."""
        ...

    def save(self, consent: Consent) -> None:
        """Write that one was withdrawn."""
        ...

    def of_person(self, person: PersonId) -> Sequence[Consent]:
        """Return all of a person, the oldest first."""
        ...

    def add_statement(self, statement: IssuedStatement) -> None:
        """Add that a statement was issued."""
        ...

    def statements(self, person: PersonId | None = None) -> Sequence[IssuedStatement]:
        """Return what was issued, to one person or to all, the oldest first."""
        ...
