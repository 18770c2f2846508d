"""The desk in memory behind the API, and people who sign in by naming themselves."""

import asyncio
from datetime import timedelta
from pathlib import Path

import httpx
from fastapi import FastAPI, Request

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import RuleError
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import DeskLimits
from fairclaim.web.api.app import make_app
from fairclaim.web.api.parts import Parts, WebLimits
from unit.services.counter import (
    ADMIN,
    AGENT,
    ANN,
    AUDITOR,
    BEN,
    BUYER,
    DAN,
    EDITOR,
    EVE,
    MACHINE,
    OTHER_TENANT,
    PLATFORM,
    STRANGER,
    SUE,
    Counter,
)

PEOPLE = {
    "buyer": BUYER,
    "agent": AGENT,
    "ann": ANN,
    "ben": BEN,
    "eve": EVE,
    "dan": DAN,
    "sue": SUE,
    "auditor": AUDITOR,
    "admin": ADMIN,
    "editor": EDITOR,
    "platform": PLATFORM,
    "machine": MACHINE,
    "stranger": STRANGER,
    "foreign": Caller(
        tenant=OTHER_TENANT, person=BUYER.person, roles=frozenset(Role) - {Role.MACHINE}, acts_for=AGENT.acts_for
    ),
}
SECRET = b"thirty-two bytes of no secret ..."
CLAIM = {
    "order": "order-1",
    "items": [{"line": "line-1", "quantity": 1}],
    "reason": "damaged",
    "asked": {"kind": "return-and-refund", "amount": {"amount_minor": 10000, "currency": "CNY"}},
    "words": "杯口有裂纹",
}
GENEROUS = WebLimits(requests=1_000_000)


class NotSignedInError(RuleError):
    code = "not-signed-in"

    def __init__(self) -> None:
        super().__init__(Bilingual("请先登录。", "Sign in first."))


class NamedSignIn:
    """Believes whoever says ``Authorization: Bearer <name>``."""

    def caller(self, request: Request) -> Caller:
        name = request.headers.get("authorization", "").removeprefix("Bearer ")
        if name not in PEOPLE:
            raise NotSignedInError
        return PEOPLE[name]


def parts_of(counter: Counter, *, uploads: Path | None = None, limits: WebLimits = GENEROUS) -> Parts:
    return Parts(desk=counter.desk, signed_in=NamedSignIn(), secret=SECRET, uploads=uploads, limits=limits)


def app_of(counter: Counter, *, uploads: Path | None = None, limits: WebLimits = GENEROUS) -> FastAPI:
    return make_app(parts_of(counter, uploads=uploads, limits=limits))


def small_desk() -> Counter:
    return Counter(limits=DeskLimits(exhibit_bytes=50_000, lease=timedelta(minutes=15)))


class InProcess(httpx.BaseTransport):
    """Hands requests to an application without a socket; a fault inside of it is the answer that a client would get."""

    def __init__(self, app: FastAPI) -> None:
        self._inner = httpx.ASGITransport(app, raise_app_exceptions=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        sent = httpx.Request(request.method, request.url, headers=request.headers, content=request.read())

        async def answered() -> httpx.Response:
            answer = await self._inner.handle_async_request(sent)
            await answer.aread()
            headers = [one for one in answer.headers.raw if one[0].lower() != b"content-encoding"]  # decoded by now
            return httpx.Response(answer.status_code, headers=headers, content=answer.content)

        return asyncio.run(answered())


def as_(app: FastAPI, name: str | None) -> httpx.Client:
    """Return a client of somebody who has signed in, or of nobody."""
    headers = {} if name is None else {"Authorization": f"Bearer {name}"}
    return httpx.Client(transport=InProcess(app), base_url="http://desk.test", headers=headers)


def filed(app: FastAPI, *, key: str = "filed") -> str:
    answer = as_(app, "buyer").post("/api/v1/claims", json=CLAIM, headers={"Idempotency-Key": key})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["claim"])
