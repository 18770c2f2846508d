"""What people asked to have corrected or erased: the oldest first, with its clock, answered with reasons, and what was done."""

from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import RedirectResponse, Response

from fairclaim.credit.fading import REMEMBERED
from fairclaim.services.own_data import ANSWERED_WITHIN, answer_correction
from fairclaim.services.see_wishes import answered_wishes, erase_as_asked, see_wishes
from fairclaim.web.api.words import ID
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.staff.measure_pages import YES, Choice
from fairclaim.web.pages.staff.people_pages import Said
from fairclaim.web.pages.staff.staff_page import StaffPages

PATH = "/wishes"
Wish = Annotated[str, Path(pattern=ID)]


def wishes_pages(staff: StaffPages) -> APIRouter:
    """Return the routes."""
    router, desk = desk_router(staff.pages, staff.signed_in), staff.desk

    @router.get(PATH)
    def waiting(request: Request) -> Response:
        """Show what waits, and what was answered lately. That somebody looked is written down."""
        who = staff.who(request)
        return staff.render(
            request,
            "staff/wishes.html",
            waiting=see_wishes(desk, who),
            answered=answered_wishes(desk, who),
            days=ANSWERED_WITHIN.days,
            remembered=REMEMBERED,
        )

    @router.post(PATH + "/{wish}/answer")
    def answer(request: Request, wish: Wish, accepted: Choice, reasons: Said) -> Response:
        """Answer a wish with reasons; an accepted field is replaced at once."""
        answer_correction(desk, staff.who(request), wish, is_accepted=accepted == YES, reasons=reasons)
        return RedirectResponse(f"{PATH}#{wish}", status_code=303)

    @router.post(PATH + "/{wish}/erasure")
    def erase(request: Request, wish: Wish, sure: Annotated[str, Form(pattern="^yes$")]) -> Response:
        """Erase the person whose wish for it was accepted; only who has just proved who they are does that."""
        del sure
        erase_as_asked(desk, staff.signed_in.fresh(request), wish)
        return RedirectResponse(f"{PATH}#{wish}", status_code=303)

    return router
