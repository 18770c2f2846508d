"""Orders are told once, refused where they cannot be, and never rewritten."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fairclaim.domain.errors import UsageError
from fairclaim.services.errors import NotAllowedError, NotFoundError, OtherOrderError
from fairclaim.services.ports.trade import OrderDates
from fairclaim.services.register_order import check_dates, check_told, import_orders, register_order, update_dates
from unit.services.counter import ADMIN, HOUR, MONDAY, PLATFORM
from unit.services.shop import TOLD, opened

GOOD = {
    "number": "N-1",
    "buyer": "u-2",
    "merchant": "s-1",
    "currency": "CNY",
    "placed_at": "2026-03-01T12:00:00+08:00",
    "lines": [{"title": "杯", "category": "tableware", "quantity": 1, "amount_minor": 990}],
}


def test_the_same_order_is_told_once_and_another_of_its_number_is_refused() -> None:
    shop = opened()
    told = replace(TOLD, dates=shop.order.dates)
    again = register_order(shop.counter.desk, PLATFORM, told)
    assert (again.is_new, again.order) == (False, shop.order)
    with pytest.raises(OtherOrderError):
        register_order(shop.counter.desk, PLATFORM, replace(told, currency="USD"))
    assert register_order(shop.counter.desk, PLATFORM, replace(told, number="TB-2")).is_new


def test_a_line_names_a_listing_of_its_own_merchant() -> None:
    shop = opened()
    with pytest.raises(UsageError):
        register_order(shop.counter.desk, PLATFORM, replace(TOLD, number="x", merchant="s-2"))


def test_only_the_platform_registers() -> None:
    with pytest.raises(NotAllowedError):
        register_order(opened().counter.desk, ADMIN, TOLD)


def test_many_orders_come_in_and_a_bad_line_spoils_no_other() -> None:
    shop = opened()
    rows = [(1, GOOD), (2, {**GOOD, "currency": "XXX"}), (3, GOOD), (4, {**GOOD, "merchant": "u-2"})]
    done = import_orders(shop.counter.desk, PLATFORM, rows)
    assert (done.read, done.added, done.known) == (4, 1, 1)
    assert [(one.number, one.field) for one in done.refused] == [(2, "currency"), (4, "-")]


def test_dates_are_told_later_and_run_forwards() -> None:
    shop = opened()
    desk, placed = shop.counter.desk, shop.order.dates.placed_at
    update_dates(desk, PLATFORM, shop.order.id, shipped_at=placed + HOUR)
    told = update_dates(desk, PLATFORM, shop.order.id, delivered_at=placed + 2 * HOUR)
    assert told.dates == OrderDates(placed_at=placed, shipped_at=placed + HOUR, delivered_at=placed + 2 * HOUR)
    with pytest.raises(UsageError):
        update_dates(desk, PLATFORM, shop.order.id, delivered_at=placed - HOUR)
    with pytest.raises(NotFoundError):
        update_dates(desk, PLATFORM, "order-none", delivered_at=placed)


def test_what_cannot_be_is_no_order() -> None:
    check_told(TOLD)
    check_dates(TOLD.dates)
    for wrong in (replace(TOLD, lines=()), replace(TOLD, buyer="s-1")):
        with pytest.raises(UsageError):
            check_told(wrong)
    with pytest.raises(UsageError):
        check_dates(OrderDates(placed_at=MONDAY, shipped_at=MONDAY - timedelta(days=1)))
