"""Lists of claims and tasks in a stable order, behind a place; what a caller may see of them is not decided here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.domain.desk.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Among:
    """Which claims are listed; None wants all.

    Parameters
    ----------
    filed_from, filed_before : datetime or None
        Half-open.
    """

    states: frozenset[State] | None = None
    buyer: PersonId | None = None
    merchant: PersonId | None = None
    filed_from: datetime | None = None
    filed_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTask:
    """A judgement that is waited for, whether somebody has it, and who."""

    task: str
    claim: ClaimId
    queue: str
    due_at: datetime
    is_held: bool
    holder: PersonId | None = None


class Lists(Protocol):
    """What there is."""

    def claims(self, among: Among, *, after: tuple[datetime, str] | None, limit: int) -> Sequence[Claim]:
        """Return claims, the newest filing first, behind a place (when filed, id)."""
        ...

    def tasks(
        self, queues: frozenset[str], *, at: datetime, after: tuple[datetime, str] | None, limit: int
    ) -> Sequence[OpenTask]:
        """Return open tasks, the least time left first, behind a place (when due, task)."""
        ...

    def skips(self) -> Mapping[str, int]:
        """Return how often tasks were passed on, by the reason that was given."""
        ...
