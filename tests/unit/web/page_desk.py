"""Pages before a desk in memory, and people who sign in by naming themselves."""

from types import SimpleNamespace
from typing import Any

import httpx
from fastapi import APIRouter, FastAPI, Request

from fairclaim.services.identity.errors import NotSignedInError
from fairclaim.web import problems
from unit.web.desk_over_http import PEOPLE, as_

ORIGIN = "http://desk.test"


class NamedSession:
    """Stands in for :class:`~fairclaim.web.sign_in.signed_in.SignedIn`: believes whoever says ``Bearer <name>``."""

    door: Any = SimpleNamespace(site=SimpleNamespace(origin=ORIGIN))

    def session(self, request: Request) -> Any:
        name = request.headers.get("authorization", "").removeprefix("Bearer ")
        if name not in PEOPLE:
            raise NotSignedInError
        return SimpleNamespace(caller=PEOPLE[name])


SESSION: Any = NamedSession()


def visitor(*routers: APIRouter, name: str | None = None) -> httpx.Client:
    """Return somebody with a browser before these pages."""
    app = FastAPI()
    problems.install(app)
    for router in routers:
        app.include_router(router)
    client = as_(app, name)
    client.headers["Origin"] = ORIGIN
    return client
