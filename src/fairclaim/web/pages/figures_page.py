"""The desk's figures over a chosen time, for who steers it: drawn, with the table behind each plot and what few cases do not say."""

from datetime import date, datetime, time, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.money import Money
from fairclaim.domain.verdict import Call
from fairclaim.services.desk import Desk
from fairclaim.services.figures_in_time import BINS, figures_in_time
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.names import ROUTES
from fairclaim.web.pages.render import SHOP_TIME, Pages, reader_of
from fairclaim.web.pages.review.load_page import FEW, share
from fairclaim.web.sign_in.signed_in import SignedIn

CHOICES = (30, 91, 364, 0)
"""Days that a link offers; 0 is all time."""
WAITS = (
    Bilingual("1 小时内", "within 1 h"),
    Bilingual("6 小时内", "within 6 h"),
    Bilingual("1 天内", "within a day"),
    Bilingual("2 天内", "within 2 days"),
    Bilingual("3 天内", "within 3 days"),
    Bilingual("7 天内", "within 7 days"),
    Bilingual("7 天以上", "7 days and more"),
)
CALLS = {
    Call.NO_TRACE: Bilingual("未见痕迹", "no trace"),
    Call.CANNOT_TELL: Bilingual("无法判断", "cannot tell"),
    Call.FORGED: Bilingual("发现编辑或生成的证据", "evidence of editing"),
}


def figures_pages(pages: Pages, signed_in: SignedIn, desk: Desk, *, forged_from: float) -> APIRouter:
    """Return the route.

    Parameters
    ----------
    forged_from : float
        Least probability at which an examination says "forged".
    """
    router = desk_router(pages, signed_in)

    @router.get("/desk-figures")
    def show(
        request: Request,
        days: Annotated[int, Query(ge=0, le=3_650)] = 91,
        since: Annotated[date | None, Query()] = None,
        until: Annotated[date | None, Query()] = None,
    ) -> HTMLResponse:
        """Show what was filed in the last days, or from a day to another, both included."""
        who, now = signed_in.session(request).caller, desk.now()
        chosen = since is not None or until is not None
        begins = None if since is None else midnight(since)
        if not chosen and days:
            begins = now - timedelta(days=days)
        ends = None if until is None else midnight(until) + timedelta(days=1)
        found = figures_in_time(desk, who, filed_from=begins, filed_before=ends)
        return pages.render(
            "desk_figures.html",
            reader_of(request),
            who=who,
            found=found,
            money=[Money(minor, currency) for currency, minor in sorted(found.whole.refunded_minor.items())],
            chosen=None if chosen else days,
            since=since,
            until=until,
            forged_from=forged_from,
            share=share,
            day=lambda moment: moment.astimezone(SHOP_TIME).date(),
            CHOICES=CHOICES,
            WAITS=WAITS,
            CALLS=CALLS,
            ROUTES=ROUTES,
            BINS=BINS,
            FEW=FEW,
        )

    return router


def midnight(day: date) -> datetime:
    """Return when a day begins where the shop is."""
    return datetime.combine(day, time(), tzinfo=SHOP_TIME)
