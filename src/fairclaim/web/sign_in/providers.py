"""Routes for identity providers: the browser leaves for one, and comes back."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse

from fairclaim.services.identity.errors import WrongCredentialsError
from fairclaim.services.identity.providers import arrive, depart
from fairclaim.web.sign_in.cookie import JOURNEY, SESSION
from fairclaim.web.sign_in.signed_in import OF_NOBODY, SignedIn, address_of

HOME = "/"
FROM_ELSEWHERE: dict[int | str, dict[str, Any]] = {
    502: {"description": "The identity provider does not answer as it should."}
}


def provider_routes(signed_in: SignedIn) -> APIRouter:
    """Return the routes."""
    router, door = APIRouter(prefix="/oidc/{tenant}/{provider}"), signed_in.door

    def back(tenant: str, provider: str) -> str:
        path = f"{quote(tenant, safe='')}/{quote(provider, safe='')}"
        return f"{door.site.origin}/api/v1/sign-in/oidc/{path}/callback"

    @router.get(
        "/start",
        response_class=RedirectResponse,
        status_code=303,
        operation_id="depart_to_provider",
        openapi_extra=OF_NOBODY,
        responses=FROM_ELSEWHERE,
    )
    def start(tenant: str, provider: str, request: Request) -> RedirectResponse:
        """Send the browser to the provider."""
        left = depart(door, tenant, provider, back=back(tenant, provider), address=address_of(request))
        response = RedirectResponse(left.address, status_code=303, headers={"Cache-Control": "no-store"})
        signed_in.cookies.write(response, JOURNEY, left.secret, max_age_s=int(door.rules.ceremony.total_seconds()))
        return response

    @router.get(
        "/callback",
        response_class=RedirectResponse,
        status_code=303,
        operation_id="arrive_from_provider",
        openapi_extra=OF_NOBODY,
        responses=FROM_ELSEWHERE,
    )
    def callback(
        tenant: str,
        provider: str,
        request: Request,
        state: Annotated[str, Query(max_length=128)] = "",
        code: Annotated[str, Query(max_length=2048)] = "",
    ) -> RedirectResponse:
        """Sign in whom the provider names, and go to the first page. Where to go is never taken from the request."""
        secret = signed_in.cookies.read(request, JOURNEY)
        if secret is None or not state or not code:
            raise WrongCredentialsError
        opened = arrive(
            door,
            tenant,
            provider,
            secret=secret,
            state=state,
            code=code,
            back=back(tenant, provider),
            address=address_of(request),
            replaces=signed_in.token(request),
        )
        response = RedirectResponse(HOME, status_code=303, headers={"Cache-Control": "no-store"})
        signed_in.cookies.write(response, SESSION, opened.token)
        signed_in.cookies.clear(response, JOURNEY)
        return response

    return router
