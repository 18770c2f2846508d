"""The policy editors' room: versions and where they stand, a draft from a file, what a shadow would change, and two people who publish."""

from collections.abc import Callable
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Query, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from fairclaim.domain.errors import FairclaimError
from fairclaim.policy.life import Stage
from fairclaim.policy.problems import PolicyError
from fairclaim.services.caller import Caller, Role
from fairclaim.services.change_policy import (
    check_policy,
    confirm_policy,
    draft_policy,
    end_shadow,
    list_policies,
    roll_back_policy,
    simulate_policy,
    start_shadow,
)
from fairclaim.services.desk import Desk
from fairclaim.services.read_policy import read_policy
from fairclaim.services.shadow_report import shadow_report
from fairclaim.web.errors import BodyTooLargeError
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.names import CATEGORIES, ROUTES
from fairclaim.web.pages.policy_tried import OUTCOMES, meant
from fairclaim.web.pages.policy_words import STAGES
from fairclaim.web.pages.render import Pages, reader_of
from fairclaim.web.pages.review.load_page import FEW
from fairclaim.web.problems import status_of
from fairclaim.web.sign_in.signed_in import SignedIn

POLICY_BYTES = 2_000_000
HISTORY_BYTES = 50_000_000
Text = Annotated[str, Form(max_length=2_000)]
Version = Annotated[int, Form(ge=1, le=1_000_000)]
Category = Annotated[str, Query(max_length=64)]


def policy_pages(pages: Pages, signed_in: SignedIn, desk: Desk) -> APIRouter:
    """Return the routes."""
    router = desk_router(pages, signed_in)

    def who(request: Request) -> Caller:
        return signed_in.session(request).caller

    _add_reading(router, pages, desk, who)
    _add_moves(router, desk, who)
    return router


def _add_reading(router: APIRouter, pages: Pages, desk: Desk, who: Callable[[Request], Caller]) -> None:
    @router.get("/policy")
    def show(request: Request, category: Category = "") -> HTMLResponse:
        """Show the versions, and what the one in shadow would change."""
        return page_of(pages, request, desk, who(request), category)

    @router.post("/policy/drafts")
    def draft(request: Request, file: Annotated[UploadFile, File()], category: Text = "") -> Response:
        """Keep a file as a draft, or say what is wrong with it."""
        caller, data = who(request), read_whole(file, POLICY_BYTES)
        try:
            doubts = check_policy(desk, caller, data).doubts
            draft_policy(desk, caller, data, category=category or None)
        except PolicyError as error:
            wrong = tuple(one.sentence() for one in error.problems)
            return page_of(pages, request, desk, caller, category, status=422, wrong=wrong)
        said = tuple(one.sentence() for one in doubts)
        return page_of(pages, request, desk, caller, category, doubts=said) if said else to_policy(category)

    @router.post("/policy/simulation")
    def simulate(
        request: Request, version: Version, history: Annotated[UploadFile, File()], category: Text = ""
    ) -> HTMLResponse:
        """Try a version on past claims, beside the one in force."""
        caller, lines = who(request), read_whole(history, HISTORY_BYTES).splitlines()
        try:
            tried = simulate_policy(desk, caller, lines, version=version, category=category or None)
        except FairclaimError as error:
            status, wrong = status_of(error), (error.message,)
            return page_of(pages, request, desk, caller, category, status=status, wrong=wrong)
        currencies = [
            read_policy(desk, caller, version=one, category=category or None).policy.currency for one in (version, None)
        ]
        return page_of(
            pages,
            request,
            desk,
            caller,
            category,
            tried=tried,
            tried_version=version,
            meant=meant(tried.simulation, *currencies),
        )


def _add_moves(router: APIRouter, desk: Desk, who: Callable[[Request], Caller]) -> None:
    @router.post("/policy/shadow")
    def shadow(request: Request, version: Version, category: Text = "") -> Response:
        """Propose a draft: it runs beside the one in force."""
        start_shadow(desk, who(request), version, category=category or None)
        return to_policy(category)

    @router.post("/policy/shadow-end")
    def end(request: Request, version: Version, category: Text = "") -> Response:
        """Take a proposal back."""
        end_shadow(desk, who(request), version, category=category or None)
        return to_policy(category)

    @router.post("/policy/confirmation")
    def confirm(request: Request, version: Version, digest: Text, category: Text = "") -> Response:
        """Put what somebody else has proposed in force; the digest is that of the page that was read."""
        confirm_policy(desk, who(request), version, digest=digest, category=category or None)
        return to_policy(category)

    @router.post("/policy/rollback")
    def roll_back(request: Request, version: Version, why: Text, category: Text = "") -> Response:
        """Put a retired version in force again, at once."""
        roll_back_policy(desk, who(request), version, why=why, category=category or None)
        return to_policy(category)


def page_of(
    pages: Pages, request: Request, desk: Desk, who: Caller, category: str, *, status: int = 200, **more: object
) -> HTMLResponse:
    """Return the page of a category's versions, with what an attempt has said."""
    versions = list_policies(desk, who, category=category or None)
    in_shadow = next((one for one in versions if one.stage is Stage.SHADOW), None)
    report = None if in_shadow is None else shadow_report(desk, who, in_shadow.version, category=category or None)
    said = {
        "wrong": (),
        "doubts": (),
        "tried": None,
        "tried_here": None,
        "trial": None,
        "tried_version": None,
        "meant": (),
    } | more
    return pages.render(
        "policy.html",
        reader_of(request),
        status=status,
        who=who,
        category=category,
        versions=tuple(reversed(versions)),
        report=report,
        STAGES=STAGES,
        FEW=FEW,
        ROUTES=ROUTES,
        CATEGORIES=CATEGORIES,
        OUTCOMES=OUTCOMES,
        may_change=Role.POLICY_EDITOR in who.roles,
        **said,
    )


def to_policy(category: str) -> Response:
    """Go to the versions of a category."""
    address = f"/policy?category={quote(category)}" if category else "/policy"
    return RedirectResponse(address, status_code=303)


def read_whole(file: UploadFile, most: int) -> bytes:
    """Return an uploaded file.

    Raises
    ------
    BodyTooLargeError
        If it has more bytes than it may.
    """
    data = file.file.read(most + 1)
    if len(data) > most:
        raise BodyTooLargeError(most)
    return data
