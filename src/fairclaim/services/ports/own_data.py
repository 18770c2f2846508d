"""What is held about one person beyond their orders and claims, and what they ask to have corrected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from fairclaim.domain.desk.party import PersonId, TextId


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldMark:
    """An entry in a buyer's standing, and when an appeal withdrew it."""

    claim: str
    made_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is held of a person.

    Parameters
    ----------
    since : datetime
        When they were first known here.
    fields : mapping
        What names or reaches them, in clear.
    texts : mapping
        Their own words by id, in the order of writing.
    sessions, passkeys : tuple of datetime
        When each began.
    """

    since: datetime
    fields: Mapping[str, str]
    texts: Mapping[TextId, str]
    marks: tuple[HeldMark, ...] = ()
    sessions: tuple[datetime, ...] = ()
    passkeys: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A wish to have something corrected, and its answer. All words are the person's own to be erased.

    Parameters
    ----------
    field : str
        What is wrong: the name of a field, or ``other``.
    value, why, answer : TextId or None
        What would be right, why, and what the desk says.
    is_accepted : bool or None
        None until it is answered.
    """

    id: str
    person: PersonId
    field: str
    value: TextId
    why: TextId | None
    asked_at: datetime
    is_accepted: bool | None = None
    answer: TextId | None = None
    answered_at: datetime | None = None
    answered_by: PersonId | None = None


class OwnData(Protocol):
    """What is held of persons, person by person."""

    def held(self, person: PersonId) -> Held | None:
        """Return it; None if there is no such person, or they were erased."""
        ...

    def write_field(self, person: PersonId, field: str, value: str, *, at: datetime) -> None:
        """Replace what names or reaches a person."""
        ...

    def add_correction(self, correction: Correction) -> None:
        """Add a wish."""
        ...

    def correction(self, correction: str) -> Correction | None:
        """Return a wish; nobody else answers it until a unit that writes has ended."""
        ...

    def corrections(self, *, person: PersonId | None, open_only: bool, limit: int) -> Sequence[Correction]:
        """Return wishes of a person, or of all, the oldest first."""
        ...

    def answered(self, *, limit: int) -> Sequence[Correction]:
        """Return wishes that were answered, the newest answer first."""
        ...

    def save_correction(self, correction: Correction) -> None:
        """Write the answer to a wish."""
        ...
