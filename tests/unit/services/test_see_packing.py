import pytest

from fairclaim.services.errors import NotFoundError
from fairclaim.services.hand_in_dispatch import add_parcel, hand_in_dispatch
from fairclaim.services.see_packing import see_packing
from unit.services.counter import PLATFORM
from unit.services.shop import OTHER_AGENT, opened


def test_packing_is_seen_by_its_merchant_and_the_platform_alone() -> None:
    shop = opened()
    desk = shop.counter.desk
    parcel = add_parcel(desk, shop.agent, shop.order.id, carrier="SF", tracking="SF1")
    file = hand_in_dispatch(desk, shop.agent, parcel.id, b"packed", name="p.jpg")
    for who in (shop.agent, PLATFORM):
        packed = see_packing(desk, who, parcel.id)
        assert packed.parcel == parcel
        assert [one.file for one in packed.files] == [file]
    for who, which in ((shop.buyer, parcel.id), (OTHER_AGENT, parcel.id), (shop.agent, "parcel-99")):
        with pytest.raises(NotFoundError):
            see_packing(desk, who, which)
