"""Lists: claims for their parties and for the desk, tasks by time left, the own held task, files of a claim."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import AwareDatetime

from fairclaim.domain.desk.evidence_rules import Reason
from fairclaim.domain.desk.party import ActorKind, ClaimId
from fairclaim.domain.desk.states import State
from fairclaim.domain.exhibit import Role
from fairclaim.services.awaited import Queue
from fairclaim.services.list_claims import ClaimRow, ClaimWish, claim_exhibits, desk_claims, own_claims
from fairclaim.services.list_tasks import Line, TaskWish, held_task, queue_tasks
from fairclaim.services.paging import Page as Found
from fairclaim.web.api.context import TheCaller, TheDesk
from fairclaim.web.api.paging import Cursor, Page
from fairclaim.web.api.things import PageLimit
from fairclaim.web.api.words import ID, Answer, BothLanguages, Name

router = APIRouter(prefix="/api/v1/lists", tags=["lists"])
States = Annotated[list[State] | None, Query(description="Only these states.")]
Minor = Annotated[int | None, Query(ge=0, le=2_000_000_000_000)]
Hours = Annotated[int | None, Query(ge=0, le=1_000_000)]


class MoneySeen(Answer):
    """An amount in minor units."""

    amount_minor: int
    currency: str


class ClaimListed(Answer):
    """One line of a list of claims."""

    claim: str
    state: State
    state_name: BothLanguages
    filed_at: AwareDatetime
    order: str | None
    reason: Reason
    category: str
    most: MoneySeen
    files: int


class TaskListed(Answer):
    """One task; the exact queue is told to who runs the desk only."""

    claim: str
    line: Line
    queue: Queue | None
    due_at: AwareDatetime
    is_held: bool
    reason: Reason
    category: str
    most: MoneySeen


class TaskHeld(Answer):
    """The task in the caller's hands."""

    task: str
    claim: str
    until: AwareDatetime


class FileListed(Answer):
    """One file; its name is told to the side that gave it only."""

    exhibit: str
    role: Role
    by: ActorKind
    size_bytes: int
    received_at: AwareDatetime
    name: str | None
    is_erased: bool


@router.get("/own-claims", operation_id="own_claims")
def own(
    desk: TheDesk, who: TheCaller, *, state: States = None, cursor: Cursor = None, limit: PageLimit = 50
) -> Page[ClaimListed]:
    """Return the claims of the caller's own side, the newest first."""
    wish = ClaimWish(states=None if state is None else frozenset(state))
    return _page(own_claims(desk, who, wish, cursor=cursor, limit=limit))


@router.get("/claims", operation_id="desk_claims")
def of_desk(
    desk: TheDesk,
    who: TheCaller,
    *,
    state: States = None,
    reason: Reason | None = None,
    category: Annotated[Name | None, Query()] = None,
    least_minor: Minor = None,
    most_minor: Minor = None,
    older_than_h: Hours = None,
    newer_than_h: Hours = None,
    cursor: Cursor = None,
    limit: PageLimit = 50,
) -> Page[ClaimListed]:
    """Return claims for people of the desk and the tenant's systems, the newest first."""
    wish = ClaimWish(
        states=None if state is None else frozenset(state),
        reason=reason,
        category=category,
        least_minor=least_minor,
        most_minor=most_minor,
        older_than=None if older_than_h is None else timedelta(hours=older_than_h),
        newer_than=None if newer_than_h is None else timedelta(hours=newer_than_h),
    )
    return _page(desk_claims(desk, who, wish, cursor=cursor, limit=limit))


@router.get("/tasks", operation_id="queue_tasks")
def tasks(
    desk: TheDesk,
    who: TheCaller,
    *,
    line: Line = Line.REVIEW,
    reason: Reason | None = None,
    category: Annotated[Name | None, Query()] = None,
    due_before: AwareDatetime | None = None,
    free_only: bool = False,
    cursor: Cursor = None,
    limit: PageLimit = 50,
) -> Page[TaskListed]:
    """Return what waits, the least time left first."""
    wish = TaskWish(line=line, reason=reason, category=category, due_before=due_before, free_only=free_only)
    page = queue_tasks(desk, who, wish, cursor=cursor, limit=limit)
    return Page(items=[TaskListed.model_validate(one) for one in page.things], next=page.cursor)


@router.get("/held-task", operation_id="held_task")
def held(desk: TheDesk, who: TheCaller) -> TaskHeld | None:
    """Return the task that the caller holds; null if none."""
    found = held_task(desk, who)
    return None if found is None else TaskHeld.model_validate(found)


@router.get("/claims/{claim}/files", operation_id="claim_exhibits")
def of_claim(desk: TheDesk, who: TheCaller, claim: Annotated[str, Path(pattern=ID)]) -> list[FileListed]:
    """Return the files of a claim in the order of receipt."""
    return [FileListed.model_validate(one) for one in claim_exhibits(desk, who, ClaimId(claim))]


def _page(page: Found[ClaimRow]) -> Page[ClaimListed]:
    return Page(items=[ClaimListed.model_validate(one) for one in page.things], next=page.cursor)
