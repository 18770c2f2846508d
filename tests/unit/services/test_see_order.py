"""A party finds the own orders, and nobody else's."""

from dataclasses import replace

import pytest

from fairclaim.services.errors import NotFoundError
from fairclaim.services.register_order import register_order
from fairclaim.services.see_order import find_orders, own_orders, see_order
from unit.services.counter import ANN, PLATFORM, STRANGER
from unit.services.shop import TOLD, opened


def test_parties_see_their_order_and_others_find_nothing() -> None:
    shop = opened()
    desk = shop.counter.desk
    for who in (shop.buyer, shop.agent, PLATFORM):
        assert see_order(desk, who, shop.order.id) == shop.order
        assert find_orders(desk, who, "TB-7781") == (shop.order,)
    for who in (STRANGER, ANN):
        assert find_orders(desk, who, "TB-7781") == ()
        with pytest.raises(NotFoundError):
            see_order(desk, who, shop.order.id)


def test_own_orders_come_page_by_page() -> None:
    shop = opened()
    desk = shop.counter.desk
    register_order(desk, PLATFORM, replace(TOLD, number="TB-2"))
    first = own_orders(desk, shop.buyer, limit=1)
    second = own_orders(desk, shop.buyer, cursor=first.cursor, limit=1)
    assert {one.number for one in (*first.things, *second.things)} == {"TB-7781", "TB-2"}
    assert second.cursor is None
    assert len(own_orders(desk, shop.agent).things) == 2
