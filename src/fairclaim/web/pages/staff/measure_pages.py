"""One measure on an account: what it rests on, who agreed and when, what its person says against it, and what is to be decided."""

from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import RedirectResponse, Response

from fairclaim.domain.bilingual import Bilingual
from fairclaim.services.grants import Action
from fairclaim.services.hold_account import decide_measure, judge_measure
from fairclaim.services.see_measures import see_measure
from fairclaim.web.api.words import ID
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.staff.people_pages import Said, may
from fairclaim.web.pages.staff.staff_page import StaffPages

PATH = "/people/measures/{measure}"
Measure = Annotated[str, Path(pattern=ID)]
YES = "yes"
Choice = Annotated[str, Form(pattern="^(yes|no)$")]


def measure_pages(staff: StaffPages) -> APIRouter:
    """Return the routes."""
    router, desk = desk_router(staff.pages, staff.signed_in), staff.desk

    @router.get(PATH)
    def show(request: Request, measure: Measure) -> Response:
        """Show a measure. That somebody looked is written down."""
        who = staff.who(request)
        return staff.render(
            request,
            "staff/measure.html",
            found=see_measure(desk, who, measure),
            may_open=may(who, Action.SEE_STANDING),
        )

    @router.post(PATH + "/agreement")
    def judge(request: Request, measure: Measure, agreed: Choice) -> Response:
        """Agree to a proposal, or decline it."""
        judge_measure(desk, staff.who(request), measure, is_agreed=agreed == YES)
        return RedirectResponse(f"/people/measures/{measure}", status_code=303)

    @router.post(PATH + "/appeal-decision")
    def decide(request: Request, measure: Measure, upheld: Choice, zh: Said, en: Said) -> Response:
        """Decide what its person appealed against."""
        reasons = Bilingual(zh.strip(), en.strip())
        decide_measure(desk, staff.who(request), measure, is_upheld=upheld == YES, reasons=reasons)
        return RedirectResponse(f"/people/measures/{measure}", status_code=303)

    return router
