"""Routes for passkeys. Options and credentials are the JSON forms of WebAuthn Level 3, as browsers read and write them."""

from typing import Any

from fastapi import APIRouter, Request, Response

from fairclaim.services.identity import passkeys
from fairclaim.web.sign_in.answers import Credential, Id, OnePasskey, PasskeySignIn, TenantOnly, WhoIsThere
from fairclaim.web.sign_in.grant import grant
from fairclaim.web.sign_in.signed_in import SignedIn, address_of


def passkey_routes(signed_in: SignedIn) -> APIRouter:
    """Return the routes."""
    router, door = APIRouter(), signed_in.door

    @router.post("/passkey/options")
    def options(body: TenantOnly, request: Request) -> dict[str, Any]:
        """Begin a sign-in by passkey."""
        return passkeys.options_to_sign_in(door, body.tenant, address=address_of(request))

    @router.post("/passkey/verify")
    def verify(body: PasskeySignIn, request: Request, response: Response) -> WhoIsThere:
        """End a sign-in by passkey."""
        opened = passkeys.sign_in_by_passkey(
            door, body.tenant, body.credential, address=address_of(request), replaces=signed_in.token(request)
        )
        return grant(response, opened, signed_in)

    @router.post("/step-up/options")
    def step_up_options(request: Request) -> dict[str, Any]:
        """Begin to prove again who is there."""
        return passkeys.options_to_step_up(door, signed_in.session(request))

    @router.post("/step-up/verify")
    def step_up(body: Credential, request: Request, response: Response) -> WhoIsThere:
        """Prove again who is there; the session gets a new token."""
        opened = passkeys.step_up(door, signed_in.session(request), body.credential)
        return grant(response, opened, signed_in)

    @router.post("/passkeys/options")
    def options_to_add(request: Request) -> dict[str, Any]:
        """Begin to add a passkey."""
        return passkeys.options_to_add(door, signed_in.session(request))

    @router.post("/passkeys", status_code=201)
    def add(body: Credential, request: Request) -> OnePasskey:
        """Add a passkey."""
        return OnePasskey.of(passkeys.add_passkey(door, signed_in.session(request), body.credential))

    @router.get("/passkeys")
    def mine(request: Request) -> list[OnePasskey]:
        """List the own passkeys."""
        return [OnePasskey.of(passkey) for passkey in passkeys.own_passkeys(door, signed_in.session(request))]

    @router.delete("/passkeys/{passkey}", status_code=204)
    def remove(passkey: Id, request: Request) -> None:
        """Remove one of the own passkeys."""
        passkeys.remove_passkey(door, signed_in.session(request), passkey)

    return router
