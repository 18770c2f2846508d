"""The routes of orders, listings, parcels, lists and endpoints in one application."""

from dataclasses import replace

from fastapi import FastAPI

from fairclaim.services.keep_endpoints import https_only
from fairclaim.web.api import endpoints, listings, orders, parcel_receipts, parcels, queues
from fairclaim.web.api.app import make_app
from unit.services.counter import Counter
from unit.web.desk_over_http import as_, parts_of

ORDER = {
    "number": "TB-1",
    "buyer": "u-1",
    "merchant": "s-1",
    "currency": "CNY",
    "placed_at": "2026-03-02T10:00:00+08:00",
    "lines": [{"title": "杯", "category": "tableware", "quantity": 1, "amount_minor": 9900}],
}


def things_app(counter: Counter) -> FastAPI:
    routers = (
        orders.router,
        orders.imports,
        listings.router,
        listings.pictures,
        parcels.router,
        parcels.files,
        parcel_receipts.router,
        queues.router,
        endpoints.make_router(may_send=https_only, new_secret=lambda: b"s" * 32),
    )
    return make_app(replace(parts_of(counter), routers=routers))


def ordered(app: FastAPI) -> str:
    answer = as_(app, "platform").post("/api/v1/orders", json=ORDER)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["order"]["id"])
