"""Filing, a question a page: what it is about, what is wrong, what is wanted. Each answer stands in the address of the next."""

from typing import Annotated

from fastapi import APIRouter, Form, Path, Query, Request, Response

from fairclaim.domain.desk.evidence_rules import Reason
from fairclaim.domain.desk.order_line import ClaimedItem, LineId
from fairclaim.domain.desk.remedy import RemedyKind
from fairclaim.domain.desk.states import OPEN
from fairclaim.services.errors import NotFoundError
from fairclaim.services.file_claim import ClaimRequest, file_claim
from fairclaim.services.list_claims import ClaimWish, own_claims
from fairclaim.services.paging import MOST
from fairclaim.services.ports.trade import SoldLine, SoldOrder
from fairclaim.services.prospects import see_prospects
from fairclaim.services.see_order import find_orders, own_orders, see_order
from fairclaim.services.see_pictures import order_pictures
from fairclaim.web.api.words import ID
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.parties.form_values import remedy_of
from fairclaim.web.pages.parties.party_page import PartyPages, see_other
from fairclaim.web.pages.parties.words import first_offer

SHOWN = 20
PREFIX = "/claims/new"
ORDER = [
    RemedyKind.RETURN_AND_REFUND,
    RemedyKind.EXCHANGE,
    RemedyKind.REPAIR,
    RemedyKind.PART_REFUND,
    RemedyKind.REFUND_ONLY,
]
"""In which wishes are shown: what keeps goods and money together comes first, as in the policy that is shipped."""
Id = Annotated[str, Path(pattern=ID)]
Quantity = Annotated[int, Query(ge=1, le=1_000_000)]


def filing_pages(party: PartyPages) -> APIRouter:
    """Return the routes. They stand before those of single claims: ``new`` is no claim."""
    router, desk = desk_router(party.pages, party.signed_in), party.desk

    @router.get(PREFIX)
    def choose_item(
        request: Request,
        number: Annotated[str, Query(max_length=100)] = "",
        after: Annotated[str | None, Query(max_length=400)] = None,
    ) -> Response:
        """Ask what the claim is about."""
        who = party.who(request)
        page = own_orders(desk, who, cursor=after, limit=SHOWN)
        orders = find_orders(desk, who, number.strip()) if number.strip() else page.things
        pictures = {order.id: order_pictures(desk, who, order.id) for order in orders}
        claims = own_claims(desk, who, ClaimWish(states=OPEN), limit=MOST).things
        return party.render(
            request,
            "buyer/choose_item.html",
            orders=orders,
            pictures=pictures,
            claimed={row.order: row.claim for row in claims},
            number=number,
            after=None if number.strip() else page.cursor,
        )

    @router.get(PREFIX + "/{order}/{line}")
    def choose_reason(request: Request, order: Id, line: Id) -> Response:
        """Ask what is wrong."""
        sold, about = _line(party, request, order, line)
        pictures = order_pictures(desk, party.who(request), order).get(about.id, ())
        return party.render(
            request, "buyer/choose_reason.html", order=sold, line=about, pictures=pictures, reasons=tuple(Reason)
        )

    @router.get(PREFIX + "/{order}/{line}/wish")
    def choose_remedy(request: Request, order: Id, line: Id, reason: Reason, quantity: Quantity = 1) -> Response:
        """Ask what is wanted, and say what the rules allow."""
        sold, about = _line(party, request, order, line)
        item = ClaimedItem(line=about.id, quantity=quantity)
        found = see_prospects(desk, party.who(request), order, item, reason)
        by_kind = {one.kind: one for one in found.remedies}
        return party.render(
            request,
            "buyer/choose_remedy.html",
            order=sold,
            line=about,
            reason=reason,
            quantity=quantity,
            most=found.most,
            prospects=[by_kind[kind] for kind in ORDER],
            first=first_offer(found.remedies),
        )

    @router.post(PREFIX + "/{order}/{line}")
    def file(  # noqa: PLR0917  (FastAPI fills them by name)
        request: Request,
        order: Id,
        line: Id,
        reason: Annotated[Reason, Form()],
        asked: Annotated[RemedyKind, Form()],
        key: Annotated[str, Form(min_length=1, max_length=64)],
        quantity: Annotated[int, Form(ge=1, le=1_000_000)] = 1,
        amount: Annotated[str, Form(max_length=40)] = "",
        words: Annotated[str, Form(max_length=20_000)] = "",
    ) -> Response:
        """File the claim; its photos follow one by one."""
        who = party.who(request)
        item = ClaimedItem(line=LineId(line), quantity=quantity)
        most = see_prospects(desk, who, order, item, reason).most
        wish = ClaimRequest(
            order=order, items=(item,), reason=reason, asked=remedy_of(asked, amount, most), words=words
        )
        claim = file_claim(desk, who, wish, key=key).receipt.claim
        return see_other(f"/claims/{claim}/photos")

    return router


def _line(party: PartyPages, request: Request, order: str, line: str) -> tuple[SoldOrder, SoldLine]:
    sold = see_order(party.desk, party.who(request), order)
    about = next((one for one in sold.lines if one.id == line), None)
    if about is None:
        raise NotFoundError
    return sold, about
