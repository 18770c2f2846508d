"""Check a photo: hand in, wait, read, take home. Every page works without scripts; photos are opened elsewhere, in locked processes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from ipaddress import IPv6Address, ip_address
from time import monotonic
from typing import Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.datastructures import UploadFile

from fairclaim.domain.exhibit import Role
from fairclaim.report.wording import OUTCOME, ROLE
from fairclaim.services.caller import Caller
from fairclaim.services.errors import NotFoundError
from fairclaim.services.identity.errors import NotSignedInError
from fairclaim.web.api.file_names import file_name
from fairclaim.web.api.rate_limits import RateLimits
from fairclaim.web.check.checks import Checks
from fairclaim.web.check.errors import CheckOffError
from fairclaim.web.check.facts import CheckFacts
from fairclaim.web.check.limits import CheckLimits
from fairclaim.web.check.visit import OVER, RESULT, Handed, Stage, Visit
from fairclaim.web.pages.check_answer import carrying, first_view, strip, views
from fairclaim.web.pages.check_progress import follow, rows
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.render import Pages, reader_of
from fairclaim.web.sign_in.signed_in import SignedIn, address_of

FORM_BYTES: Final = 200_000
"""What a form holds besides its files."""
PATIENCE_S: Final = 20.0
"""How long a report is waited for that is still being made."""
SHOWN: Final[Mapping[str, str]] = {"jpg": "image/jpeg", "png": "image/png"}
"""What a browser shows on the page: copies, drawn from pixels."""
TAKEN_HOME: Final[Mapping[str, tuple[str, str]]] = {
    "report.html": ("text/html; charset=utf-8", "fairclaim-report.html"),
    "report-zh.pdf": ("application/pdf", "fairclaim-report-zh.pdf"),
    "report-en.pdf": ("application/pdf", "fairclaim-report-en.pdf"),
    RESULT: ("application/json", "fairclaim-examination.json"),
}
ABOUT_FILES: Final = {"Content-Security-Policy": "sandbox; default-src 'none'", "Cache-Control": "no-store"}
_OUTCOMES: Final = {outcome.value: word for outcome, word in OUTCOME.items()}
_ROLES: Final = {role.value: word for role, word in ROLE.items()}
Who = Callable[[Request], Caller | None]


def check_pages(
    pages: Pages, signed_in: SignedIn, checks: Checks | None, catalogue: Sequence[CheckFacts], *, is_open: bool
) -> APIRouter:
    """Return the routes.

    Parameters
    ----------
    checks : Checks or None
        None if the page is not offered; its address says so.
    catalogue : sequence of CheckFacts
        In the order in which they are asked.
    is_open : bool
        Whether anybody may come, or only who is signed in.
    """
    router = desk_router(pages, signed_in)
    limits = checks.limits if checks is not None else CheckLimits()
    router.max_body_size = limits.all_bytes + limits.file_bytes + FORM_BYTES

    def who(request: Request) -> Caller | None:
        if checks is None:
            raise CheckOffError
        try:
            return signed_in.session(request).caller
        except NotSignedInError:
            if is_open:
                return None
            raise

    _add_about(router, pages, catalogue, who)
    if checks is None:
        _add_off(router)
    else:
        _add_form(router, pages, checks, who)
        _add_visit(router, pages, checks, catalogue, who)
        _add_files(router, checks, who)
    return router


def _add_off(router: APIRouter) -> None:
    @router.get("/check")
    def say_off() -> None:
        """Say that there is no such page."""
        raise CheckOffError


def _add_form(router: APIRouter, pages: Pages, checks: Checks, who: Who) -> None:
    limits = checks.limits
    arrivals = RateLimits(requests=limits.checks, per=limits.per, seconds=monotonic)

    @router.get("/check")
    def ask(request: Request, removed: str = "") -> HTMLResponse:
        """Ask for the pictures."""
        return pages.render(
            "check.html", reader_of(request), who=who(request), limits=limits, was_removed=bool(removed)
        )

    @router.post("/check")
    async def hand_in(request: Request) -> Response:
        """Take the pictures in, and show how it goes on."""
        await run_in_threadpool(who, request)
        arrivals.take("", sender(request))
        checks.verify_room()
        async with request.form(max_files=100, max_fields=10) as form:
            files = [
                Handed(role, file_name(file.filename), await file.read())
                for role in Role
                for file in form.getlist(role.value)
                if isinstance(file, UploadFile) and file.filename
            ]
        visit = await run_in_threadpool(checks.hand_in, files)
        return RedirectResponse(f"/check/{visit.id}", status_code=303)


def _add_visit(router: APIRouter, pages: Pages, checks: Checks, catalogue: Sequence[CheckFacts], who: Who) -> None:
    @router.get("/check/{name}")
    def look(request: Request, name: str) -> HTMLResponse:
        """Show how far a check is, or its answer."""
        caller, visit = who(request), checks.find(name)
        if visit.has_answer:
            return pages.render("check_answer.html", reader_of(request), who=caller, visit=visit, **_answer(visit))
        events = visit.events()
        return pages.render(
            "check_wait.html",
            reader_of(request),
            who=caller,
            visit=visit,
            is_over=visit.stage in OVER,
            is_stopped=visit.stage is Stage.STOPPED,
            rows=rows(catalogue, events),
            ended=sum(event.kind == "found" for event in events),
            ahead=checks.ahead_of(visit),
            since=len(events),
        )

    @router.get("/check/{name}/events")
    async def tell(request: Request, name: str, since: int = 0) -> StreamingResponse:
        """Tell how it goes on, as it happens."""
        await run_in_threadpool(who, request)
        sent = request.headers.get("last-event-id", "")
        at = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 6 else max(0, since)
        stream = follow(checks, checks.find(name), since=at, language=reader_of(request).language)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(stream, media_type="text/event-stream", headers=headers)

    @router.post("/check/{name}/stop")
    def stop(request: Request, name: str) -> Response:
        """End a check."""
        who(request)
        checks.stop(checks.find(name))
        return RedirectResponse(f"/check/{name}", status_code=303)

    @router.post("/check/{name}/remove")
    def remove(request: Request, name: str) -> Response:
        """Remove a check with everything that belongs to it."""
        who(request)
        checks.remove(checks.find(name))
        return RedirectResponse("/check?removed=1", status_code=303)


def _add_files(router: APIRouter, checks: Checks, who: Who) -> None:
    @router.get("/check/{name}/files/{file}")
    def send(request: Request, name: str, file: str) -> Response:
        """Send a picture of the page, or a report."""
        who(request)
        visit = checks.find(name)
        if file in TAKEN_HOME:
            media_type, called = TAKEN_HOME[file]
            headers = {**ABOUT_FILES, "Content-Disposition": f'attachment; filename="{called}"'}
            return Response(visit.shown(file, patience_s=PATIENCE_S), media_type=media_type, headers=headers)
        media_type = SHOWN.get(file.rpartition(".")[2], "")
        if not media_type:
            raise NotFoundError
        return Response(visit.shown(file), media_type=media_type, headers=dict(ABOUT_FILES))


def _add_about(router: APIRouter, pages: Pages, catalogue: Sequence[CheckFacts], who: Who) -> None:
    by_name = {facts.name: facts for facts in catalogue}

    @router.get("/check/about/{check}")
    def explain(request: Request, check: str, answer: str = "") -> HTMLResponse:
        """Say what a check asks, where it comes from, and what fools it; the way back leads to an answer."""
        caller = who(request)
        if check not in by_name:
            raise NotFoundError
        return pages.render(
            "check_about.html",
            reader_of(request),
            who=caller,
            facts=by_name[check],
            outcomes=_OUTCOMES,
            answer=quote(answer, safe=""),
        )


def sender(request: Request) -> str:
    """Return whose bucket a request is counted in: an address, or the network that one IPv6 customer gets."""
    given = address_of(request)
    try:
        address = ip_address(given)
    except ValueError:
        return given
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return address.exploded[:19]  # a /64
    return str(getattr(address, "ipv4_mapped", None) or address)


def _answer(visit: Visit) -> dict[str, Any]:
    record, words = visit.record, visit.words
    found = views(record, words, visit.files)
    return {
        "record": record,
        "words": words,
        "strip": strip(record, words),
        "views": {view.finding: view for view in found},
        "first": first_view(record, words, found),
        "told": {view.finding: asdict(view) for view in found},
        "carrying": carrying(record, words),
        "roles": _ROLES,
    }
