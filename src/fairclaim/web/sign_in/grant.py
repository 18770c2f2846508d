"""Handing a browser its session."""

from fastapi import Response

from fairclaim.services.identity.sessions import Opened, signed_in
from fairclaim.web.sign_in.answers import WhoIsThere
from fairclaim.web.sign_in.cookie import SESSION
from fairclaim.web.sign_in.signed_in import SignedIn


def grant(response: Response, opened: Opened, door: SignedIn) -> WhoIsThere:
    """Set the cookie of a session that was opened or has a new token, and tell who is there. Nobody keeps the answer."""
    door.cookies.write(response, SESSION, opened.token)
    response.headers["Cache-Control"] = "no-store"
    return WhoIsThere.of(signed_in(door.door, opened.token))
