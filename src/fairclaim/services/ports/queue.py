"""Work that waits: tasks of people, deadlines of clocks, jobs of the machine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from fairclaim.domain.desk.party import ClaimId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A task in somebody's hands.

    Parameters
    ----------
    until : datetime
        When others may take it. Until somebody does, its holder can go on working: nothing is lost.
    number : int
        Grows each time the task changes hands.
    """

    task: str
    claim: ClaimId
    queue: str
    holder: PersonId
    until: datetime
    number: int


class Tasks(Protocol):
    """Judgements that are waited for."""

    def open(
        self, task: str, *, claim: ClaimId, queue: str, due_at: datetime, at: datetime, shown_as: ClaimId | None = None
    ) -> None:
        """Open a task; one that was opened before stays as it is.

        Parameters
        ----------
        shown_as : ClaimId, optional
            Under which id leases and lists name the claim, where it is not its own: that of a copy for a second look.
        """
        ...

    def prefer(self, claim: ClaimId, *, lane: str, priority: int) -> None:
        """Let a claim's tasks, the open one and those to come, stand in a lane; of a higher priority they come earlier.

        Parameters
        ----------
        lane : str
            One of the policy's queues: a team, a kind of goods.
        priority : int
            0 is normal.
        """
        ...

    def close(self, task: str, *, at: datetime) -> None:
        """Close a task, whoever holds it; one that is closed or unknown stays so."""
        ...

    def take_next(
        self,
        queue: str,
        *,
        holder: PersonId,
        at: datetime,
        until: datetime,
        not_claims: frozenset[ClaimId],
        lanes: frozenset[str] | None,
        suits: Callable[[str, ClaimId], bool],
    ) -> Lease | None:
        """Take the open task of the highest priority, and of those the one with the least time left, that nobody holds.

        None if there is none. ``lanes`` are those that the holder serves; None serves all. What does not suit, told by the task's and
        the claim's id, is passed over and stays as it is.
        """
        ...

    def held_by(self, person: PersonId, *, at: datetime, besides: str | None = None) -> Lease | None:
        """Return the open task that a person holds at a moment, other than one of them; None if none."""
        ...

    def current(self, task: str) -> Lease | None:
        """Return who held an open task last, even if the time of the lease is over; None if nobody or not open."""
        ...

    def renew(self, lease: Lease, *, at: datetime, until: datetime) -> Lease:
        """Let its last holder keep it longer, also when the time is over."""
        ...

    def give_back(self, lease: Lease, *, at: datetime) -> None:
        """Let others have it, also when the time is over."""
        ...

    def skip(self, lease: Lease, *, reason: str, at: datetime) -> None:
        """Let others have it, and remember who passed it on and why."""
        ...

    def skipped(self, person: PersonId) -> frozenset[ClaimId]:
        """Return the claims that somebody has passed on."""
        ...


class Purpose(StrEnum):
    """What a deadline is for."""

    WARN = "warn"
    EXPIRE = "expire"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A deadline as it was listed; it may have been called off since.

    Parameters
    ----------
    number : int
        Unique within the claim.
    clock : str
        Kind of the clock that it belongs to.
    """

    claim: ClaimId
    number: int
    clock: str
    purpose: str
    due_at: datetime


class Deadlines(Protocol):
    """Deadlines as rows, each of which takes effect once."""

    def set(self, claim: ClaimId, number: int, *, clock: str, purpose: str, due_at: datetime) -> None:
        """Set a deadline."""
        ...

    def supersede(self, claim: ClaimId, *, clock: str, at: datetime) -> None:
        """Call off every deadline of a clock that has not fired."""
        ...

    def due(self, *, before: datetime, limit: int) -> Sequence[Due]:
        """Return deadlines whose time is over and that have not fired, the oldest first."""
        ...

    def fire(self, claim: ClaimId, number: int, *, at: datetime) -> bool:
        """Tell whether this call is the one that lets a deadline take effect.

        False if it fired before, was called off, is unknown, or has time left.
        """
        ...


class JobKind(StrEnum):
    """What the machine is to do next with a claim or a person."""

    EXAMINE = "examine"
    CARRY_OUT = "carry-out"
    SECOND_LOOK = "second-look"
    """Let somebody who had no part in it judge a claim that has ended."""
    FORGET_PHOTOS = "forget-photos"
    """Take a person's photos out of the index, and their bytes off the disk."""


class Jobs(Protocol):
    """Work for the machine, written with what makes it necessary. Doing a job twice does no harm."""

    def add(self, kind: JobKind, subject: str, *, key: str, at: datetime) -> None:
        """Add a job that is to be done from a moment on, once for each key."""
        ...
