"""Orders: the tenant's systems tell them, one by one or as lines, and each party finds the own ones."""

from typing import Annotated

from fastapi import APIRouter, Header, Path, Query, status
from pydantic import AwareDatetime, Field

from fairclaim.domain.desk.order_line import LineId
from fairclaim.services.past_claim import csv_rows, jsonl_rows
from fairclaim.services.ports.trade import OrderDates, SoldLine
from fairclaim.services.register_order import import_orders, register_order, update_dates
from fairclaim.services.see_order import find_orders, own_orders, see_order
from fairclaim.services.told_order import TOKENS, ToldOrder, order_rows
from fairclaim.web.api.bodies import RawBody, body_described
from fairclaim.web.api.context import KeyHeader, TheCaller, TheDesk
from fairclaim.web.api.paging import Cursor, Page
from fairclaim.web.api.things import PageLimit, text_of_body
from fairclaim.web.api.words import ID, Answer, BothLanguages, Name, Wire

router = APIRouter(prefix="/api/v1/orders", tags=["orders"])
imports = APIRouter(prefix="/api/v1/orders", tags=["orders"], max_body_size=50_000_000)
"""Apart, for its larger bodies."""
NDJSON, CSV = "application/x-ndjson", "text/csv"
_MOST_REFUSALS = 1_000
OrderId = Annotated[str, Path(pattern=ID, description="Id of the order, as the desk gave it.")]


class LineWish(Wire):
    """One line; amounts are what was paid for all units, in minor units."""

    title: Name
    category: Name
    quantity: int = Field(ge=1, lt=2_000_000_000)
    amount_minor: int = Field(ge=0, lt=2_000_000_000)
    listing: Name | None = None


class OrderWish(Wire):
    """An order; buyer and merchant by the tenant's own ids."""

    number: Name
    buyer: Name
    merchant: Name
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    placed_at: AwareDatetime
    shipped_at: AwareDatetime | None = None
    delivered_at: AwareDatetime | None = None
    lines: list[LineWish] = Field(min_length=1, max_length=200)
    payout_token: Name | None = Field(
        default=None,
        description="Your own pseudonym of where refunds are paid to. Only a keyed digest is kept, for a year, and only to let "
        "people look: see the page on standing.",
    )
    address_token: Name | None = Field(default=None, description="The same of the address of delivery.")
    device_token: Name | None = Field(default=None, description="The same of the buyer's device.")

    def to_domain(self) -> ToldOrder:
        """Return it as the verb takes it; lines are numbered from 1."""
        lines = tuple(
            SoldLine(id=LineId(str(number)), **line.model_dump()) for number, line in enumerate(self.lines, 1)
        )
        dates = OrderDates(placed_at=self.placed_at, shipped_at=self.shipped_at, delivered_at=self.delivered_at)
        return ToldOrder(
            number=self.number,
            buyer=self.buyer,
            merchant=self.merchant,
            currency=self.currency,
            lines=lines,
            dates=dates,
            tokens={kind: token for name, kind in TOKENS.items() if (token := getattr(self, name)) is not None},
        )


class DatesWish(Wire):
    """Dates that have become known; null leaves what is known."""

    shipped_at: AwareDatetime | None = None
    delivered_at: AwareDatetime | None = None


class LineSeen(Answer):
    """One line."""

    id: str
    title: str
    category: str
    quantity: int
    amount_minor: int
    listing: str | None


class DatesSeen(Answer):
    """When it was ordered, shipped and signed for; null is unknown."""

    placed_at: AwareDatetime
    shipped_at: AwareDatetime | None
    delivered_at: AwareDatetime | None


class OrderSeen(Answer):
    """An order; who the parties are is not told."""

    id: str
    number: str | None
    currency: str
    lines: list[LineSeen]
    dates: DatesSeen


class OrderRegistered(Answer):
    """An order, and whether it was new."""

    order: OrderSeen
    is_new: bool


class RefusedRow(Answer):
    """A line that was not taken in, and why."""

    number: int
    field: str
    message: BothLanguages


class OrdersImported(Answer):
    """What became of all lines; the first refusals, and how many in all."""

    read: int
    added: int
    known: int
    refused: list[RefusedRow]
    refused_in_all: int


@router.post("", operation_id="register_order", status_code=status.HTTP_201_CREATED)
def register(desk: TheDesk, who: TheCaller, wish: OrderWish, key: KeyHeader = None) -> OrderRegistered:
    """Register an order. Told again it changes nothing; another order of this number and merchant is refused."""
    return OrderRegistered.model_validate(register_order(desk, who, wish.to_domain(), key=key))


@router.get("", operation_id="own_orders")
def own(desk: TheDesk, who: TheCaller, cursor: Cursor = None, limit: PageLimit = 50) -> Page[OrderSeen]:
    """Return the caller's orders, the newest first."""
    page = own_orders(desk, who, cursor=cursor, limit=limit)
    return Page(items=[OrderSeen.model_validate(one) for one in page.things], next=page.cursor)


@router.get("/numbered", operation_id="find_orders")
def numbered(desk: TheDesk, who: TheCaller, number: Annotated[Name, Query()]) -> list[OrderSeen]:
    """Return the caller's orders of a number, however it is spelled."""
    return [OrderSeen.model_validate(one) for one in find_orders(desk, who, number)]


@router.get("/{order}", operation_id="see_order")
def see(desk: TheDesk, who: TheCaller, order: OrderId) -> OrderSeen:
    """Return an order."""
    return OrderSeen.model_validate(see_order(desk, who, order))


@router.patch("/{order}/dates", operation_id="update_dates")
def dates(desk: TheDesk, who: TheCaller, order: OrderId, wish: DatesWish, key: KeyHeader = None) -> OrderSeen:
    """Tell when it was shipped or signed for."""
    told = update_dates(desk, who, order, shipped_at=wish.shipped_at, delivered_at=wish.delivered_at, key=key)
    return OrderSeen.model_validate(told)


@imports.post("/import", operation_id="import_orders", openapi_extra=body_described(NDJSON, CSV))
def import_(
    desk: TheDesk,
    who: TheCaller,
    body: RawBody,
    content_type: Annotated[str, Header(max_length=200)] = NDJSON,
) -> OrdersImported:
    """Register many: one JSON object a line, or a table with one row for each order line."""
    text = text_of_body(body)
    is_table = content_type.split(";")[0].strip().lower() == CSV
    done = import_orders(desk, who, order_rows(csv_rows(text)) if is_table else jsonl_rows(text))
    refused = [RefusedRow.model_validate(one) for one in done.refused[:_MOST_REFUSALS]]
    return OrdersImported(
        read=done.read, added=done.added, known=done.known, refused=refused, refused_in_all=len(done.refused)
    )
