"""Claims, their events, and what else is written of them; all of one tenant, within one unit of work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.decision import Decision
from fairclaim.domain.desk.facts import Event
from fairclaim.domain.desk.order_line import LineId
from fairclaim.domain.desk.party import ClaimId, PersonId


class Claims(Protocol):
    """Claims of the tenant, with their histories."""

    def find(self, claim: ClaimId) -> Claim | None:
        """Return a claim as it stands; None if this tenant has none of this id."""
        ...

    def events(self, claim: ClaimId) -> Sequence[Event]:
        """Return a claim's whole history, in order."""
        ...

    def add(self, claim: Claim, events: Sequence[Event]) -> None:
        """Write a new claim with its first events."""
        ...

    def save(self, claim: Claim, events: Sequence[Event], *, expected: int) -> None:
        """Write a claim that has moved.

        Parameters
        ----------
        expected : int
            Number of the last event that the caller saw.

        Raises
        ------
        StaleClaimError
            If the claim has moved since; nothing is written.
        """
        ...

    def open_on(self, order: str) -> frozenset[LineId]:
        """Return the lines of an order that open claims are about.

        Nobody else adds a claim on this order until the unit of work ends.
        """
        ...

    def open_of(self, person: PersonId) -> Sequence[ClaimId]:
        """Return the open claims to which a person is a party."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """An event with its place in the tenant's log; positions count from 1 without gaps."""

    position: int
    event: Event


class EventLog(Protocol):
    """Every event of the tenant in the order of commits. Writing a claim enters its events; nobody else can."""

    def read(self, *, after: int, limit: int) -> Sequence[Logged]:
        """Return events behind a position, at most ``limit``."""
        ...


class Decisions(Protocol):
    """Decisions, each of which exists once."""

    def record(self, claim: ClaimId, decision: Decision) -> None:
        """Write a decision; a second one of the same number is refused by the adapter."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """Who did or looked at what; pseudonyms only."""

    id: str
    at: datetime
    person: PersonId
    role: str
    action: str
    kind: str
    thing: str
    details: Mapping[str, object]


class Audit(Protocol):
    """What people did and looked at."""

    def note(self, entry: Noted) -> None:
        """Add an entry."""
        ...
