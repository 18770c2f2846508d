"""What waits, the least time left first, and who has what; one key takes the next task."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from fairclaim.domain.desk.evidence_rules import Reason
from fairclaim.services.caller import Role
from fairclaim.services.desk import Desk
from fairclaim.services.list_tasks import Line, TaskWish, held_task, queue_tasks
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.names import CATEGORIES
from fairclaim.web.pages.render import Pages, reader_of
from fairclaim.web.pages.review.form import AmountError, parse_amount
from fairclaim.web.sign_in.signed_in import SignedIn

CURRENCY = "CNY"
"""In which amounts are typed here."""
Text = Annotated[str, Query(max_length=200)]
_JUDGES = frozenset({Role.REVIEWER, Role.SENIOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """Filters as they were typed."""

    line: Line
    reason: str
    category: str
    least: str
    most: str
    free: bool

    def address(self, **other: str) -> str:
        """Return the address of the queue with these filters, some of them replaced."""
        values = {"line": self.line.value, "reason": self.reason, "category": self.category, "least": self.least}
        values |= {"most": self.most, "free": "1" if self.free else ""} | other
        return "/review?" + urlencode({name: value for name, value in values.items() if value})


def queue_pages(pages: Pages, signed_in: SignedIn, desk: Desk) -> APIRouter:
    """Return the route."""
    router = desk_router(pages, signed_in)

    @router.get("/review")
    def queue(  # noqa: PLR0917  (FastAPI fills them by name)
        request: Request,
        line: Line = Line.REVIEW,
        reason: Text = "",
        category: Text = "",
        least: Text = "",
        most: Text = "",
        free: Text = "",
        done: Text = "",
        cursor: Annotated[str | None, Query(max_length=1_000)] = None,
    ) -> HTMLResponse:
        """Show what waits."""
        who = signed_in.session(request).caller
        sieve = Sieve(line=line, reason=reason, category=category, least=least, most=most, free=bool(free))
        found = queue_tasks(desk, who, _wish(sieve), cursor=cursor, limit=50)
        may_judge = bool(who.roles & _JUDGES)
        mine = held_task(desk, who) if may_judge else None
        return pages.render(
            "review/queue.html",
            reader_of(request),
            who=who,
            now=desk.now(),
            tasks=found.things,
            more=None if found.cursor is None else sieve.address(cursor=found.cursor),
            sieve=sieve,
            lines=tuple(Line),
            mine=mine,
            may_judge=may_judge,
            may_see_load=bool(who.roles & {Role.SENIOR, Role.ADMIN}),
            is_done=bool(done),
            CATEGORIES=CATEGORIES,
        )

    return router


def _wish(sieve: Sieve) -> TaskWish:
    return TaskWish(
        line=sieve.line,
        reason=next((one for one in Reason if one.value == sieve.reason), None),
        category=sieve.category or None,
        least_minor=_minor(sieve.least),
        most_minor=_minor(sieve.most),
        free_only=sieve.free,
    )


def _minor(text: str) -> int | None:
    """Return a typed amount; what is none filters nothing."""
    try:
        return parse_amount(text, CURRENCY).amount_minor if text.strip() else None
    except AmountError:
        return None
