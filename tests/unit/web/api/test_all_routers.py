import pkgutil
from importlib import import_module

from fastapi import APIRouter

import fairclaim.web.api
from fairclaim.web.api.openapi import api_document


def test_every_router_of_the_room_is_in_the_document() -> None:
    described = set(api_document()["paths"])
    written = set()
    for module in pkgutil.iter_modules(fairclaim.web.api.__path__):
        for value in vars(import_module(f"fairclaim.web.api.{module.name}")).values():
            if isinstance(value, APIRouter):
                written |= {getattr(route, "path", "") for route in value.routes}
    assert written - described == set()
    assert {path for path in described if path.startswith("/api/v1/sign-in/")}
    assert {path for path in described if path.startswith("/api/v1/webhook-endpoints")}
