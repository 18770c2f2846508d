"""Which judgement a claim waits for, and hence which task stands in which queue. Derived from the claim alone."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.judgement import Seat
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.reviewing import open_seat
from fairclaim.domain.desk.states import State
from fairclaim.services.receipt import fingerprint


class Queue(StrEnum):
    """Where tasks wait, by who may take them."""

    FIRST = "first"
    SECOND = "second"
    APPEAL = "appeal"
    """People who had no part in the claim."""
    SENIOR = "senior"
    APPEAL_SENIOR = "appeal-senior"


SENIORS_ONLY = frozenset({Queue.SENIOR, Queue.APPEAL_SENIOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A judgement that is waited for; ``task`` is the same whoever computes it."""

    task: str
    queue: Queue
    due_at: datetime


def awaited(claim: Claim) -> Awaited | None:
    """Return the judgement that a claim waits for; None if nobody's.

    An appeal waits from the moment it is made, though its review opens with the first judgement only, so that the other side may
    join it until then.
    """
    is_appealed = claim.state is State.APPEALED
    seat = Seat.FIRST if is_appealed else open_seat(claim)
    if seat is None:
        return None
    number = claim.round + 1 if is_appealed else claim.round
    clock = claim.clock
    # A paused clock has no deadline; its task keeps the place of the moment at which it came.
    due_at = clock.due_at if clock is not None and clock.due_at is not None else claim.updated_at
    is_appeal = is_appealed or claim.state is State.RE_REVIEW
    return Awaited(task=task_id(claim.id, number, seat), queue=_queue(seat, is_appeal=is_appeal), due_at=due_at)


def task_id(claim: ClaimId, number: int, seat: Seat) -> str:
    """Return a task's id. It does not show whose turn it is: a second seat would give the first answer away."""
    return fingerprint("task", claim, number, seat.value)[:32]


def _queue(seat: Seat, *, is_appeal: bool) -> Queue:
    if seat is Seat.SENIOR:
        return Queue.APPEAL_SENIOR if is_appeal else Queue.SENIOR
    if is_appeal:
        return Queue.APPEAL
    return Queue.FIRST if seat is Seat.FIRST else Queue.SECOND
