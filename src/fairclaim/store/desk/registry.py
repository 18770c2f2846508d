"""Orders as the tenant's systems tell them, in the store; see ``services.ports.trade.Registry``."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select

from fairclaim.domain.desk.order_line import LineId
from fairclaim.domain.desk.party import ActorKind, PersonId
from fairclaim.services.ports.trade import OrderDates, SoldLine, SoldOrder
from fairclaim.store.errors import ErasedError, NotThereError
from fairclaim.store.tables.claims import LogHead
from fairclaim.store.tables.trade import Order
from fairclaim.store.trade import StoredLine, StoredOrder
from fairclaim.store.work import Work

ACCOUNT = "platform-account"
_NO_CATEGORY = "other"


class StoredRegistry:
    """A tenant's orders, within one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def person(self, external: str, *, side: ActorKind, new: PersonId, at: datetime) -> PersonId:
        """Return the person of an external id, exactly as spelled; add an unknown one."""
        # Two who register the same person at once wait for each other here.
        self._work.session.scalars(select(LogHead).with_for_update()).one_or_none()
        known = self.known(external, side=side)
        if known is None:
            self._work.persons.add(new, kind=side.value, at=at, fields={ACCOUNT: external})
        return known or new

    def known(self, external: str, *, side: ActorKind) -> PersonId | None:
        """Return the person of an external id, exactly as spelled, or None."""
        persons = self._work.persons
        for found in persons.find(ACCOUNT, external):
            if persons.facts(found).kind == side.value and persons.read(found).get(ACCOUNT) == external:
                return PersonId(found)
        return None

    def add(self, order: SoldOrder) -> None:
        """Add an order."""
        stored = StoredOrder(
            id=order.id,
            buyer=order.buyer,
            merchant=order.merchant,
            currency=order.currency,
            placed_at=order.dates.placed_at,
            lines=tuple(_to_stored(line) for line in order.lines),
        )
        self._work.trade.add_order(stored, number=order.number or "")
        self.set_dates(order.id, order.dates)

    def find(self, order: str) -> SoldOrder | None:
        """Return an order, or None."""
        row = self._work.session.scalars(select(Order).where(Order.id == order)).one_or_none()
        return None if row is None else self._to_order(row)

    def numbered(self, number: str) -> Sequence[SoldOrder]:
        """Return the orders of a number."""
        found = [self.find(order) for order in self._work.trade.find_orders(number)]
        return [order for order in found if order is not None]

    def set_dates(self, order: str, dates: OrderDates) -> None:
        """Replace an order's dates."""
        row = self._work.session.scalars(select(Order).where(Order.id == order)).one_or_none()
        if row is None:
            raise NotThereError(f"order {order}")
        row.placed_at, row.shipped_at, row.delivered_at = dates.placed_at, dates.shipped_at, dates.delivered_at
        self._work.session.flush()

    def of_party(self, person: PersonId, *, after: tuple[datetime, str] | None, limit: int) -> Sequence[SoldOrder]:
        """Return a party's orders, the newest first."""
        found = select(Order).where(or_(Order.buyer == person, Order.merchant == person))
        if after is not None:
            moment, last = after
            found = found.where(or_(Order.placed_at < moment, and_(Order.placed_at == moment, Order.id < last)))
        rows = self._work.session.scalars(found.order_by(Order.placed_at.desc(), Order.id.desc()).limit(limit)).all()
        return [self._to_order(row) for row in rows]

    def _to_order(self, row: Order) -> SoldOrder:
        try:
            number: str | None = self._work.trade.number_of(row)
        except ErasedError:
            number = None
        return SoldOrder(
            id=row.id,
            number=number,
            buyer=PersonId(row.buyer),
            merchant=PersonId(row.merchant),
            currency=row.currency,
            lines=tuple(_to_line(line) for line in self._work.trade.lines(row.id)),
            dates=OrderDates(placed_at=row.placed_at, shipped_at=row.shipped_at, delivered_at=row.delivered_at),
        )


def _to_stored(line: SoldLine) -> StoredLine:
    return StoredLine(
        number=int(line.id),
        title=line.title,
        quantity=line.quantity,
        amount_minor=line.amount_minor,
        listing=line.listing,
        category=line.category,
    )


def _to_line(line: StoredLine) -> SoldLine:
    return SoldLine(
        id=LineId(str(line.number)),
        title=line.title,
        category=line.category or _NO_CATEGORY,
        quantity=line.quantity,
        amount_minor=line.amount_minor,
        listing=line.listing,
    )
