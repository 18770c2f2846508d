"""Which duties of a platform the records fulfil, and the rules that they come from. Nothing is green but by records."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from fairclaim.law.duties import STANDING_NAMES, Standing
from fairclaim.law.provision import CERTAINTY_MEANS, FIELD_NAMES, Field
from fairclaim.law.statute_book import shipped_book
from fairclaim.services.check_duties import check_duties
from fairclaim.services.grants import Action
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.staff.people_pages import may
from fairclaim.web.pages.staff.staff_page import StaffPages

CHOICES = (30, 91, 364, 0)
"""Days that a link offers; 0 is all time."""
FIRST = 20
"""How many records are named at once; the others can be opened."""
ORDER = (Standing.BROKEN, Standing.NOT_RECORDED, Standing.NOT_APPLICABLE, Standing.KEPT)
"""What somebody has to look at comes first."""


def duties_pages(staff: StaffPages) -> APIRouter:
    """Return the routes."""
    router, desk = desk_router(staff.pages, staff.signed_in), staff.desk

    @router.get("/duties")
    def check(request: Request, days: Annotated[int, Query(ge=0, le=3_650)] = 0) -> HTMLResponse:
        """Check the records of claims filed in the last days, or of all. That somebody checked is written down."""
        who = staff.who(request)
        since = desk.now() - timedelta(days=days) if days else None
        found = check_duties(desk, who, filed_from=since)
        return staff.render(
            request,
            "staff/duties.html",
            found=found,
            by_standing={standing: [one for one in found.duties if one.standing is standing] for standing in ORDER},
            answers_wishes=may(who, Action.ANSWER_CORRECTION),
            days=days,
            CHOICES=CHOICES,
            FIRST=FIRST,
            STANDINGS=STANDING_NAMES,
            CERTAINTY=CERTAINTY_MEANS,
        )

    @router.get("/law")
    def law(request: Request) -> HTMLResponse:
        """Show the rules that are shipped, in plain words, with their dates, sources and how sure each statement is."""
        book, today = shipped_book(), desk.now().date()
        return staff.render(
            request,
            "staff/law.html",
            fields={field: [one for one in book.provisions if one.field is field] for field in Field},
            sources={one.id: one for one in book.sources},
            today=today,
            FIELDS_OF_LAW=FIELD_NAMES,
            CERTAINTY=CERTAINTY_MEANS,
        )

    return router
