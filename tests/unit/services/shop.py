"""A counter with an order that the platform has registered, a listing with a picture, and a parcel."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from fairclaim.domain.desk.evidence_rules import Media, Reason
from fairclaim.domain.desk.order_line import ClaimedItem, LineId
from fairclaim.domain.desk.party import Actor, ActorKind, PersonId
from fairclaim.services import caller
from fairclaim.services.caller import Caller
from fairclaim.services.file_claim import ClaimRequest, Filed, file_claim
from fairclaim.services.keep_listing import add_listing, show_picture
from fairclaim.services.ports.packing_films import KeyFrame, Packed
from fairclaim.services.ports.trade import DispatchFile, OrderDates, SentParcel, SoldLine, SoldOrder
from fairclaim.services.ports.work import Work
from fairclaim.services.register_order import register_order
from fairclaim.services.told_order import ToldOrder
from unit.services.counter import MONDAY, PLATFORM, RETURN, TENANT, Counter

TOLD = ToldOrder(
    number="TB-7781",
    buyer="u-1",
    merchant="s-1",
    currency="CNY",
    lines=(
        SoldLine(
            id=LineId("1"), title="杯", category="tableware", quantity=1, amount_minor=10_000, listing="listing-cup"
        ),
    ),
    dates=OrderDates(placed_at=MONDAY),
)


@dataclass
class Shop:
    counter: Counter
    order: SoldOrder
    buyer: Caller
    agent: Caller

    def file(self) -> Filed:
        wish = ClaimRequest(
            order=self.order.id,
            items=(ClaimedItem(line=LineId("1"), quantity=1),),
            reason=Reason.DAMAGED,
            asked=RETURN,
        )
        return file_claim(self.counter.desk, self.buyer, wish)


def member(person: str, role: caller.Role, *, acts_for: PersonId | None = None) -> Caller:
    return Caller(tenant=TENANT, person=PersonId(person), roles=frozenset({role}), acts_for=acts_for)


OTHER_AGENT = member("agent-8", caller.Role.MERCHANT_AGENT, acts_for=PersonId("another-shop"))


@dataclass
class Reader:
    """Reads of a film what a test says: its frames in order, each a letter, so that films with two of three in common are one."""

    recorded_by: datetime | None = None

    def read(self, data: bytes) -> Packed:
        said = data.removeprefix(b"film ") if data.startswith(b"film ") else b""
        recorded = None if self.recorded_by is None else str(self.recorded_by)
        return Packed(
            frames=tuple(
                KeyFrame(at_ms=1_000 * number, data=b"frame " + said[number : number + 1])
                for number in range(len(said))
            ),
            sketch=said or None,
            recorded=recorded,
            recorded_by=self.recorded_by,
        )

    def is_one_film(self, one: bytes, other: bytes) -> bool:
        return 3 * len(set(one) & set(other)) >= 2 * len(set(one))


def opened(reader: Reader | None = None) -> Shop:
    counter = Counter()
    counter.desk = replace(counter.desk, packing_reader=reader)
    desk = counter.desk
    add_listing(desk, PLATFORM, "listing-cup", title="杯", category="tableware", merchant="s-1")
    show_picture(desk, PLATFORM, "listing-cup", b"the cup, whole", media_type="image/jpeg")
    counter.wait()
    told = replace(TOLD, dates=OrderDates(placed_at=counter.now))
    order = register_order(desk, PLATFORM, told).order
    return Shop(
        counter=counter,
        order=order,
        buyer=member(order.buyer, caller.Role.BUYER),
        agent=member("agent-7", caller.Role.MERCHANT_AGENT, acts_for=order.merchant),
    )


def pack(counter: Counter, *films: bytes, order: str = "order-1", parcel: str = "parcel-1") -> None:
    """Keep films of a packing, however the order came to the desk."""
    merchant = Actor(kind=ActorKind.MERCHANT, id=PersonId("merchant-1"))

    def whole(work: Work) -> None:
        sent = SentParcel(id=parcel, order=order, carrier="SF", coded_at=counter.now)
        work.packing.add(sent, tracking=parcel, by=merchant, at=counter.now)
        for number, film in enumerate(films, 1):
            file = DispatchFile(
                id=f"{parcel}-{number}",
                parcel=parcel,
                person=merchant.id,
                name=f"{number}.mp4",
                media=Media.VIDEO,
                sha256=hashlib.sha256(film).hexdigest(),
                address=parcel,
                size_bytes=len(film),
                received_at=counter.now,
            )
            work.packing.add_file(file, by=merchant)

    counter.desk.units.write(TENANT, whole)
