"""Orders, parcels and listings; the numbers that people see are sealed under the buyer's key and found by blind index."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from fairclaim.store.errors import NotThereError
from fairclaim.store.keys.blind_index import blind_digest
from fairclaim.store.keys.key_ring import KeyRing
from fairclaim.store.keys.person_keys import PersonKeys
from fairclaim.store.keys.sealed import Place, seal, unseal
from fairclaim.store.tables.trade import Listing, Order, OrderLine, Parcel, ReferencePicture
from fairclaim.store.tenant_session import TenantSession, standing

ORDER_NUMBER = "order-number"
TRACKING = "tracking"
_ORDER = standing(select(Order).where(Order.id == bindparam("order")))
_LINES = standing(select(OrderLine).where(OrderLine.order_id == bindparam("order")).order_by(OrderLine.number))
_PARCELS = standing(select(Parcel).where(Parcel.order_id == bindparam("order")))


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLine:
    """One line of an order, its amount in minor units of the order's currency."""

    number: int
    title: str
    quantity: int
    amount_minor: int
    listing: str | None = None
    category: str | None = None
    refunded_minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredOrder:
    """An order without the number that people see."""

    id: str
    buyer: str
    merchant: str
    currency: str
    placed_at: datetime
    lines: tuple[StoredLine, ...]
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPicture:
    """A public picture of a listing."""

    id: str
    listing: str
    blob: str
    media_type: str
    size_bytes: int
    added_at: datetime


class Trade:
    """A tenant's orders, parcels and listings, within one unit of work."""

    def __init__(self, session: TenantSession, ring: KeyRing, keys: PersonKeys) -> None:
        self._session = session
        self._ring = ring
        self._keys = keys

    @property
    def _tenant(self) -> str:
        return self._session.tenant or ""

    def add_order(self, order: StoredOrder, *, number: str) -> None:
        """Add an order with the number that its parties know it by.

        Raises
        ------
        AlreadyThereError
            If there is one of this id.
        ErasedError, NotThereError
            If the buyer was erased or is not there.
        """
        place = self._place(order.buyer, table="orders", column="number_sealed", row=order.id)
        self._session.add(
            Order(
                id=order.id,
                buyer=order.buyer,
                merchant=order.merchant,
                number_sealed=seal(self._keys.open(order.buyer), number.encode(), place),
                number_digest=blind_digest(self._ring, number, tenant=self._tenant, name=ORDER_NUMBER),
                currency=order.currency,
                placed_at=order.placed_at,
                shipped_at=order.shipped_at,
                delivered_at=order.delivered_at,
            )
        )
        self._session.flush()
        self._session.add_all([_to_line_row(order.id, line) for line in order.lines])
        self._session.flush()

    def order(self, order: str) -> StoredOrder:
        """Return an order. Where it has no dates of its own, those of its parcels count: the first sent, the last received.

        Raises
        ------
        NotThereError
            If there is none of this id.
        """
        row = self._order_row(order)
        has_dates = row.shipped_at is not None and row.delivered_at is not None
        sent, received = (None, None) if has_dates else self._dates_of_parcels(order)
        return StoredOrder(
            id=row.id,
            buyer=row.buyer,
            merchant=row.merchant,
            currency=row.currency,
            placed_at=row.placed_at,
            shipped_at=row.shipped_at or sent,
            delivered_at=row.delivered_at or received,
            lines=self.lines(order),
        )

    def lines(self, order: str) -> tuple[StoredLine, ...]:
        """Return an order's lines, in order."""
        return tuple(_to_line(line) for line in self._session.scalars(_LINES, {"order": order}))

    def refund(self, order: str, *, line: int, minor: int) -> None:
        """Add to what was given back of an order line; a negative figure takes it back. Never below 0 or above what was paid."""
        found = select(OrderLine).where(OrderLine.order_id == order, OrderLine.number == line)
        row = self._session.scalars(found.with_for_update()).one_or_none()
        if row is not None:
            row.refunded_minor = max(0, min(row.amount_minor, row.refunded_minor + minor))
            self._session.flush()

    def _dates_of_parcels(self, order: str) -> tuple[datetime | None, datetime | None]:
        parcels = self._session.scalars(_PARCELS, {"order": order}).all()
        sent = [parcel.dispatched_at for parcel in parcels if parcel.dispatched_at is not None]
        received = [parcel.delivered_at for parcel in parcels if parcel.delivered_at is not None]
        is_all_there = len(received) == len(parcels)
        return min(sent, default=None), max(received, default=None) if is_all_there else None

    def order_number(self, order: str) -> str:
        """Return the number that people know an order by.

        Raises
        ------
        ErasedError
            If the buyer was erased.
        """
        return self.number_of(self._order_row(order))

    def number_of(self, row: Order) -> str:
        """Return the number of an order whose row is at hand.

        Raises
        ------
        ErasedError
            If the buyer was erased.
        """
        place = self._place(row.buyer, table="orders", column="number_sealed", row=row.id)
        return unseal(self._keys.open(row.buyer), row.number_sealed or b"", place).decode()

    def find_orders(self, number: str) -> tuple[str, ...]:
        """Return ids of orders with a number, however it is spelled."""
        digest = blind_digest(self._ring, number, tenant=self._tenant, name=ORDER_NUMBER)
        return tuple(self._session.scalars(select(Order.id).where(Order.number_digest == digest).order_by(Order.id)))

    def add_parcel(
        self,
        parcel: str,
        *,
        order: str,
        carrier: str,
        tracking: str,
        dispatched_at: datetime | None,
        coded_at: datetime | None = None,
    ) -> None:
        """Add a parcel of an order."""
        buyer = self._order_row(order).buyer
        place = self._place(buyer, table="parcels", column="tracking_sealed", row=parcel)
        self._session.add(
            Parcel(
                id=parcel,
                order_id=order,
                buyer=buyer,
                carrier=carrier,
                tracking_sealed=seal(self._keys.open(buyer), tracking.encode(), place),
                tracking_digest=blind_digest(self._ring, tracking, tenant=self._tenant, name=TRACKING),
                dispatched_at=dispatched_at,
                coded_at=coded_at,
                delivered_at=None,
            )
        )
        self._session.flush()

    def find_parcels(self, tracking: str) -> tuple[str, ...]:
        """Return ids of parcels with a tracking number, however it is spelled."""
        digest = blind_digest(self._ring, tracking, tenant=self._tenant, name=TRACKING)
        return tuple(self._session.scalars(select(Parcel.id).where(Parcel.tracking_digest == digest)))

    def add_listing(
        self, listing: str, *, merchant: str, title: str, at: datetime, category: str | None = None
    ) -> None:
        """Add a merchant's offer."""
        self._session.add(
            Listing(id=listing, merchant=merchant, title=title, category=category, created_at=at, closed_at=None)
        )
        self._session.flush()

    def add_pictures(self, pictures: Sequence[StoredPicture]) -> None:
        """Add public pictures of listings, whose bytes are in the blob store already."""
        self._session.add_all(
            [
                ReferencePicture(
                    id=picture.id,
                    listing=picture.listing,
                    blob=picture.blob,
                    media_type=picture.media_type,
                    size_bytes=picture.size_bytes,
                    added_at=picture.added_at,
                )
                for picture in pictures
            ]
        )
        self._session.flush()

    def pictures(self, listing: str) -> tuple[StoredPicture, ...]:
        """Return a listing's pictures in the order of their adding."""
        found = select(ReferencePicture).where(ReferencePicture.listing == listing)
        return tuple(
            StoredPicture(
                id=row.id,
                listing=row.listing,
                blob=row.blob,
                media_type=row.media_type,
                size_bytes=row.size_bytes,
                added_at=row.added_at,
            )
            for row in self._session.scalars(found.order_by(ReferencePicture.added_at, ReferencePicture.id))
        )

    def _order_row(self, order: str) -> Order:
        row = self._session.scalars(_ORDER, {"order": order}).one_or_none()
        if row is None:
            raise NotThereError(f"order {order}")
        return row

    def _place(self, buyer: str, *, table: str, column: str, row: str) -> Place:
        return Place(tenant=self._tenant, table=table, column=column, row=row, person=buyer)


def _to_line_row(order: str, line: StoredLine) -> OrderLine:
    return OrderLine(
        order_id=order,
        number=line.number,
        listing=line.listing,
        title=line.title,
        category=line.category,
        quantity=line.quantity,
        amount_minor=line.amount_minor,
        refunded_minor=line.refunded_minor,
    )


def _to_line(row: OrderLine) -> StoredLine:
    return StoredLine(
        number=row.number,
        title=row.title,
        quantity=row.quantity,
        amount_minor=row.amount_minor,
        listing=row.listing,
        category=row.category,
        refunded_minor=row.refunded_minor,
    )
