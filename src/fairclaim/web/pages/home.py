"""The first page after coming in: for each role what there is to do, the most urgent first."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotAllowedError
from fairclaim.services.grants import Action
from fairclaim.services.list_claims import ClaimRow, desk_claims, own_claims
from fairclaim.services.list_tasks import Line, TaskRow, TaskWish, queue_tasks
from fairclaim.services.own_data import open_corrections
from fairclaim.services.see_measures import list_measures
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.render import Pages, reader_of
from fairclaim.web.pages.rooms import rooms_of
from fairclaim.web.pages.staff.people_pages import may, sorted_out
from fairclaim.web.sign_in.signed_in import SignedIn

SHOWN = 50
_PARTIES = frozenset({Role.BUYER, Role.MERCHANT_AGENT})
_QUEUES = frozenset({Role.REVIEWER, Role.SENIOR, Role.ADMIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A queue with its first tasks, the least time left first."""

    line: Line
    tasks: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How many things beside claims wait for somebody."""

    measures: int
    wishes: int


def home_pages(pages: Pages, signed_in: SignedIn, desk: Desk) -> APIRouter:
    """Return the route."""
    router = desk_router(pages, signed_in)

    @router.get("/")
    def home(request: Request) -> Response:
        """Show what there is to do; a party is led to the own room."""
        who = signed_in.session(request).caller
        if who.roles and who.roles <= _PARTIES:
            return RedirectResponse(rooms_of(who)[0].path, status_code=303)
        return pages.render(
            "home.html",
            reader_of(request),
            who=who,
            queues=waiting(desk, who),
            claims=claims(desk, who),
            is_party=bool(who.roles & _PARTIES),
            asked=asked_of(desk, who),
            now=desk.now(),
        )

    return router


def waiting(desk: Desk, who: Caller) -> tuple[Waiting, ...]:
    """Return the queues that somebody may look into."""
    if not who.roles & _QUEUES:
        return ()
    return tuple(
        Waiting(line=line, tasks=tuple(queue_tasks(desk, who, TaskWish(line=line), limit=SHOWN).things))
        for line in Line
    )


def asked_of(desk: Desk, who: Caller) -> Asked:
    """Return how many measures wait for somebody's judgement, and how many people for an answer of whoever runs the desk."""
    measures = len(sorted_out(list_measures(desk, who), who)["mine"]) if may(who, Action.JUDGE_MEASURE) else 0
    wishes = len(open_corrections(desk, who)) if may(who, Action.ANSWER_CORRECTION) else 0
    return Asked(measures=measures, wishes=wishes)


def claims(desk: Desk, who: Caller) -> tuple[ClaimRow, ...]:
    """Return a party's own claims, or the desk's newest for who may see them."""
    if who.roles & _PARTIES:
        return tuple(own_claims(desk, who, limit=SHOWN).things)
    try:
        return tuple(desk_claims(desk, who, limit=SHOWN).things)
    except NotAllowedError:
        return ()
