"""A desk with a tenant in it, a buyer and a merchant, and one order of two cups to file a claim on."""

from fairclaim.compose import OpenDesk
from fairclaim.store.trade import StoredLine, StoredOrder
from unit.services.counter import TENANT


def furnished(desk: OpenDesk) -> OpenDesk:
    """Furnish an open desk, and return it."""
    at = desk.desk.now()
    desk.store.add_tenant(TENANT, name="A street", at=at)
    with desk.store.write(TENANT) as work:
        for person, kind in (("buyer-1", "buyer"), ("merchant-1", "merchant")):
            work.persons.add(person, kind=kind, at=at)
        line = StoredLine(number=1, title="cup", quantity=2, amount_minor=20_000, category="tableware")
        order = StoredOrder(
            id="order-1", buyer="buyer-1", merchant="merchant-1", currency="CNY", placed_at=at, lines=(line,)
        )
        work.trade.add_order(order, number="TB-1")
    return desk
