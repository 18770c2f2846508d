"""Routes of pages for people who are signed in: others are led to the sign-in, and an error is a page that says what to do next."""

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Depends, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from fastapi.routing import APIRoute

from fairclaim.domain.errors import FairclaimError
from fairclaim.services.identity.errors import NotSignedInError, StepUpNeededError
from fairclaim.web.pages.render import Pages, reader_of
from fairclaim.web.problems import Problem, malformed, next_step, problem_of
from fairclaim.web.sign_in.same_origin import verify_same_origin
from fairclaim.web.sign_in.signed_in import SignedIn

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def desk_router(pages: Pages, signed_in: SignedIn) -> APIRouter:
    """Return a router whose routes answer with pages, whatever happens.

    Whatever changes something must come from one of the desk's own pages. A request of htmx (``HX-Request``) is told of an error
    by a piece of page that goes into ``#trouble``.
    """
    origin = signed_in.door.site.origin

    def from_own_page(request: Request) -> None:
        verify_same_origin(request, origin=origin)

    class DeskRoute(APIRoute):
        def get_route_handler(self) -> Handler:
            handle = super().get_route_handler()

            async def guarded(request: Request) -> Response:
                try:
                    return await handle(request)
                except NotSignedInError:
                    return to_sign_in(request)
                except StepUpNeededError:
                    return to_prove(request)
                except FairclaimError as error:
                    return trouble(pages, request, problem_of(error))
                except RequestValidationError as error:
                    return trouble(pages, request, malformed(error))

            return guarded

    return APIRouter(include_in_schema=False, route_class=DeskRoute, dependencies=[Depends(from_own_page)])


def to_sign_in(request: Request) -> Response:
    """Lead a browser to the sign-in, and afterwards back to where it was."""
    if is_partial(request):
        back = request.headers.get("hx-current-url", "/").partition("://")[2].partition("/")[2]
        return Response(status_code=401, headers={"HX-Redirect": f"/sign-in?to={quote('/' + back)}"})
    back = reader_of(request).path if request.method == "GET" else "/"
    return RedirectResponse(f"/sign-in?to={quote(back)}", status_code=303)


def to_prove(request: Request) -> Response:
    """Lead a browser to prove again who is there, and afterwards back to the page whose form it sent."""
    page = urlsplit(request.headers.get("hx-current-url") or request.headers.get("referer") or "/")
    path = page.path + (f"?{page.query}" if page.query else "")
    there = f"/sign-in/again?to={quote(path or '/')}"
    if is_partial(request):
        return Response(status_code=403, headers={"HX-Redirect": there})
    return RedirectResponse(there, status_code=303)


def trouble(pages: Pages, request: Request, problem: Problem) -> Response:
    """Say what went wrong and what to do next."""
    partial = is_partial(request)
    answer = pages.render(
        "trouble_part.html" if partial else "trouble.html",
        reader_of(request),
        status=problem.status,
        problem=problem,
        to_do=next_step(problem.status),
        request_id=getattr(request.state, "request_id", None),
    )
    for name, value in (problem.headers or {}).items():
        answer.headers[name] = value
    if partial:
        answer.headers.update({"HX-Retarget": "#trouble", "HX-Reswap": "innerHTML"})
    return answer


def is_partial(request: Request) -> bool:
    """Tell whether a page of ours asks for a piece of itself."""
    return request.headers.get("hx-request") == "true"
