"""The part of the store in memory that holds what was sold, shown and sent."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Protocol

from fairclaim.domain.desk.facts import Event
from fairclaim.domain.desk.live_capture import LiveCapture
from fairclaim.domain.desk.money import Money
from fairclaim.domain.desk.order_line import OrderLine
from fairclaim.domain.desk.party import Actor, ActorKind, PersonId
from fairclaim.domain.order import Order
from fairclaim.services.ports.endpoints import Delivery, Endpoint
from fairclaim.services.ports.people import KnownOrder
from fairclaim.services.ports.policies import KeptPolicy
from fairclaim.services.ports.trade import (
    DispatchFile,
    OrderDates,
    ParcelStep,
    SentParcel,
    ShownListing,
    ShownPicture,
    SoldOrder,
)


@dataclass(frozen=True)
class ParcelRecord:
    parcel: str
    number: int
    step: ParcelStep
    by: Actor
    at: datetime
    told: str
    file: str | None


@dataclass
class Things:
    """Rows of one tenant."""

    persons: dict[tuple[ActorKind, str], PersonId] = field(default_factory=dict)
    sold: dict[str, SoldOrder] = field(default_factory=dict)
    listings: dict[str, ShownListing] = field(default_factory=dict)
    pictures: dict[str, ShownPicture] = field(default_factory=dict)
    parcels: dict[str, tuple[SentParcel, str]] = field(default_factory=dict)
    dispatch: dict[str, DispatchFile] = field(default_factory=dict)
    steps: dict[int, ParcelRecord] = field(default_factory=dict)
    captures: dict[str, LiveCapture] = field(default_factory=dict)
    endpoints: dict[str, tuple[Endpoint, tuple[bytes, ...]]] = field(default_factory=dict)
    policies: dict[tuple[str | None, int], KeptPolicy] = field(default_factory=dict)
    deliveries: dict[str, Delivery] = field(default_factory=dict)

    def copy(self) -> "Things":
        return Things(**{one.name: dict(getattr(self, one.name)) for one in fields(self)})


class HasThings(Protocol):
    things: Things
    events: list[Event]
    orders: dict[str, KnownOrder]
    erased: set[PersonId]


class HasBlobs(Protocol):
    blobs: dict[str, bytes]

    @property
    def trap(self) -> Callable[[], None]: ...


class Room:
    def __init__(self, memory: HasBlobs, rows: HasThings) -> None:
        self.memory, self._rows = memory, rows

    @property
    def things(self) -> Things:
        self.memory.trap()
        return self._rows.things


class MemoryRegistry(Room):
    def person(self, external: str, *, side: ActorKind, new: PersonId, at: datetime) -> PersonId:
        del at
        return self.things.persons.setdefault((side, external), new)

    def known(self, external: str, *, side: ActorKind) -> PersonId | None:
        found = self.things.persons.get((side, external))
        return None if found in self._rows.erased else found

    def add(self, order: SoldOrder) -> None:
        things = self.things
        assert order.id not in things.sold
        things.sold[order.id] = order
        self._rows.orders[order.id] = _known(order)

    def find(self, order: str) -> SoldOrder | None:
        return self.things.sold.get(order)

    def numbered(self, number: str) -> Sequence[SoldOrder]:
        return [one for one in self.things.sold.values() if one.number == number]

    def set_dates(self, order: str, dates: OrderDates) -> None:
        things = self.things
        things.sold[order] = replace(things.sold[order], dates=dates)
        self._rows.orders[order] = _known(things.sold[order])

    def of_party(self, person: PersonId, *, after: tuple[datetime, str] | None, limit: int) -> Sequence[SoldOrder]:
        mine = [one for one in self.things.sold.values() if person in (one.buyer, one.merchant)]
        mine.sort(key=lambda one: (one.dates.placed_at, one.id), reverse=True)
        return [one for one in mine if after is None or (one.dates.placed_at, one.id) < after][:limit]


def _known(order: SoldOrder) -> KnownOrder:
    return KnownOrder(
        id=order.id,
        buyer=order.buyer,
        merchant=order.merchant,
        lines=tuple(
            OrderLine(
                id=line.id,
                title=line.title,
                category=line.category,
                quantity=line.quantity,
                paid=Money(line.amount_minor, order.currency),
                refunded=Money(0, order.currency),
            )
            for line in order.lines
        ),
        dates=Order(
            id=order.number,
            placed_at=order.dates.placed_at,
            shipped_at=order.dates.shipped_at,
            delivered_at=order.dates.delivered_at,
        ),
        listings={line.id: line.listing for line in order.lines if line.listing is not None},
    )


class MemoryShelf(Room):
    def add(self, listing: ShownListing) -> None:
        self.things.listings[listing.id] = listing

    def find(self, listing: str) -> ShownListing | None:
        return self.things.listings.get(listing)

    def of_merchant(self, merchant: PersonId) -> Sequence[ShownListing]:
        mine = [one for one in self.things.listings.values() if one.merchant == merchant]
        return sorted(mine, key=lambda one: one.created_at, reverse=True)

    def close(self, listing: str, *, at: datetime) -> None:
        things = self.things
        things.listings[listing] = replace(things.listings[listing], closed_at=at)

    def pictures(self, listing: str) -> Sequence[ShownPicture]:
        return [one for one in self.things.pictures.values() if one.listing == listing]

    def keep(self, data: bytes) -> str:
        address = hashlib.sha256(data).hexdigest()
        self.memory.blobs[address] = data
        return address

    def bytes_of(self, picture: ShownPicture) -> bytes | None:
        return self.memory.blobs.get(picture.address)

    def show(self, picture: ShownPicture) -> None:
        self.things.pictures[picture.id] = picture

    def remove(self, picture: str, *, at: datetime) -> None:
        things = self.things
        things.pictures[picture] = replace(things.pictures[picture], removed_at=at)


class MemoryPacking(Room):
    def add(self, parcel: SentParcel, *, tracking: str, by: Actor, at: datetime) -> None:
        self.things.parcels[parcel.id] = (parcel, tracking)
        self._record(parcel.id, ParcelStep.CODED, by=by, at=at, told=parcel.order)

    def find(self, parcel: str) -> SentParcel | None:
        found = self.things.parcels.get(parcel)
        return None if found is None else found[0]

    def of_order(self, order: str) -> Sequence[SentParcel]:
        return [one for one, _ in self.things.parcels.values() if one.order == order]

    def tracked(self, order: str, tracking: str) -> SentParcel | None:
        known = self.things.parcels.values()
        return next((one for one, number in known if one.order == order and number == tracking), None)

    def set_times(self, parcel: SentParcel, *, by: Actor, at: datetime) -> None:
        things = self.things
        things.parcels[parcel.id] = (parcel, things.parcels[parcel.id][1])
        self._record(parcel.id, ParcelStep.SCANNED, by=by, at=at, told=str(parcel))

    def add_file(self, file: DispatchFile, frames: Sequence[DispatchFile] = (), *, by: Actor) -> None:
        for one in (file, *frames):
            self.things.dispatch[one.id] = one
        self._record(file.parcel, ParcelStep.RECEIVED, by=by, at=file.received_at, file=file.id)

    def files(self, parcel: str) -> Sequence[DispatchFile]:
        return [one for one in self.things.dispatch.values() if one.parcel == parcel and one.frame_of is None]

    def frames(self, parcel: str) -> Sequence[DispatchFile]:
        return [one for one in self.things.dispatch.values() if one.parcel == parcel and one.frame_of is not None]

    def same_bytes(self, merchant: PersonId, sha256: str) -> Sequence[DispatchFile]:
        return [one for one in self._of(merchant) if one.sha256 == sha256]

    def sketched(self, merchant: PersonId, *, since: datetime, until: datetime, limit: int) -> Sequence[DispatchFile]:
        mine = [one for one in self._of(merchant) if one.sketch and since <= one.received_at <= until]
        return sorted(mine, key=lambda one: one.received_at, reverse=True)[:limit]

    def _of(self, merchant: PersonId) -> Sequence[DispatchFile]:
        return [one for one in self.things.dispatch.values() if one.person == merchant and one.frame_of is None]

    def _record(
        self, parcel: str, step: ParcelStep, *, by: Actor, at: datetime, told: str = "", file: str | None = None
    ) -> None:
        steps = self.things.steps
        number = sum(one.parcel == parcel for one in steps.values()) + 1
        place = len(self._rows.events) + len(steps)
        steps[place] = ParcelRecord(parcel=parcel, number=number, step=step, by=by, at=at, told=told, file=file)


class MemoryCaptures(Room):
    def find(self, capture: str) -> LiveCapture | None:
        return self.things.captures.get(capture)

    def of(self, thing: str) -> Sequence[LiveCapture]:
        return [one for one in self.things.captures.values() if one.thing == thing]

    def add(self, capture: LiveCapture) -> None:
        assert capture.id not in self.things.captures
        self.things.captures[capture.id] = capture

    def use(self, capture: LiveCapture) -> None:
        assert self.things.captures[capture.id].file is None
        self.things.captures[capture.id] = capture

    def forget(self, thing: str, *, lapsed_at: datetime, keep: int) -> None:
        waiting = [one for one in self.of(thing) if one.file is None]
        old = {one.id for one in waiting if one.until <= lapsed_at} | {
            one.id for one in waiting[: max(len(waiting) - keep, 0)]
        }
        for name in old:
            del self.things.captures[name]


class MemoryPolicyVersions(Room):
    def all(self, category: str | None) -> Sequence[KeptPolicy]:
        return [one for one in self.things.policies.values() if one.category == category]

    def add(self, category: str | None, model: Mapping[str, object], *, author: PersonId, at: datetime) -> KeptPolicy:
        del at
        kept = KeptPolicy(
            category=category,
            version=len(self.all(category)) + 1,
            stage="draft",
            model=model,
            author=author,
            publisher=None,
            published_at=None,
        )
        self.things.policies[category, kept.version] = kept
        return kept

    def set_stage(self, policy: KeptPolicy) -> None:
        self.things.policies[policy.category, policy.version] = policy


class TradeInMemory:
    """The ports of this file."""

    def __init__(self, memory: HasBlobs, rows: HasThings) -> None:
        self.registry = MemoryRegistry(memory, rows)
        self.shelf = MemoryShelf(memory, rows)
        self.packing = MemoryPacking(memory, rows)
        self.captures = MemoryCaptures(memory, rows)
        self.policy_versions = MemoryPolicyVersions(memory, rows)
