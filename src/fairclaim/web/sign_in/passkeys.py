"""Routes for passkeys. Options and credentials are the JSON forms of WebAuthn Level 3, as browsers read and write them."""

from typing import Any

from fastapi import APIRouter, Request, Response

from fairclaim.services.identity import passkeys
from fairclaim.web.sign_in.answers import Credential, Id, OnePasskey, PasskeySignIn, TenantOnly, WhoIsThere
from fairclaim.web.sign_in.grant import grant
from fairclaim.web.sign_in.signed_in import OF_A_SESSION, OF_NOBODY, SignedIn, address_of


def passkey_routes(signed_in: SignedIn) -> APIRouter:
    """Return the routes."""
    router, door = APIRouter(), signed_in.door

    @router.post("/passkey/options", operation_id="passkey_options", openapi_extra=OF_NOBODY)
    def options(body: TenantOnly, request: Request) -> dict[str, Any]:
        """Begin a sign-in by passkey."""
        return passkeys.options_to_sign_in(door, body.tenant, address=address_of(request))

    @router.post("/passkey/verify", operation_id="sign_in_by_passkey", openapi_extra=OF_NOBODY)
    def verify(body: PasskeySignIn, request: Request, response: Response) -> WhoIsThere:
        """End a sign-in by passkey."""
        opened = passkeys.sign_in_by_passkey(
            door, body.tenant, body.credential, address=address_of(request), replaces=signed_in.token(request)
        )
        return grant(response, opened, signed_in)

    @router.post("/step-up/options", operation_id="step_up_options", openapi_extra=OF_A_SESSION)
    def step_up_options(request: Request) -> dict[str, Any]:
        """Begin to prove again who is there."""
        return passkeys.options_to_step_up(door, signed_in.session(request))

    @router.post("/step-up/verify", operation_id="step_up", openapi_extra=OF_A_SESSION)
    def step_up(body: Credential, request: Request, response: Response) -> WhoIsThere:
        """Prove again who is there; the session gets a new token."""
        opened = passkeys.step_up(door, signed_in.session(request), body.credential)
        return grant(response, opened, signed_in)

    @router.post("/passkeys/options", operation_id="options_to_add_passkey", openapi_extra=OF_A_SESSION)
    def options_to_add(request: Request) -> dict[str, Any]:
        """Begin to add a passkey."""
        return passkeys.options_to_add(door, signed_in.session(request))

    @router.post("/passkeys", status_code=201, operation_id="add_passkey", openapi_extra=OF_A_SESSION)
    def add(body: Credential, request: Request) -> OnePasskey:
        """Add a passkey."""
        return OnePasskey.of(passkeys.add_passkey(door, signed_in.session(request), body.credential))

    @router.get("/passkeys", operation_id="own_passkeys", openapi_extra=OF_A_SESSION)
    def mine(request: Request) -> list[OnePasskey]:
        """List the own passkeys."""
        return [OnePasskey.of(passkey) for passkey in passkeys.own_passkeys(door, signed_in.session(request))]

    @router.delete("/passkeys/{passkey}", status_code=204, operation_id="remove_passkey", openapi_extra=OF_A_SESSION)
    def remove(passkey: Id, request: Request) -> None:
        """Remove one of the own passkeys."""
        passkeys.remove_passkey(door, signed_in.session(request), passkey)

    return router
