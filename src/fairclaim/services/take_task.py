"""A reviewer takes the next task, keeps it, gives it back or passes it on. Nobody picks a claim by hand.

Order is by the priority that policy gave, then by time left. A task is never given to a party, to somebody tied to one, to who has
judged or seen the verdict, nor an appeal to who had a part in the claim.
"""

from dataclasses import dataclass
from datetime import datetime

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.domain.desk.refusals import ConflictOfInterestError
from fairclaim.services.act import note
from fairclaim.services.authorize import Resource, authorize, resource_of
from fairclaim.services.awaited import SENIORS_ONLY, Queue, awaited
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.errors import LeaseLostError, NotAllowedError, NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.ports.queue import Lease
from fairclaim.services.ports.work import Work
from fairclaim.services.shown import is_for, shown
from fairclaim.services.skip_reason import SkipReason

AT_HAND = 8
"""As many last words may wait to be sent, so that they can be undone, while their author goes on."""
ORDER = (Queue.APPEAL_SENIOR, Queue.SENIOR, Queue.APPEAL, Queue.SECOND, Queue.FIRST)
"""Queues in the order in which they are served: what has waited through the most steps comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A task in the caller's hands, with the time shown. In which queue it stood is not said: that would give answers away."""

    task: str
    claim: ClaimId
    until: datetime


def take_next(
    desk: Desk,
    who: Caller,
    *,
    queues: tuple[Queue, ...] = ORDER,
    lanes: frozenset[str] | None = None,
    besides: frozenset[str] = frozenset(),
) -> Taken | None:
    """Return the task that the caller holds, or take the next one; None if nothing waits for this caller.

    Parameters
    ----------
    lanes : frozenset of str, optional
        The policy's queues that the caller serves; all if not given.
    besides : set of str
        Tasks in the caller's hands whose last words are on their way: one more is taken beside them. A task counts as such once the
        caller has judged it and seen the verdict, and `AT_HAND` at most do, so that nobody looks for a task to their liking.

    Raises
    ------
    NotAllowedError
        If the caller judges nothing.
    """

    def whole(work: Work) -> Taken | None:
        role = authorize(who, Action.TAKE_TASK, Resource(tenant=who.tenant))
        at = desk.now()
        held = work.tasks.held_by(who.person, at=at, besides=_on_their_way(desk, work, who, besides))
        if held is not None:
            return _taken(held)
        lease = _next(desk, work, who, queues, lanes)
        if lease is None:
            return None
        note(desk, work, who, role, Action.TAKE_TASK, thing=lease.claim, at=at, task=lease.task)
        return _taken(lease)

    return desk.units.write(who.tenant, whole)


def _on_their_way(desk: Desk, work: Work, who: Caller, tasks: frozenset[str]) -> frozenset[str]:
    """Return those of some tasks that the caller has and whose verdict the caller has seen."""
    found = set()
    for task in sorted(tasks)[:AT_HAND]:
        lease = work.tasks.current(task)
        opened = None if lease is None or lease.holder != who.person else shown(desk, work, lease.claim)
        if opened is not None and who.person in opened.claim.seen_by:
            found.add(task)
    return frozenset(found)


def coming_claim(desk: Desk, who: Caller) -> ClaimId | None:
    """Return the claim that the caller would get next, to fetch its pictures ahead; nothing is taken, and others may be faster.

    Raises
    ------
    NotAllowedError
        If the caller judges nothing.
    """

    def whole(work: Work) -> None:
        authorize(who, Action.TAKE_TASK, Resource(tenant=who.tenant))
        lease = _next(desk, work, who, ORDER, None)
        raise _OnlyLooked(None if lease is None else lease.claim)  # takes back what was taken

    try:
        desk.units.write(who.tenant, whole)
    except _OnlyLooked as found:
        return found.claim
    return None  # pragma: no cover  (the unit always ends by the exception)


def renew_task(desk: Desk, who: Caller, task: str) -> Taken:
    """Keep a task longer, also when its time is over and nobody else has taken it.

    Raises
    ------
    LeaseLostError
        If somebody else has it, or it is done.
    NotAllowedError
        If the caller judges nothing.
    """

    def whole(work: Work) -> Taken:
        lease, at = _held(work, who, task), desk.now()
        return _taken(work.tasks.renew(lease, at=at, until=at + desk.limits.lease))

    return desk.units.write(who.tenant, whole)


def release_task(desk: Desk, who: Caller, task: str) -> None:
    """Give a task back.

    Raises
    ------
    LeaseLostError, NotAllowedError
        As :func:`renew_task`.
    """

    def whole(work: Work) -> None:
        work.tasks.give_back(_held(work, who, task), at=desk.now())

    desk.units.write(who.tenant, whole)


def skip_task(desk: Desk, who: Caller, task: str, reason: SkipReason) -> None:
    """Pass a task on and say why; it does not come to the caller again. Skipped tasks are the hard cases of a desk.

    Raises
    ------
    LeaseLostError, NotAllowedError
        As :func:`renew_task`.
    """

    def whole(work: Work) -> None:
        role = authorize(who, Action.TAKE_TASK, Resource(tenant=who.tenant))
        lease = _held(work, who, task)
        at = desk.now()
        work.tasks.skip(lease, reason=reason.value, at=at)
        note(desk, work, who, role, Action.TAKE_TASK, thing=lease.claim, at=at, task=task, skipped=reason.value)

    desk.units.write(who.tenant, whole)


def _taken(lease: Lease) -> Taken:
    return Taken(task=lease.task, claim=lease.claim, until=lease.until)


def _held(work: Work, who: Caller, task: str) -> Lease:
    authorize(who, Action.TAKE_TASK, Resource(tenant=who.tenant))
    lease = work.tasks.current(task)
    if lease is None or lease.holder != who.person:
        raise LeaseLostError(task)
    return lease


class _OnlyLooked(Exception):  # noqa: N818  (no error: it ends a unit of work that is not to count)
    """The end of a look at what would come."""

    def __init__(self, claim: ClaimId | None) -> None:
        self.claim = claim


def _next(desk: Desk, work: Work, who: Caller, queues: tuple[Queue, ...], lanes: frozenset[str] | None) -> Lease | None:
    """Take the next task that suits the caller."""
    at, ties, skipped = desk.now(), work.people.ties(who.person), work.tasks.skipped(who.person)

    def suits(task: str, claim: ClaimId) -> bool:
        found = shown(desk, work, claim)
        return found is not None and is_for(work, who, found) and _suits(who, found.claim, task, ties)

    for queue in queues:
        if queue in SENIORS_ONLY and Role.SENIOR not in who.roles:
            continue
        lease = work.tasks.take_next(
            queue.value,
            holder=who.person,
            at=at,
            until=at + desk.limits.lease,
            not_claims=skipped,
            lanes=lanes,
            suits=suits,
        )
        if lease is not None:
            return lease
    return None


def _suits(who: Caller, claim: Claim, task: str, ties: frozenset[PersonId]) -> bool:
    waiting = awaited(claim)
    if waiting is None or waiting.task != task:
        return False
    try:
        authorize(who, Action.JUDGE, resource_of(who.tenant, claim), ties=ties)
    except (ConflictOfInterestError, NotAllowedError, NotFoundError):
        return False
    person = who.person
    is_appeal = waiting.queue in (Queue.APPEAL, Queue.APPEAL_SENIOR)
    has_judged = any(one.by == person and one.final is not None for one in claim.this_round)
    return not has_judged and person not in claim.seen_by and not (is_appeal and person in claim.barred)
