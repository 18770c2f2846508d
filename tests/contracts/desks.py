"""The desk of the tests' people, in memory and on a real store, with the policy that is shipped."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from fairclaim.compose import new_id
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.decision import Consequence
from fairclaim.domain.desk.order_line import ClaimedItem, LineId
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.remedy import Remedy
from fairclaim.domain.verdict import Call
from fairclaim.services.file_claim import ClaimRequest, Filed, file_claim
from fairclaim.services.intake import Upload
from fairclaim.services.ports.photo_search import Alike, PhotoPrint, PhotoSearch
from fairclaim.services.ports.routing import Advice, RouteFacts
from fairclaim.services.ports.work import Work as Ports
from fairclaim.services.route_facts import policy_facts
from fairclaim.store.blobs.object_blobs import local_blobs
from fairclaim.store.desk.carrier import StoreCarrier
from fairclaim.store.desk.routing import Deciders, advice_of
from fairclaim.store.desk.units import StoreUnits
from fairclaim.store.trade import StoredLine, StoredOrder
from store_engines import RING
from store_engines import Desk as StoreDesk
from unit.services.counter import BUYER, LINE, MONDAY, ORDER, OTHER_TENANT, RETURN, TENANT, WISH, Counter

T = TypeVar("T")
WISH_1 = replace(WISH, items=(ClaimedItem(line=LineId("1"), quantity=1),))
SECRET_WORDS = "杯口有裂纹，请找老周"  # noqa: S105  (what a buyer says)


def shipped(deciders: Deciders) -> Callable[[RouteFacts], Advice]:
    return lambda facts: advice_of(deciders.shipped().decide(policy_facts(facts, tenant="any")))


class DeskInMemory(Counter):
    """The desk on the store in memory."""

    def __init__(self, *, call: Call = Call.FORGED) -> None:
        super().__init__(shipped(Deciders()), call=call)
        line = replace(LINE, id=LineId("1"))
        self.rows.orders["order-1"] = replace(ORDER, lines=(line,))
        self.memory.rows(OTHER_TENANT).orders["order-1"] = replace(ORDER, lines=(line,))

    def file(self, *photos: Upload, key: str | None = None, asked: Remedy = RETURN) -> Filed:
        return file_claim(self.desk, BUYER, self.wish(*photos, asked=asked), key=key)

    def wish(self, *photos: Upload, asked: Remedy = RETURN) -> ClaimRequest:
        return replace(WISH_1, photos=photos, asked=asked, words=SECRET_WORDS)


class DeskOnStore(DeskInMemory):
    """The same desk on a real store: the tenant's street is one of the store's own."""

    def __init__(self, on: StoreDesk, folder: Path, *, call: Call = Call.FORGED) -> None:
        super().__init__(call=call)
        self.on = on
        self.blobs_folder = folder / "blobs"
        self.blobs = local_blobs(self.blobs_folder)
        self.units = StoreUnits(on.store, self.blobs, ring=RING)
        self.carrier_on_store = StoreCarrier(on.store, now=lambda: self.now, ids=new_id)
        self.desk = replace(
            self.desk,
            units=_Renamed(self.units, on),
            ids=new_id,
            carrier=_RenamedCarrier(self.carrier_on_store, on),
        )
        for tenant in (on.mine, on.theirs):
            furnish(on, tenant)

    def claim(self, claim: ClaimId) -> Claim:
        found = self.desk.units.read(TENANT, lambda work: work.claims.find(claim))
        assert found is not None
        return found


def furnish(on: StoreDesk, tenant: str) -> None:
    """Give a tenant its people and an order."""
    with on.store.write(tenant) as work:
        for person, kind in (("buyer-1", "buyer"), ("buyer-9", "buyer"), ("merchant-1", "merchant")):
            work.persons.add(person, kind=kind, at=MONDAY, fields={"name": f"老周 {person}"})
        for order in ("order-1", *(f"order-{number}" for number in range(10, 20))):
            work.trade.add_order(
                StoredOrder(
                    id=order,
                    buyer="buyer-1",
                    merchant="merchant-1",
                    currency="CNY",
                    placed_at=MONDAY,
                    delivered_at=ORDER.dates.delivered_at,
                    lines=(StoredLine(number=1, title="cup", quantity=2, amount_minor=20_000, category="tableware"),),
                ),
                number=f"TB-{order}",
            )


class _Renamed:
    """The tests' people live in a tenant of one name; each test has a tenant of its own in the store."""

    def __init__(self, units: StoreUnits, on: StoreDesk) -> None:
        self._units = units
        self._names = {TENANT: on.mine, OTHER_TENANT: on.theirs}

    def write(self, tenant: str, act: Callable[[Ports], T]) -> T:
        return self._units.write(self._names[tenant], act)

    def read(self, tenant: str, act: Callable[[Ports], T]) -> T:
        return self._units.read(self._names[tenant], act)


class RenamedSearch:
    """A search in the tenants' own names, as `_Renamed`."""

    def __init__(self, search: PhotoSearch, on: StoreDesk) -> None:
        self._search = search
        self._names = {TENANT: on.mine, OTHER_TENANT: on.theirs}
        self.version = search.version
        self.describe, self.is_copy = search.describe, search.is_copy

    def alike(self, tenant: str, sought: PhotoPrint, *, before: datetime, limit: int) -> Sequence[Alike]:
        return self._search.alike(self._names[tenant], sought, before=before, limit=limit)


class _RenamedCarrier:
    def __init__(self, carrier: StoreCarrier, on: StoreDesk) -> None:
        self._carrier = carrier
        self._names = {TENANT: on.mine, OTHER_TENANT: on.theirs}

    def carry_out(self, tenant: str, claim: Claim, consequence: Consequence, *, key: str) -> str | None:
        return self._carrier.carry_out(self._names[tenant], claim, consequence, key=key)

    def take_back(self, tenant: str, claim: Claim, consequence: Consequence, *, key: str) -> None:
        self._carrier.take_back(self._names[tenant], claim, consequence, key=key)
