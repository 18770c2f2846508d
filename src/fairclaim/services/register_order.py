"""The tenant's systems tell what was sold: one order, or many as lines of which a bad one spoils no other.

Parties are persons by the tenant's own ids, which stand nowhere in clear. Telling the same order again changes nothing; another
order under the same number of the same merchant is refused.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.money import Money
from fairclaim.domain.desk.order_line import OrderLine
from fairclaim.domain.desk.party import ActorKind, PersonId
from fairclaim.domain.errors import UsageError
from fairclaim.services.act import note
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError, OtherOrderError
from fairclaim.services.grants import Action
from fairclaim.services.import_history import Imported, RefusedLine
from fairclaim.services.once import remember, said_before
from fairclaim.services.past_claim import LineError
from fairclaim.services.ports.trade import OrderDates, SoldOrder
from fairclaim.services.ports.work import Work
from fairclaim.services.receipt import fingerprint
from fairclaim.services.told_order import ToldOrder, parse_told_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """An order as it is known here; ``is_new`` is False where it was told before."""

    order: SoldOrder
    is_new: bool


def register_order(desk: Desk, who: Caller, told: ToldOrder, *, key: str | None = None) -> Registered:
    """Register an order, once for each number and merchant.

    Parameters
    ----------
    key : str, optional
        Idempotency key of the caller.

    Raises
    ------
    OtherOrderError
        If this merchant has another order of this number.
    OtherRequestError
        If the key came before with another request.
    UsageError
        If a figure or a date cannot be.
    NotAllowedError
        If the caller may not.
    """
    check_told(told)
    digest = fingerprint("register-order", told)

    def whole(work: Work) -> Registered:
        authorize(who, Action.REGISTER_ORDER, Resource(tenant=who.tenant))
        before = said_before(work, who, key, digest, at=desk.now())
        if before is not None:
            return Registered(order=_found(work, str(before["made"])), is_new=before["is_new"] is True)
        done = _register(desk, work, who, told)
        remember(work, who, key, made=done.order.id, is_new=done.is_new)
        return done

    return desk.units.write(who.tenant, whole)


def import_orders(
    desk: Desk, who: Caller, rows: Iterable[tuple[int, object]], *, progress: Callable[[int], None] | None = None
) -> Imported:
    """Register many orders, each by itself; run again after an interruption, it adds the rest.

    Parameters
    ----------
    rows : iterable of (int, object)
        From :func:`~fairclaim.services.past_claim.jsonl_rows`, or ``order_rows`` of ``told_order`` for CSV.

    Raises
    ------
    NotAllowedError
        If the caller may not; nothing is read.
    """
    authorize(who, Action.REGISTER_ORDER, Resource(tenant=who.tenant))
    read = added = known = 0
    refused: list[RefusedLine] = []
    for number, row in rows:
        read += 1
        try:
            done = register_order(desk, who, parse_told_order(row))
        except LineError as error:
            refused.append(RefusedLine(number=number, field=error.field, message=error.message))
        except (UsageError, OtherOrderError) as error:
            refused.append(RefusedLine(number=number, field="-", message=error.message))
        else:
            added, known = added + done.is_new, known + (not done.is_new)
        if progress is not None and read % desk.limits.import_batch == 0:
            progress(read)
    return Imported(read=read, added=added, known=known, refused=tuple(refused))


def update_dates(
    desk: Desk,
    who: Caller,
    order: str,
    *,
    shipped_at: datetime | None = None,
    delivered_at: datetime | None = None,
    key: str | None = None,
) -> SoldOrder:
    """Tell when an order was handed to the carrier or signed for; what is None stays as it is.

    Raises
    ------
    NotFoundError
        If there is no such order.
    UsageError
        If the dates run backwards.
    OtherRequestError
        If the key came before with another request.
    NotAllowedError
        If the caller may not.
    """
    digest = fingerprint("update-dates", order, shipped_at, delivered_at)

    def whole(work: Work) -> SoldOrder:
        role = authorize(who, Action.REGISTER_ORDER, Resource(tenant=who.tenant))
        found = _found(work, order)
        if said_before(work, who, key, digest, at=desk.now()) is not None:
            return found
        remember(work, who, key, made=order)
        dates = replace(
            found.dates,
            shipped_at=shipped_at or found.dates.shipped_at,
            delivered_at=delivered_at or found.dates.delivered_at,
        )
        check_dates(dates)
        if dates != found.dates:
            work.registry.set_dates(order, dates)
            note(desk, work, who, role, Action.REGISTER_ORDER, thing=order, kind="order", at=desk.now())
        return replace(found, dates=dates)

    return desk.units.write(who.tenant, whole)


def check_told(told: ToldOrder) -> None:
    """Verify that an order can be: lines of one unit and more, amounts that are money, dates that run forwards.

    Raises
    ------
    UsageError
        At the first that cannot.
    """
    if not told.lines:
        raise UsageError(Bilingual("订单至少有一行。", "An order has a line at least."))
    if told.buyer == told.merchant:
        raise UsageError(Bilingual("买家与商家不能相同。", "Buyer and merchant are two."))
    for line in told.lines:
        OrderLine(
            id=line.id,
            title=line.title,
            category=line.category,
            quantity=line.quantity,
            paid=Money(line.amount_minor, told.currency),
            refunded=Money(0, told.currency),
        )
    check_dates(told.dates)


def check_dates(dates: OrderDates) -> None:
    """Verify that an order was not shipped before it was placed, nor signed for before it was shipped.

    Raises
    ------
    UsageError
        If it was, or a date has no offset.
    """
    known = [one for one in (dates.placed_at, dates.shipped_at, dates.delivered_at) if one is not None]
    if any(one.tzinfo is None for one in known) or known != sorted(known):
        raise UsageError(
            Bilingual(
                "下单、发货、签收时间须带时区并依次不早于前者。",
                "Placed, shipped and signed are times with offset, none before the other.",
            )
        )


def _register(desk: Desk, work: Work, who: Caller, told: ToldOrder) -> Registered:
    role = authorize(who, Action.REGISTER_ORDER, Resource(tenant=who.tenant))
    at = desk.now()
    buyer = _person(desk, work, told.buyer, ActorKind.BUYER, at)
    merchant = _person(desk, work, told.merchant, ActorKind.MERCHANT, at)
    order = SoldOrder(
        id=desk.ids("order"),
        number=told.number,
        buyer=buyer,
        merchant=merchant,
        currency=told.currency,
        lines=told.lines,
        dates=told.dates,
    )
    before = next((one for one in work.registry.numbered(told.number) if one.merchant == merchant), None)
    if before is not None:
        if (before.buyer, before.currency, before.lines, before.dates.placed_at) != (
            buyer,
            told.currency,
            told.lines,
            told.dates.placed_at,
        ):
            raise OtherOrderError
        _note_tokens(work, told, buyer, at)
        return Registered(order=before, is_new=False)
    for line in told.lines:
        listing = work.shelf.find(line.listing) if line.listing is not None else None
        if line.listing is not None and (listing is None or listing.merchant != merchant):
            raise UsageError(
                Bilingual(
                    f"订单行 {line.id} 的商品 {line.listing} 未登记，或属于其他商家。",
                    f"Line {line.id}: the listing {line.listing} is not registered, or another merchant's.",
                )
            )
    work.registry.add(order)
    _note_tokens(work, told, buyer, at)
    note(desk, work, who, role, Action.REGISTER_ORDER, thing=order.id, kind="order", at=at)
    return Registered(order=order, is_new=True)


def _note_tokens(work: Work, told: ToldOrder, buyer: PersonId, at: datetime) -> None:
    for kind, token in told.tokens.items():
        work.standing.saw(buyer, kind, token, at=at)


def _found(work: Work, order: str) -> SoldOrder:
    found = work.registry.find(order)
    if found is None:
        raise NotFoundError
    return found


def _person(desk: Desk, work: Work, external: str, side: ActorKind, at: datetime) -> PersonId:
    return work.registry.person(external, side=side, new=PersonId(desk.ids(side.value)), at=at)
