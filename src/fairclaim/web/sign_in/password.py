"""Routes for passwords: sign in, the first one by a link, a new one, and proving oneself again."""

from fastapi import APIRouter, Request, Response

from fairclaim.services.identity.invitations import accept_invitation
from fairclaim.services.identity.sign_in import change_password, confirm_password, sign_in
from fairclaim.web.sign_in.answers import Invitation, PasswordAgain, PasswordChange, PasswordSignIn, WhoIsThere
from fairclaim.web.sign_in.grant import grant
from fairclaim.web.sign_in.signed_in import OF_A_SESSION, OF_NOBODY, SignedIn, address_of


def password_routes(signed_in: SignedIn) -> APIRouter:
    """Return the routes."""
    router, door = APIRouter(), signed_in.door

    @router.post("/password", operation_id="sign_in_by_password", openapi_extra=OF_NOBODY)
    def by_password(body: PasswordSignIn, request: Request, response: Response) -> WhoIsThere:
        """Sign in by password."""
        opened = sign_in(
            door,
            body.tenant,
            body.login,
            body.password,
            address=address_of(request),
            replaces=signed_in.token(request),
        )
        return grant(response, opened, signed_in)

    @router.post("/invitation", operation_id="accept_invitation", openapi_extra=OF_NOBODY)
    def by_invitation(body: Invitation, request: Request, response: Response) -> WhoIsThere:
        """Set a password by a one-time link, and sign in."""
        opened = accept_invitation(
            door, body.token, body.password, address=address_of(request), replaces=signed_in.token(request)
        )
        return grant(response, opened, signed_in)

    @router.post("/password/change", operation_id="change_password", openapi_extra=OF_A_SESSION)
    def new_password(body: PasswordChange, request: Request, response: Response) -> WhoIsThere:
        """Change the own password; every other session ends."""
        who = signed_in.session(request)
        opened = change_password(door, who, body.old, body.new, address=address_of(request))
        return grant(response, opened, signed_in)

    @router.post("/password/again", operation_id="confirm_password", openapi_extra=OF_A_SESSION)
    def password_again(body: PasswordAgain, request: Request, response: Response) -> WhoIsThere:
        """Prove again who is there, by password."""
        who = signed_in.session(request)
        return grant(response, confirm_password(door, who, body.password, address=address_of(request)), signed_in)

    return router
