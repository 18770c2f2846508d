"""Persons, their words, their ties and their standing; and what they bought."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from fairclaim.credit.history import LinkKind, PersonHistory
from fairclaim.credit.pattern import Pattern
from fairclaim.domain.desk.order_line import LineId, OrderLine
from fairclaim.domain.desk.party import ActorKind, PersonId, TextId
from fairclaim.domain.order import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """That somebody of the desk has to do with a party.

    Parameters
    ----------
    reference : str or None
        The tenant's own id of the party; None once they were erased.
    declared_by : PersonId or None
        Who said so; None where that was not kept.
    """

    party: PersonId
    side: ActorKind
    reference: str | None
    declared_at: datetime
    declared_by: PersonId | None


class People(Protocol):
    """Persons as pseudonyms. Names and contacts stay behind the adapter."""

    def ties(self, person: PersonId) -> frozenset[PersonId]:
        """Return the parties that somebody of the desk has to do with."""
        ...

    def is_staff(self, person: PersonId) -> bool:
        """Tell whether there is somebody of the desk of this id."""
        ...

    def staff_logins(self, persons: Iterable[PersonId]) -> Mapping[PersonId, str]:
        """Return what those of the desk among these sign in with; whoever has no login, or is of a party, is not in it."""
        ...

    def declared_ties(self, person: PersonId) -> Sequence[Tie]:
        """Return somebody's ties with who declared them, the oldest first."""
        ...

    def tie(self, person: PersonId, party: PersonId, *, by: PersonId, at: datetime) -> None:
        """Record a tie to a party that is there; one that is there already stays as it is."""
        ...

    def untie(self, person: PersonId, party: PersonId) -> None:
        """Forget a tie; one that is not there, is not."""
        ...

    def reached_by(self, person: PersonId) -> Sequence[str]:
        """Return what names or reaches a person, in clear; nothing once they are erased."""
        ...

    def add_text(self, text: TextId, words: str, *, person: PersonId, at: datetime) -> None:
        """Keep a person's words, so that they can be erased."""
        ...

    def text(self, text: TextId) -> str | None:
        """Return words; None once they are erased."""
        ...

    def erase(self, person: PersonId, *, at: datetime) -> bool:
        """Erase everything personal; False if it was done before. Ids and events remain.

        Raises
        ------
        NotFoundError
            If there is no such person.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """A buyer's confirmed history here. None is unknown, which is never worse than 0.

    Parameters
    ----------
    confirmed_adverse : int or None
        Adverse decisions of people within 12 months that stood.
    upheld_claims, open_claims : int or None
        Claims that people upheld, and claims under way.
    patterns : int or None
        Patterns in the history that call for a person's look; see :mod:`fairclaim.credit.standing`.
    """

    confirmed_adverse: int | None = None
    upheld_claims: int | None = None
    open_claims: int | None = None
    patterns: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCount:
    """How many people each pattern touched on one night."""

    day: date
    people: int
    counted: Mapping[str, object]


class Standing(Protocol):
    """What a buyer's confirmed history amounts to, and what it rests on."""

    def counts(self, buyer: PersonId, *, at: datetime) -> Counts:
        """Return the counts; unknown ones as None."""
        ...

    def history(self, person: PersonId, *, at: datetime) -> PersonHistory | None:
        """Return what a person's standing is made from; None if there is no such person, or they were erased."""
        ...

    def everybody(self, *, at: datetime) -> Iterator[PersonHistory]:
        """Return the same of everybody who claimed within the year, some at a time."""
        ...

    def saw(self, person: PersonId, kind: LinkKind, token: str, *, at: datetime) -> None:
        """Keep that an account was seen with something others may have, as a keyed digest; the token itself is not kept."""
        ...

    def set_aside(self, person: PersonId, pattern: Pattern, *, at: datetime) -> None:
        """Keep that an explanation of a pattern was accepted."""
        ...

    def forget(self, *, before: datetime) -> int:
        """Delete what was not seen since a moment; return how much it was."""
        ...

    def keep_count(self, day: date, *, people: int, counted: Mapping[str, object]) -> None:
        """Keep a night's count, which names nobody; a second one of the day replaces it."""
        ...

    def newest_count(self) -> KeptCount | None:
        """Return the newest count; None if there was none yet."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOrder:
    """An order as the platform told it. Amounts come from here, never from who claims.

    Parameters
    ----------
    listings : mapping
        The offers that its lines were bought from, where they are known.
    """

    id: str
    buyer: PersonId
    merchant: PersonId
    lines: tuple[OrderLine, ...]
    dates: Order
    listings: Mapping[LineId, str] = field(default_factory=dict)


class Orders(Protocol):
    """What was bought."""

    def find(self, order: str) -> KnownOrder | None:
        """Return an order; None if this tenant has none of this id."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PastClaim:
    """A claim that another system decided, for simulating policy. It never counts against anybody."""

    id: str
    reason: str
    category: str
    amount_minor: int
    currency: str
    asked: str
    outcome: str
    filed_at: datetime
    decided_at: datetime | None


class History(Protocol):
    """Claims of an earlier system."""

    def add(self, claims: Sequence[PastClaim]) -> int:
        """Add those that are not there yet, and return how many were new."""
        ...
