"""Coming in and going out: by password, and by the one-time link of an invitation. Plain forms, which work without scripts."""

from contextlib import suppress
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from fairclaim.domain.errors import FairclaimError
from fairclaim.services.identity.errors import NotSignedInError
from fairclaim.services.identity.invitations import accept_invitation
from fairclaim.services.identity.sessions import sign_out
from fairclaim.services.identity.sign_in import sign_in
from fairclaim.web.pages.render import LANGUAGE_COOKIE, Pages, reader_of
from fairclaim.web.problems import status_of
from fairclaim.web.sign_in.cookie import SESSION
from fairclaim.web.sign_in.grant import grant
from fairclaim.web.sign_in.same_origin import verify_same_origin
from fairclaim.web.sign_in.signed_in import SignedIn, address_of

YEAR_S = 365 * 24 * 3600
Field = Annotated[str, Form(max_length=200)]
Secret = Annotated[str, Form(max_length=1_000)]


def sign_in_pages(pages: Pages, signed_in: SignedIn) -> APIRouter:
    """Return the routes."""
    door = signed_in.door

    def from_own_page(request: Request) -> None:
        verify_same_origin(request, origin=door.site.origin)

    router = APIRouter(include_in_schema=False, dependencies=[Depends(from_own_page)])
    _add_password(router, pages, signed_in)
    _add_invitation(router, pages, signed_in)
    _add_leaving(router, signed_in)
    return router


def _add_password(router: APIRouter, pages: Pages, signed_in: SignedIn) -> None:
    door = signed_in.door

    def form(
        request: Request, *, tenant: str = "", login: str = "", to: str = "/", error: FairclaimError | None = None
    ) -> HTMLResponse:
        return pages.render(
            "sign_in.html",
            reader_of(request),
            status=200 if error is None else status_of(error),
            tenant=tenant,
            login=login,
            to=own_path(to),
            error=error.message if error is not None else None,
        )

    @router.get("/sign-in")
    def ask(request: Request, tenant: str = "", to: str = "/") -> HTMLResponse:
        """Ask who is there."""
        return form(request, tenant=tenant[:64], to=to)

    @router.post("/sign-in")
    def come_in(request: Request, tenant: Field, login: Field, password: Secret, to: Field = "/") -> Response:
        """Sign in, and go on to where the person wanted to be."""
        try:
            opened = sign_in(
                door,
                tenant.strip(),
                login.strip(),
                password,
                address=address_of(request),
                replaces=signed_in.token(request),
            )
        except FairclaimError as error:
            return form(request, tenant=tenant, login=login, to=to, error=error)
        answer = RedirectResponse(own_path(to), status_code=303)
        grant(answer, opened, signed_in)
        return answer


def _add_invitation(router: APIRouter, pages: Pages, signed_in: SignedIn) -> None:
    door = signed_in.door

    @router.get("/sign-in/invitation")
    def invite(request: Request) -> HTMLResponse:
        """Ask for a first password. The token stands behind the # of the link, where no server sees it; a script moves it."""
        return pages.render("invitation.html", reader_of(request), error=None, token="")

    @router.post("/sign-in/invitation")
    def accept(request: Request, token: Secret, password: Secret, again: Secret) -> Response:
        """Set the first password and come in."""
        reader = reader_of(request)
        if password != again:
            return pages.render("invitation.html", reader, status=422, error="differ", token=token)
        try:
            opened = accept_invitation(
                door, token, password, address=address_of(request), replaces=signed_in.token(request)
            )
        except FairclaimError as error:
            return pages.render("invitation.html", reader, status=status_of(error), error=error.message, token=token)
        answer = RedirectResponse("/", status_code=303)
        grant(answer, opened, signed_in)
        return answer


def _add_leaving(router: APIRouter, signed_in: SignedIn) -> None:
    door = signed_in.door

    @router.post("/sign-out")
    def go_out(request: Request) -> Response:
        """End this session."""
        answer = RedirectResponse("/sign-in", status_code=303)
        with suppress(NotSignedInError):  # gone already
            sign_out(door, signed_in.session(request))
        signed_in.cookies.clear(answer, SESSION)
        return answer

    @router.post("/language")
    def choose(language: Field, to: Field = "/") -> Response:
        """Keep the language that a reader has chosen."""
        answer = RedirectResponse(own_path(to), status_code=303)
        chosen = "zh" if language == "zh" else "en"
        answer.set_cookie(
            LANGUAGE_COOKIE, chosen, max_age=YEAR_S, samesite="lax", httponly=True, secure=signed_in.cookies.is_secure
        )
        return answer


def own_path(wanted: str) -> str:
    """Return a path of this desk to go on to; the start for anything that might lead elsewhere.

    Examples
    --------
    >>> own_path("/claims?state=filed"), own_path("//elsewhere.example"), own_path("https://elsewhere.example")
    ('/claims?state=filed', '/', '/')
    """
    if not wanted.startswith("/") or wanted.startswith(("//", "/\\")) or any(char <= " " for char in wanted):
        return "/"
    return quote(wanted, safe="/?=&%-_.~")
