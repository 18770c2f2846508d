"""A party, or the tenant's systems, look an order up: by id, by the number people know, or page by page."""

from datetime import datetime

from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotAllowedError, NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.paging import Page, page_of, parse_cursor
from fairclaim.services.ports.trade import SoldOrder
from fairclaim.services.ports.work import Work


def see_order(desk: Desk, who: Caller, order: str) -> SoldOrder:
    """Return an order.

    Raises
    ------
    NotFoundError
        If there is none, or it is not the caller's.
    """

    def whole(work: Work) -> SoldOrder:
        found = order_shown_to(work, who, order)
        if found is None:
            raise NotFoundError
        return found

    return desk.units.read(who.tenant, whole)


def order_shown_to(work: Work, who: Caller, order: str) -> SoldOrder | None:
    """Return an order within a unit of work; None if there is none, or it is not the caller's."""
    found = work.registry.find(order)
    return found if found is not None and _may(who, found) else None


def find_orders(desk: Desk, who: Caller, number: str) -> tuple[SoldOrder, ...]:
    """Return the caller's orders of a number, however it is spelled; nothing where there is none."""

    def whole(work: Work) -> tuple[SoldOrder, ...]:
        return tuple(one for one in work.registry.numbered(number) if _may(who, one))

    return desk.units.read(who.tenant, whole)


def own_orders(desk: Desk, who: Caller, *, cursor: str | None = None, limit: int = 50) -> Page[SoldOrder]:
    """Return the orders of a buyer, or of the merchant an agent acts for, the newest first.

    Raises
    ------
    NotAllowedError
        If the caller is no party of anything.
    UsageError
        If the cursor is none of ours.
    """
    side = who.acts_for or who.person
    authorize(who, Action.SEE_ORDER, Resource(tenant=who.tenant, buyer=side, merchant=who.acts_for))
    after = parse_cursor(cursor, of="orders", caller=side)

    def whole(work: Work) -> Page[SoldOrder]:
        found = work.registry.of_party(side, after=after, limit=limit + 1)
        return page_of(found, limit=limit, of="orders", caller=side, place=_place)

    return desk.units.read(who.tenant, whole)


def _place(order: SoldOrder) -> tuple[datetime, str]:
    return order.dates.placed_at, order.id


def _may(who: Caller, order: SoldOrder) -> bool:
    try:
        authorize(who, Action.SEE_ORDER, Resource(tenant=who.tenant, buyer=order.buyer, merchant=order.merchant))
    except (NotFoundError, NotAllowedError):
        return False
    return True
