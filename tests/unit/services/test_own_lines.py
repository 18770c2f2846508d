from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TypeVar

import pytest

from fairclaim.domain.desk.decision import Route
from fairclaim.domain.desk.party import ActorKind
from fairclaim.domain.desk.remedy import RemedyKind
from fairclaim.domain.desk.states import State
from fairclaim.services.errors import NotFoundError
from fairclaim.services.examine_claim import examine_claim
from fairclaim.services.list_claims import ClaimWish
from fairclaim.services.own_lines import own_lines
from fairclaim.services.ports.work import Units, Work
from fairclaim.services.register_order import register_order
from fairclaim.services.see_claim import see_claim
from unit.services.counter import ANN, MACHINE, PLATFORM, advice
from unit.services.shop import OTHER_AGENT, TOLD, Shop, opened

T = TypeVar("T")
WAITING = ClaimWish(states=frozenset({State.WAITING_MERCHANT}))


def busy(claims: int) -> Shop:
    """Return a shop with claims about as many orders, each waiting for the merchant."""
    shop = opened()
    shop.counter.memory.live = lambda _: advice(Route.OFFER_REMEDY, RemedyKind.RETURN_AND_REFUND)
    for number in range(claims):
        if number:
            told = replace(TOLD, number=f"TB-{number}", dates=shop.order.dates)
            shop.order = register_order(shop.counter.desk, PLATFORM, told).order
        examine_claim(shop.counter.desk, MACHINE, shop.file().receipt.claim)
        shop.counter.wait(timedelta(minutes=1))
    return shop


@dataclass
class Counted:
    """Units of work, counted."""

    units: Units
    opened: list[str] = field(default_factory=list)

    def read(self, tenant: str, act: Callable[[Work], T]) -> T:
        self.opened.append("read")
        return self.units.read(tenant, act)

    def write(self, tenant: str, act: Callable[[Work], T]) -> T:
        self.opened.append("write")
        return self.units.write(tenant, act)


@pytest.mark.parametrize("claims", [1, 7])
def test_a_list_is_one_unit_of_work_however_long_it_is(claims: int) -> None:
    shop = busy(claims)
    units = Counted(shop.counter.desk.units)
    found = own_lines(replace(shop.counter.desk, units=units), shop.agent, first=WAITING, limit=5)
    assert (len(found.first), len(found.page.things)) == (claims, min(claims, 5))
    assert units.opened == ["read"]


def test_a_line_is_what_the_claims_own_page_shows() -> None:
    shop = busy(2)
    for who, side in ((shop.buyer, ActorKind.BUYER), (shop.agent, ActorKind.MERCHANT)):
        found = own_lines(shop.counter.desk, who).page.things
        assert [one.view for one in found] == [
            see_claim(shop.counter.desk, who, one.id)
            for one in sorted(shop.counter.rows.claims.values(), key=lambda one: one.filed_at, reverse=True)
        ]
        assert {one.view.side for one in found} == {side}
        assert [one.titles for one in found] == [("杯",), ("杯",)]


def test_pages_follow_each_other_and_others_see_nothing() -> None:
    shop = busy(3)
    page = own_lines(shop.counter.desk, shop.buyer, limit=2).page
    rest = own_lines(shop.counter.desk, shop.buyer, limit=2, cursor=page.cursor).page
    assert (len(page.things), len(rest.things), rest.cursor) == (2, 1, None)
    assert own_lines(shop.counter.desk, OTHER_AGENT, first=WAITING).first == ()
    with pytest.raises(NotFoundError):
        own_lines(shop.counter.desk, ANN)
