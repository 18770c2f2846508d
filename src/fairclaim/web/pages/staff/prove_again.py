"""Proving again who is there, before something that cannot be taken back: by password, or by passkey where there is one."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from fairclaim.domain.errors import FairclaimError
from fairclaim.services.identity.passkeys import own_passkeys
from fairclaim.services.identity.sessions import SignedIn as Session
from fairclaim.services.identity.sign_in import confirm_password
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.render import Pages, reader_of
from fairclaim.web.pages.sign_in_pages import own_path
from fairclaim.web.problems import status_of
from fairclaim.web.sign_in.grant import grant
from fairclaim.web.sign_in.signed_in import SignedIn, address_of

PATH = "/sign-in/again"


def prove_again_pages(pages: Pages, signed_in: SignedIn) -> APIRouter:
    """Return the routes."""
    router, door = desk_router(pages, signed_in), signed_in.door

    def form(request: Request, session: Session, to: str, *, error: FairclaimError | None = None) -> Response:
        return pages.render(
            "staff/again.html",
            reader_of(request),
            status=200 if error is None else status_of(error),
            who=session.caller,
            to=own_path(to),
            has_passkey=bool(own_passkeys(door, session)),
            minutes=int(door.rules.fresh.total_seconds() // 60),
            error=error.message if error is not None else None,
        )

    @router.get(PATH)
    def ask(request: Request, to: Annotated[str, Query(max_length=2_000)] = "/") -> Response:
        """Ask who is there."""
        return form(request, signed_in.session(request), to)

    @router.post(PATH)
    def prove(
        request: Request,
        password: Annotated[str, Form(max_length=1_000)],
        to: Annotated[str, Form(max_length=2_000)] = "/",
    ) -> Response:
        """Take the password as a proof, and go back."""
        session = signed_in.session(request)
        try:
            opened = confirm_password(door, session, password, address=address_of(request))
        except FairclaimError as error:
            return form(request, session, to, error=error)
        answer = RedirectResponse(own_path(to), status_code=303)
        grant(answer, opened, signed_in)
        return answer

    return router


def again_path(to: str) -> str:
    """Return the address of this page that leads back to another.

    Examples
    --------
    >>> again_path("/accounts?named=a b")
    '/sign-in/again?to=%2Faccounts%3Fnamed%3Da+b'
    """
    return f"{PATH}?{urlencode({'to': to})}"
