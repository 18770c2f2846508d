"""Orders and parcels are found by the numbers that people know, which stand nowhere in clear."""

import pytest

from fairclaim.store.errors import AlreadyThereError, NotThereError
from fairclaim.store.trade import StoredLine, StoredOrder, StoredPicture
from fairclaim.store.work import Work
from store_engines import NOON, Desk
from unit.store.samples import buyer

LINES = (
    StoredLine(number=1, title="A cup", quantity=2, amount_minor=1990, category="kitchen"),
    StoredLine(number=2, title="A plate", quantity=1, amount_minor=0),
)
ORDER = StoredOrder(id="order-1", buyer="buyer-1", merchant="merchant-1", currency="CNY", placed_at=NOON, lines=LINES)


def parties(work: Work) -> None:
    buyer(work)
    work.persons.add("merchant-1", kind="merchant", at=NOON)


def test_an_order_is_read_back_and_found_however_its_number_is_spelled(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        parties(work)
        work.trade.add_order(ORDER, number="TB-7781 99")
        work.trade.add_parcel("parcel-1", order="order-1", carrier="SF", tracking="SF 1024", dispatched_at=None)
    with desk.store.read(desk.mine) as work:
        assert work.trade.order("order-1") == ORDER
        assert work.trade.order_number("order-1") == "TB-7781 99"
        assert work.trade.find_orders("tb778199") == ("order-1",)
        assert work.trade.find_orders("TB-0") == ()
        assert work.trade.find_parcels("sf1024") == ("parcel-1",)
    with desk.store.read(desk.theirs) as work:
        assert work.trade.find_orders("tb778199") == ()
        with pytest.raises(NotThereError):
            work.trade.order("order-1")


@pytest.mark.parametrize(
    "line",
    [
        StoredLine(number=1, title="x", quantity=0, amount_minor=1),
        StoredLine(number=1, title="x", quantity=1, amount_minor=-1),
    ],
)
def test_quantities_and_amounts_that_cannot_be_are_refused(desk: Desk, line: StoredLine) -> None:
    wrong = StoredOrder(
        id="order-1", buyer="buyer-1", merchant="merchant-1", currency="CNY", placed_at=NOON, lines=(line,)
    )
    with pytest.raises(AlreadyThereError), desk.store.write(desk.mine) as work:  # noqa: PT012  (the whole unit of work is refused)
        parties(work)
        work.trade.add_order(wrong, number="1")


def test_a_listing_has_its_pictures(desk: Desk) -> None:
    picture = StoredPicture(
        id="picture-1", listing="listing-1", blob="b" * 64, media_type="image/jpeg", size_bytes=3, added_at=NOON
    )
    with desk.store.write(desk.mine) as work:
        parties(work)
        work.trade.add_listing("listing-1", merchant="merchant-1", title="A cup", at=NOON)
        work.trade.add_pictures([picture])
        assert work.trade.pictures("listing-1") == (picture,)
        assert work.trade.pictures("listing-2") == ()
