"""What waits in the queues, the least time left first, and the task that the caller holds.

Reviewers see one queue of reviews, in which a second review stands beside the firsts; only who judges nothing is told them apart.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.evidence_rules import Reason
from fairclaim.domain.desk.money import Money
from fairclaim.domain.desk.party import ClaimId
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.awaited import Queue
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.needed import main_category
from fairclaim.services.paging import Page, check_limit, page_of, parse_cursor
from fairclaim.services.ports.lists import OpenTask
from fairclaim.services.ports.work import Work
from fairclaim.services.shown import is_for, shown
from fairclaim.services.take_task import Taken


class Line(StrEnum):
    """A queue as it is shown to who judges."""

    REVIEW = "review"
    APPEAL = "appeal"
    SENIOR = "senior"


QUEUES_OF = {
    Line.REVIEW: frozenset({Queue.FIRST, Queue.SECOND}),
    Line.APPEAL: frozenset({Queue.APPEAL}),
    Line.SENIOR: frozenset({Queue.SENIOR, Queue.APPEAL_SENIOR}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One task; ``queue`` is the exact queue for who runs the desk, and None for who judges."""

    claim: ClaimId
    line: Line
    queue: Queue | None
    due_at: datetime
    is_held: bool
    reason: Reason
    category: str
    most: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskWish:
    """Which tasks; None wants all.

    Parameters
    ----------
    least_minor, most_minor : int or None
        Of what can be given back, in minor units of the claim's currency.
    """

    line: Line = Line.REVIEW
    reason: Reason | None = None
    category: str | None = None
    due_before: datetime | None = None
    least_minor: int | None = None
    most_minor: int | None = None
    free_only: bool = False


def queue_tasks(
    desk: Desk, who: Caller, wish: TaskWish | None = None, *, cursor: str | None = None, limit: int = 50
) -> Page[TaskRow]:
    """Return what waits in a line; claims of parties that the caller is tied to are left out.

    Raises
    ------
    NotAllowedError
        If the caller neither judges nor runs the desk.
    UsageError
        If cursor or limit cannot be.
    """
    role = authorize(who, Action.SEE_QUEUES, Resource(tenant=who.tenant))
    check_limit(limit)
    wanted = wish or TaskWish()
    after = parse_cursor(cursor, of=f"tasks/{wanted.line.value}", caller=who.person)
    queues = frozenset(queue.value for queue in QUEUES_OF[wanted.line])
    judges_no_senior_task = role is not Role.ADMIN and Role.SENIOR not in who.roles
    if wanted.line is Line.SENIOR and judges_no_senior_task:
        return Page(things=(), cursor=None)

    def whole(work: Work) -> Page[TaskRow]:
        unseen = work.people.ties(who.person) | who.selves
        found: list[tuple[OpenTask, Claim]] = []
        place = after
        while len(found) <= limit:
            batch = work.lists.tasks(queues, at=desk.now(), after=place, limit=limit + 1)
            for task in batch:
                opened = shown(desk, work, task.claim)
                if opened is None or not is_for(work, who, opened):
                    continue
                claim = opened.claim
                if not {claim.buyer, claim.merchant} & unseen and _fits(wanted, task, claim):
                    found.append((task, claim))
            if len(batch) <= limit:
                break
            place = batch[-1].due_at, batch[-1].task
        page = page_of(
            found,
            limit=limit,
            of=f"tasks/{wanted.line.value}",
            caller=who.person,
            place=lambda one: (one[0].due_at, one[0].task),
        )
        rows = tuple(_row(task, claim, wanted.line, role) for task, claim in page.things)
        return Page(things=rows, cursor=page.cursor)

    return desk.units.read(who.tenant, whole)


def held_task(desk: Desk, who: Caller) -> Taken | None:
    """Return the task that the caller holds now; None if none.

    Raises
    ------
    NotAllowedError
        If the caller judges nothing.
    """
    authorize(who, Action.TAKE_TASK, Resource(tenant=who.tenant))
    lease = desk.units.read(who.tenant, lambda work: work.tasks.held_by(who.person, at=desk.now()))
    return None if lease is None else Taken(task=lease.task, claim=lease.claim, until=lease.until)


def _fits(wish: TaskWish, task: OpenTask, claim: Claim) -> bool:
    return (
        (wish.reason is None or claim.reason is wish.reason)
        and (wish.category is None or main_category(claim) == wish.category)
        and (wish.due_before is None or task.due_at < wish.due_before)
        and (wish.least_minor is None or claim.most.amount_minor >= wish.least_minor)
        and (wish.most_minor is None or claim.most.amount_minor <= wish.most_minor)
        and not (wish.free_only and task.is_held)
    )


def _row(task: OpenTask, claim: Claim, line: Line, role: Role) -> TaskRow:
    return TaskRow(
        claim=task.claim,
        line=line,
        queue=Queue(task.queue) if role is Role.ADMIN else None,
        due_at=task.due_at,
        is_held=task.is_held,
        reason=claim.reason,
        category=main_category(claim),
        most=claim.most,
    )
