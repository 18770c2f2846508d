"""Orders that the tenant's systems tell, on both engines."""

from dataclasses import replace
from datetime import timedelta

from fairclaim.domain.desk.order_line import LineId
from fairclaim.domain.desk.party import ActorKind, PersonId
from fairclaim.services.ports.trade import OrderDates, SoldLine, SoldOrder
from fairclaim.store.desk.registry import StoredRegistry
from store_engines import NOON, Desk

LINE = SoldLine(id=LineId("1"), title="杯", category="tableware", quantity=2, amount_minor=3990)
ORDER = SoldOrder(
    id="order-1",
    number="TB-1",
    buyer=PersonId("b"),
    merchant=PersonId("m"),
    currency="CNY",
    lines=(LINE,),
    dates=OrderDates(placed_at=NOON),
)


def parties(registry: StoredRegistry) -> None:
    registry.person("u-1", side=ActorKind.BUYER, new=PersonId("b"), at=NOON)
    registry.person("u-1", side=ActorKind.MERCHANT, new=PersonId("m"), at=NOON)


def test_an_external_id_is_one_person_of_each_side_and_as_spelled(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        registry = StoredRegistry(work)
        parties(registry)
        assert registry.person("u-1", side=ActorKind.BUYER, new=PersonId("x"), at=NOON) == "b"
        assert registry.person("u-1", side=ActorKind.MERCHANT, new=PersonId("x"), at=NOON) == "m"
        assert registry.person("U-1", side=ActorKind.BUYER, new=PersonId("c"), at=NOON) == "c"


def test_an_order_is_read_back_with_its_dates_and_pages_are_stable(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        registry = StoredRegistry(work)
        parties(registry)
        registry.add(ORDER)
        registry.add(replace(ORDER, id="order-2", number="TB-2"))
        later = OrderDates(placed_at=NOON, shipped_at=NOON + timedelta(hours=1), delivered_at=None)
        registry.set_dates("order-1", later)
    with desk.store.read(desk.mine) as work:
        registry = StoredRegistry(work)
        assert registry.find("order-1") == replace(ORDER, dates=later)
        assert [one.id for one in registry.numbered("tb 1")] == ["order-1"]
        assert [one.id for one in registry.of_party(PersonId("m"), after=None, limit=1)] == ["order-2"]
        assert [one.id for one in registry.of_party(PersonId("b"), after=(NOON, "order-2"), limit=9)] == ["order-1"]
    with desk.store.read(desk.theirs) as work:
        assert StoredRegistry(work).find("order-1") is None


def test_an_erased_buyer_leaves_the_order_without_its_number(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        registry = StoredRegistry(work)
        parties(registry)
        registry.add(ORDER)
        work.persons.erase("b", at=NOON)
        found = registry.find("order-1")
        assert found is not None
        assert found.number is None
        assert registry.numbered("TB-1") == []
