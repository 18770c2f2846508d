"""Routes for sessions: who is there, signing out, here and everywhere."""

from fastapi import APIRouter, Request, Response

from fairclaim.services.identity import sessions
from fairclaim.web.sign_in.answers import Id, OneSession, WhoIsThere
from fairclaim.web.sign_in.cookie import SESSION
from fairclaim.web.sign_in.signed_in import OF_A_SESSION, SignedIn


def session_routes(signed_in: SignedIn) -> APIRouter:
    """Return the routes."""
    router, door = APIRouter(), signed_in.door

    @router.get("/session", operation_id="who_is_there", openapi_extra=OF_A_SESSION)
    def who_is_there(request: Request, response: Response) -> WhoIsThere:
        """Tell who is signed in."""
        response.headers["Cache-Control"] = "no-store"
        return WhoIsThere.of(signed_in.session(request))

    @router.post("/sign-out", status_code=204, operation_id="sign_out", openapi_extra=OF_A_SESSION)
    def sign_out(request: Request, response: Response) -> None:
        """End this session."""
        sessions.sign_out(door, signed_in.session(request))
        signed_in.cookies.clear(response, SESSION)

    @router.get("/sessions", operation_id="own_sessions", openapi_extra=OF_A_SESSION)
    def own(request: Request) -> list[OneSession]:
        """List the own sessions."""
        who = signed_in.session(request)
        return [OneSession.of(session, this=who.session.id) for session in sessions.own_sessions(door, who)]

    @router.delete("/sessions", status_code=204, operation_id="sign_out_everywhere", openapi_extra=OF_A_SESSION)
    def end_all(request: Request, response: Response) -> None:
        """Sign out everywhere."""
        sessions.sign_out_everywhere(door, signed_in.session(request))
        signed_in.cookies.clear(response, SESSION)

    @router.delete("/sessions/{session}", status_code=204, operation_id="end_session", openapi_extra=OF_A_SESSION)
    def end(session: Id, request: Request) -> None:
        """End one of the own sessions."""
        sessions.end_own_session(door, signed_in.session(request), session)

    return router
