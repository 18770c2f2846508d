"""Packing, kept per parcel before the carrier has it: photos and films, and a code on the parcel that leads back here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

import segno
from fastapi import APIRouter, File, Form, Path, Query, Request, Response, UploadFile
from markupsafe import Markup

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.live_capture import LiveCapture
from fairclaim.domain.desk.party import ActorKind
from fairclaim.domain.exhibit import Role
from fairclaim.services.capture_live import parcel_captures
from fairclaim.services.hand_in_dispatch import add_parcel, hand_in_dispatch
from fairclaim.services.packing_proof import PRECEDENCES
from fairclaim.services.ports.trade import DispatchFile, SentParcel, SoldOrder
from fairclaim.services.see_order import find_orders, own_orders, see_order
from fairclaim.services.see_packing import see_packing
from fairclaim.services.see_pictures import order_parcels
from fairclaim.web.api.file_names import file_name
from fairclaim.web.api.words import ID
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.origins import origin_of
from fairclaim.web.pages.parties.form_values import sent, upload_of
from fairclaim.web.pages.parties.party_page import PartyPages, see_other

SHOWN = 20
_FORM_BYTES = 1_000_000
Id = Annotated[str, Path(pattern=ID)]
Key = Annotated[str, Form(min_length=1, max_length=64)]
Short = Annotated[str, Form(min_length=1, max_length=64)]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """An order in the list, with its parcels."""

    order: SoldOrder
    parcels: tuple[SentParcel, ...]


def packing_pages(party: PartyPages) -> APIRouter:
    """Return the routes."""
    router = desk_router(party.pages, party.signed_in)
    router.max_body_size = 4 * party.desk.limits.exhibit_bytes + _FORM_BYTES
    _add_orders(router, party)
    _add_parcels(router, party)
    return router


def _add_orders(router: APIRouter, party: PartyPages) -> None:
    desk = party.desk

    @router.get("/orders")
    def every(
        request: Request,
        number: Annotated[str, Query(max_length=100)] = "",
        after: Annotated[str | None, Query(max_length=400)] = None,
    ) -> Response:
        """Show the own orders with their parcels."""
        who = party.who(request)
        page = own_orders(desk, who, cursor=after, limit=SHOWN)
        wanted = number.strip()
        orders = find_orders(desk, who, wanted) if wanted else page.things
        lines = [OrderLine(order=one, parcels=order_parcels(desk, who, one.id)) for one in orders]
        cursor = None if wanted else page.cursor
        return party.render(request, "merchant/orders.html", lines=lines, number=number, after=cursor)

    @router.post("/orders/{order}/parcels")
    def add(request: Request, order: Id, carrier: Short, tracking: Short, key: Key) -> Response:
        """Add a parcel."""
        parcel = add_parcel(desk, party.who(request), order, carrier=carrier, tracking=tracking, key=key)
        return see_other(f"/orders/parcels/{parcel.id}")


def _add_parcels(router: APIRouter, party: PartyPages) -> None:
    desk, origin = party.desk, party.signed_in.door.site.origin

    @router.get("/orders/parcels/{parcel}")
    def one(request: Request, parcel: Id) -> Response:
        """Show a parcel with its code and what was kept of its packing."""
        who = party.who(request)
        packed = see_packing(desk, who, parcel)
        found = packed.parcel
        is_late = found.scanned_at is not None and found.scanned_at <= desk.now()
        return party.render(
            request,
            "merchant/parcel.html",
            parcel=found,
            files=packed.files,
            precedences=PRECEDENCES,
            order=see_order(desk, who, found.order),
            is_late=is_late,
            origins=origins_of(parcel_captures(desk, who, parcel), [one.file for one in packed.files]),
            code=code_of(f"{origin}/orders/parcels/{parcel}"),
        )

    @router.post("/orders/parcels/{parcel}/files")
    def keep(request: Request, parcel: Id, files: Annotated[list[UploadFile], File()]) -> Response:
        """Keep photos and films of the packing."""
        for file in sent(files):
            taken = upload_of(file, Role.DISPATCH)
            hand_in_dispatch(
                desk, party.who(request), parcel, taken.data, name=file_name(file.filename), media=taken.media
            )
        return see_other(f"/orders/parcels/{parcel}")


def origins_of(captures: Mapping[str, LiveCapture], files: Sequence[DispatchFile]) -> dict[str, Bilingual | None]:
    """Return how each file of a parcel came."""
    return {
        file.id: origin_of(captures.get(file.id), is_live=False, by=ActorKind.MERCHANT, role=Role.DISPATCH)
        for file in files
    }


def code_of(address: str) -> Markup:
    """Return a QR code as a drawing that stands in the page: black on white in every colour scheme, so that cameras read it."""
    drawing = segno.make(address, error="m").svg_inline(omitsize=True, border=4, light="#ffffff", dark="#000000")
    return Markup(drawing)  # noqa: S704  (made by segno of an address of ours, as paths without text)
