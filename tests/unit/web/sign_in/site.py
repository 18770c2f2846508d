"""A small app around the door: problems as plain JSON, and one route of the desk behind it."""

import warnings
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from fairclaim.domain.errors import FairclaimError
from fairclaim.services.caller import Caller
from fairclaim.services.grants import Action
from fairclaim.services.identity.door import Door
from fairclaim.web.sign_in.router import PREFIX, sign_in_router
from fairclaim.web.sign_in.signed_in import SignedIn
from unit.services.identity.gate import LOGIN, ORIGIN, PASSWORD, Gate

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it would rather have httpx2, which is not among our packages
    from fastapi.testclient import TestClient

__all__ = ["OWN", "STATUS", "TestClient", "browser", "sign_in", "site"]
STATUS = {
    "not-signed-in": 401,
    "wrong-credentials": 401,
    "too-many-attempts": 429,
    "step-up-needed": 403,
    "out-of-scope": 403,
    "cross-origin": 403,
    "link-expired": 404,
    "not-found": 404,
    "not-allowed": 403,
}
OWN = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}


def site(door: Door) -> FastAPI:
    app, signed_in = FastAPI(), SignedIn(door)
    app.include_router(sign_in_router(signed_in))

    @app.exception_handler(FairclaimError)
    def problem(_request: Request, error: FairclaimError) -> JSONResponse:
        return JSONResponse({"code": error.code}, status_code=STATUS.get(error.code, 422))

    @app.exception_handler(RequestValidationError)
    def malformed(_request: Request, _error: RequestValidationError) -> JSONResponse:
        # FastAPI's own answer repeats what was sent: a password, or a half of a character that no answer can hold.
        return JSONResponse({"code": "usage"}, status_code=422)

    def filing(request: Request) -> Caller:
        return signed_in.caller(request, Action.FILE)

    @app.post("/file")
    def file(who: Annotated[Caller, Depends(filing)]) -> dict[str, str]:
        return {"person": who.person}

    @app.post("/publish")
    def publish(request: Request) -> dict[str, str]:
        return {"person": signed_in.fresh(request).person}

    return app


def browser(gate: Gate, *, origin: str = ORIGIN) -> TestClient:
    return TestClient(site(gate.door), base_url=origin, headers={**OWN, "Origin": origin}, follow_redirects=False)


def sign_in(client: TestClient, gate: Gate, login: str = LOGIN, password: str = PASSWORD) -> Any:
    body = {"tenant": gate.tenant, "login": login, "password": password}
    return client.post(f"{PREFIX}/password", json=body)
