"""All routes of the door under ``/api/v1/sign-in``. Every route that changes something takes JSON from the desk's own pages only."""

from fastapi import APIRouter, Depends, Request

from fairclaim.web.sign_in.accounts import account_routes
from fairclaim.web.sign_in.keys import key_routes
from fairclaim.web.sign_in.passkeys import passkey_routes
from fairclaim.web.sign_in.password import password_routes
from fairclaim.web.sign_in.providers import provider_routes
from fairclaim.web.sign_in.same_origin import verify_same_origin
from fairclaim.web.sign_in.sessions import session_routes
from fairclaim.web.sign_in.signed_in import SignedIn

PREFIX = "/api/v1/sign-in"


def sign_in_router(signed_in: SignedIn) -> APIRouter:
    """Return the routes.

    Parameters
    ----------
    signed_in : SignedIn
        The authenticator, with its door.
    """

    def from_own_page(request: Request) -> None:
        verify_same_origin(request, origin=signed_in.door.site.origin)

    router = APIRouter(prefix=PREFIX, tags=["sign-in"], dependencies=[Depends(from_own_page)])
    for routes in (password_routes, passkey_routes, provider_routes, session_routes, account_routes, key_routes):
        router.include_router(routes(signed_in))
    return router
