"""Routes for administrators: API keys. What changes something needs a fresh proof of who asks."""

from datetime import timedelta

from fastapi import APIRouter, Request, Response

from fairclaim.services.identity import api_keys
from fairclaim.web.sign_in.answers import Id, IssuedKey, NewKey, OneKey, Rotation
from fairclaim.web.sign_in.signed_in import OF_A_SESSION, SignedIn


def key_routes(signed_in: SignedIn) -> APIRouter:
    """Return the routes."""
    router, door = APIRouter(prefix="/keys"), signed_in.door

    @router.get("", operation_id="all_keys")
    def all_keys(request: Request) -> list[OneKey]:
        """List all keys."""
        return [OneKey.of(key) for key in api_keys.all_keys(door, signed_in.caller(request))]

    @router.post("", status_code=201, operation_id="issue_key", openapi_extra=OF_A_SESSION)
    def issue(body: NewKey, request: Request, response: Response) -> IssuedKey:
        """Make a key; its token is told this once."""
        lasts = None if body.days is None else timedelta(days=body.days)
        issued = api_keys.issue_key(
            door, signed_in.fresh(request), label=body.label, scopes=frozenset(body.scopes), lasts=lasts
        )
        return told(issued, response)

    @router.post("/{key}/rotate", status_code=201, operation_id="rotate_key", openapi_extra=OF_A_SESSION)
    def rotate(key: Id, body: Rotation, request: Request, response: Response) -> IssuedKey:
        """Make a key that takes over from another; both work until the overlap is over."""
        overlap = None if body.overlap_hours is None else timedelta(hours=body.overlap_hours)
        return told(api_keys.rotate_key(door, signed_in.fresh(request), key, overlap=overlap), response)

    @router.delete("/{key}", status_code=204, operation_id="revoke_key", openapi_extra=OF_A_SESSION)
    def revoke(key: Id, request: Request) -> None:
        """End a key at once."""
        api_keys.revoke_key(door, signed_in.fresh(request), key)

    return router


def told(issued: api_keys.Issued, response: Response) -> IssuedKey:
    """Tell a new key; nobody keeps the answer."""
    response.headers["Cache-Control"] = "no-store"
    return IssuedKey(key=OneKey.of(issued.key), token=issued.token)
