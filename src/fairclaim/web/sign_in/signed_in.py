"""The authenticator: who sends this request, by API key or by session cookie.

It is the same question for every route, and the check against other sites' pages is part of the answer, so that no route can
forget it.
"""

from typing import Any, Final

from fastapi import Request

from fairclaim.services.caller import Caller
from fairclaim.services.grants import Action
from fairclaim.services.identity import sessions
from fairclaim.services.identity.api_keys import key_holder
from fairclaim.services.identity.door import Door
from fairclaim.services.identity.errors import NotSignedInError, OutOfScopeError, StepUpNeededError
from fairclaim.web.sign_in.cookie import SESSION, Cookies, cookies_for
from fairclaim.web.sign_in.same_origin import verify_same_origin

SCHEME = "bearer"
OF_NOBODY: Final[dict[str, Any]] = {"security": []}
"""How the API's document describes a route that asks nobody who they are."""
OF_A_SESSION: Final[dict[str, Any]] = {"security": [{"session": []}]}
"""How it describes one that is for people and takes no API key."""


class SignedIn:
    """Tells who sends a request.

    Parameters
    ----------
    door : Door
        Its site's origin decides what cookies are called and which pages may change something.

    Raises
    ------
    UsageError
        If the origin is neither https nor on the own machine.
    """

    def __init__(self, door: Door) -> None:
        self.door = door
        self.cookies: Cookies = cookies_for(door.site.origin)

    def caller(self, request: Request, action: Action | None = None) -> Caller:
        """Return who sends a request.

        Parameters
        ----------
        action : Action or None
            What will be asked for, to refuse a key without this scope by name. The desk's own ``authorize`` refuses it in any case.

        Raises
        ------
        NotSignedInError
            If nobody is signed in, or the key does not hold.
        CrossOriginError
            If a session's request that changes something comes from another site's page.
        OutOfScopeError
            If the key lacks the scope of the action.
        """
        sent = bearer(request)
        if sent is None:
            return self.session(request).caller
        who = key_holder(self.door, sent)
        if action is not None and who.scopes is not None and action.value not in who.scopes:
            raise OutOfScopeError(action.value)
        return who

    def fresh(self, request: Request) -> Caller:
        """Return who sends a request for something sensitive: a person who has shown lately who they are.

        Raises
        ------
        StepUpNeededError
            If they have not, or a key was sent.
        NotSignedInError, CrossOriginError
            See :meth:`caller`.
        """
        if bearer(request) is not None:
            key_holder(self.door, bearer(request) or "")
            raise StepUpNeededError
        who = self.session(request)
        sessions.verify_fresh(self.door, who)
        return who.caller

    def session(self, request: Request) -> sessions.SignedIn:
        """Return the session of a browser.

        Raises
        ------
        NotSignedInError, CrossOriginError
            See :meth:`caller`.
        """
        token = self.token(request)
        if token is None:
            raise NotSignedInError
        verify_same_origin(request, origin=self.door.site.origin)
        return sessions.signed_in(self.door, token)

    def token(self, request: Request) -> str | None:
        """Return the session's token that a browser sent, genuine or not."""
        return self.cookies.read(request, SESSION)


def bearer(request: Request) -> str | None:
    """Return what stands behind ``Authorization: Bearer``; None where there is no such header.

    Raises
    ------
    NotSignedInError
        If there is another kind of authorization. It is not ignored in favour of a cookie.
    """
    header = request.headers.get("authorization")
    if header is None:
        return None
    scheme, _, rest = header.partition(" ")
    if scheme.lower() != SCHEME or not rest.strip():
        raise NotSignedInError
    return rest.strip()


def address_of(request: Request) -> str:
    """Return where a request comes from, as the server sees it. Forwarded headers are the server's affair, not ours."""
    return request.client.host if request.client is not None else ""
