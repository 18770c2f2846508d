"""A policy beside its past: a version tried on what the desk has been through, and who put what in force when."""

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from fairclaim.domain.bilingual import Bilingual
from fairclaim.services.desk import Desk
from fairclaim.services.policy_history import StepKind, policy_history
from fairclaim.services.try_policy import MOST_TRIED, Source, try_policy
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.figures_page import midnight
from fairclaim.web.pages.policy_page import page_of
from fairclaim.web.pages.policy_tried import meant
from fairclaim.web.pages.render import Pages, reader_of
from fairclaim.web.sign_in.signed_in import SignedIn

STEPS = {
    StepKind.DRAFTED: Bilingual("起草", "drafted"),
    StepKind.PROPOSED: Bilingual("提议，开始影子运行", "proposed: runs in shadow"),
    StepKind.TAKEN_BACK: Bilingual("撤回提议，结束影子运行", "taken back: the shadow has ended"),
    StepKind.CONFIRMED: Bilingual("批准并使其生效", "approved and put in force"),
    StepKind.RESTORED: Bilingual("回退，重新生效", "rolled back: in force again"),
}
Day = Annotated[date | None, BeforeValidator(lambda text: text or None)]


class TrialAsked(BaseModel):
    """Which version is tried on which claims; days are the shop's, both included."""

    model_config = ConfigDict(str_max_length=64)

    version: int = Field(ge=1, le=1_000_000)
    category: str = ""
    source: Source = Source.OWN
    since: Day = None
    until: Day = None


def policy_past(pages: Pages, signed_in: SignedIn, desk: Desk) -> APIRouter:
    """Return the routes."""
    router = desk_router(pages, signed_in)

    @router.get("/policy/trial")
    def trial(request: Request, asked: Annotated[TrialAsked, Query()]) -> HTMLResponse:
        """Try a version on claims of the past, beside the one in force."""
        who = signed_in.session(request).caller
        tried = try_policy(
            desk,
            who,
            version=asked.version,
            category=asked.category or None,
            source=asked.source,
            filed_from=None if asked.since is None else midnight(asked.since),
            filed_before=None if asked.until is None else midnight(asked.until) + timedelta(days=1),
        )
        return page_of(
            pages,
            request,
            desk,
            who,
            asked.category,
            trial=asked,
            tried_here=tried,
            tried_version=asked.version,
            meant=meant(tried.simulation, *tried.currencies),
            MOST_TRIED=MOST_TRIED,
        )

    @router.get("/policy/history")
    def history(request: Request, category: Annotated[str, Query(max_length=64)] = "") -> HTMLResponse:
        """Show who drafted, proposed, approved and rolled back what."""
        who = signed_in.session(request).caller
        return pages.render(
            "policy/history.html",
            reader_of(request),
            who=who,
            category=category,
            steps=policy_history(desk, who, category=category or None),
            STEPS=STEPS,
        )

    return router
