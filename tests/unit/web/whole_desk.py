"""The whole API before a desk in memory that has one of everything, for whoever walks all its routes."""

from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from fastapi import FastAPI

from fairclaim.credit.measure import Measure, MeasureKind, MeasureMove, MeasureState, Step
from fairclaim.domain.desk.evidence_rules import Media
from fairclaim.domain.desk.order_line import LineId
from fairclaim.domain.desk.party import ActorKind, PersonId
from fairclaim.policy.shipped import default_text
from fairclaim.policy.source import parse_source
from fairclaim.services.identity.door import Door, Site
from fairclaim.services.keep_endpoints import https_only
from fairclaim.services.ports.consents import Consent
from fairclaim.services.ports.endpoints import Delivery, Endpoint
from fairclaim.services.ports.policies import KeptPolicy
from fairclaim.services.ports.trade import (
    DispatchFile,
    OrderDates,
    SentParcel,
    ShownListing,
    ShownPicture,
    SoldLine,
    SoldOrder,
)
from fairclaim.services.sign_checkpoint import sign_log
from fairclaim.web.api.all_routers import all_routers
from fairclaim.web.api.app import make_app
from fairclaim.web.api.parts import Parts
from fairclaim.web.sign_in.signed_in import SignedIn
from unit.services.counter import BUYER, EDITOR, MONDAY, TENANT, WHY, Counter
from unit.web.desk_over_http import GENEROUS, SECRET, NamedSignIn

MERCHANT = PersonId("merchant-1")
NAMES = {
    "correction": "correction-1",
    "measure": "measure-1",
    "consent": "consent-1",
    "order": "order-1",
    "listing": "cup",
    "picture": "picture-1",
    "parcel": "parcel-1",
    "file": "dispatch-1",
    "version": "1",
    "endpoint": "endpoint-1",
    "delivery": "claim-1/1",
    "offer": "asked",
    "task": "task-1",
    "name": "a.jpg",
    "person": "somebody",
    "side": "merchant",
    "party": "merchant-1",
    "code": "not-found",
    "uuid": "0" * 32,
    "account": "account-1",
    "passkey": "passkey-1",
    "session": "session-1",
    "key": "key-1",
    "tenant": "shop-street",
    "provider": "company",
    "receipt": "r1",
    "size": "1",
}
"""What stands for each parameter of a path; ``claim``, ``exhibit`` and ``text`` are made."""


def furnished() -> Counter:
    """Return a desk with an order, a listing, a parcel, policies and an endpoint, and a claim that was examined."""
    counter = Counter()
    counter.screened()
    sign_log(counter.desk, TENANT)
    things = counter.rows.things
    things.persons[ActorKind.MERCHANT, "s-1"] = MERCHANT
    things.sold["order-1"] = SoldOrder(
        id="order-1",
        number="TB-1",
        buyer=BUYER.person,
        merchant=MERCHANT,
        currency="CNY",
        lines=(SoldLine(id=LineId("1"), title="杯", category="tableware", quantity=2, amount_minor=20_000),),
        dates=OrderDates(placed_at=MONDAY - timedelta(days=9)),
    )
    things.listings["cup"] = ShownListing(
        id="cup", merchant=MERCHANT, title="杯", category="tableware", created_at=MONDAY
    )
    things.pictures["picture-1"] = ShownPicture(
        id="picture-1",
        listing="cup",
        address="nowhere",
        sha256="0" * 64,
        media_type="image/jpeg",
        size_bytes=1,
        added_at=MONDAY,
    )
    things.parcels["parcel-1"] = (SentParcel(id="parcel-1", order="order-1", carrier="SF"), "SF1")
    things.dispatch["dispatch-1"] = DispatchFile(
        id="dispatch-1",
        parcel="parcel-1",
        person=MERCHANT,
        name="a.jpg",
        media=Media.PHOTO,
        sha256="0" * 64,
        address="packed",
        size_bytes=3,
        received_at=MONDAY,
    )
    counter.memory.blobs["packed"] = b"jpg"
    model = parse_source(default_text().encode(), name="policy").record
    assert isinstance(model, dict)
    for version, stage in ((1, "retired"), (2, "live")):
        things.policies[None, version] = KeptPolicy(
            category=None,
            version=version,
            stage=stage,
            model=model,
            author=EDITOR.person,
            publisher=PersonId("sue"),
            published_at=MONDAY,
        )
    endpoint = Endpoint(
        id="endpoint-1", url="https://shop.example/hook", kinds=(), created_at=MONDAY, closed_at=None, secrets=1
    )
    things.endpoints["endpoint-1"] = (endpoint, (b"s" * 32,))
    things.deliveries["claim-1/1"] = Delivery(
        id="claim-1/1",
        endpoint="endpoint-1",
        kind="decided",
        created_at=MONDAY,
        next_at=MONDAY,
        attempts=1,
        last_error=None,
        delivered_at=None,
        given_up_at=None,
    )
    counter.rows.consents["consent-1"] = Consent(
        id="consent-1",
        person=BUYER.person,
        recipient="another platform",
        contact="privacy@other.example",
        given_at=MONDAY,
        until=MONDAY + timedelta(days=90),
    )
    counter.rows.measures["measure-1"] = Measure(
        id="measure-1",
        person=BUYER.person,
        kind=MeasureKind.LIMIT,
        claims=(),
        reasons=WHY,
        days=30,
        state=MeasureState.IN_FORCE,
        until=MONDAY + timedelta(days=30),
        steps=tuple(
            Step(move=move, by=PersonId(by), at=MONDAY)
            for move, by in ((MeasureMove.PROPOSE, "pia"), (MeasureMove.AGREE, "amy"), (MeasureMove.AGREE, "abe"))
        ),
    )
    return counter


def whole_app(counter: Counter, *, uploads: Path | None = None, signed_in: SignedIn | None = None) -> FastAPI:
    """Return an application with every route; people of the desk name themselves, the door knows nobody."""
    routers = all_routers(signed_in=signed_in or closed_door(), may_send=https_only, new_secret=lambda: b"s" * 32)
    parts = Parts(
        desk=counter.desk,
        signed_in=NamedSignIn(),
        secret=SECRET,
        uploads=uploads,
        limits=GENEROUS,
        routers=routers,
    )
    return make_app(parts)


def closed_door() -> SignedIn:
    """Return a door that nobody can knock at: for whoever walks past it."""
    nothing = cast("Any", None)
    site = Site(origin="https://desk.example", host="desk.example", name="A desk")
    return SignedIn(Door(units=nothing, now=nothing, ids=nothing, site=site, passwords=nothing))
