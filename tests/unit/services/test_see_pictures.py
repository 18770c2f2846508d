import pytest

from fairclaim.services.errors import NotAllowedError, NotFoundError
from fairclaim.services.hand_in_dispatch import add_parcel, hand_in_dispatch
from fairclaim.services.keep_listing import remove_picture, show_picture
from fairclaim.services.see_pictures import (
    dispatch_file,
    listing_picture,
    order_parcels,
    order_picture,
    order_pictures,
    own_listings,
)
from unit.services.counter import ADMIN, ANN, BUYER, STRANGER
from unit.services.shop import OTHER_AGENT, opened


def test_a_buyer_sees_what_was_shown_when_the_order_was_placed() -> None:
    shop = opened()
    desk = shop.counter.desk
    shop.counter.wait()
    later = show_picture(desk, shop.agent, "listing-cup", b"the cup, retouched", media_type="image/jpeg")
    (shown,) = order_pictures(desk, shop.buyer, shop.order.id)[shop.order.lines[0].id]
    assert order_picture(desk, shop.buyer, shop.order.id, shown.id) == (shown, b"the cup, whole")
    with pytest.raises(NotFoundError):
        order_picture(desk, shop.buyer, shop.order.id, later.id)
    for who in (STRANGER, ANN, OTHER_AGENT):
        with pytest.raises(NotFoundError):
            order_pictures(desk, who, shop.order.id)


def test_an_agent_finds_the_own_listings_with_all_their_pictures() -> None:
    shop = opened()
    desk = shop.counter.desk
    (listing,) = own_listings(desk, shop.agent)
    assert listing.title == "杯"
    assert own_listings(desk, OTHER_AGENT) == ()
    (picture,) = desk.units.read(shop.agent.tenant, lambda work: work.shelf.pictures("listing-cup"))
    remove_picture(desk, shop.agent, "listing-cup", picture.id)
    assert listing_picture(desk, shop.agent, "listing-cup", picture.id)[1] == b"the cup, whole"
    for who in (OTHER_AGENT, BUYER):
        with pytest.raises(NotFoundError):
            listing_picture(desk, who, "listing-cup", picture.id)
    with pytest.raises(NotFoundError):
        listing_picture(desk, shop.agent, "listing-cup", "picture-99")
    with pytest.raises(NotFoundError):
        listing_picture(desk, shop.agent, "listing-99", picture.id)
    with pytest.raises(NotAllowedError):
        own_listings(desk, ADMIN)


def test_packing_is_seen_by_its_merchant_alone() -> None:
    shop = opened()
    desk = shop.counter.desk
    parcel = add_parcel(desk, shop.agent, shop.order.id, carrier="SF", tracking="SF1")
    file = hand_in_dispatch(desk, shop.agent, parcel.id, b"packed", name="p.jpg")
    assert order_parcels(desk, shop.agent, shop.order.id) == (parcel,)
    assert dispatch_file(desk, shop.agent, parcel.id, file.id) == (file, b"packed")
    with pytest.raises(NotFoundError):
        dispatch_file(desk, shop.agent, parcel.id, "file-99")
    for who in (shop.buyer, OTHER_AGENT):
        for act in (
            lambda who=who: order_parcels(desk, who, shop.order.id),
            lambda who=who: dispatch_file(desk, who, parcel.id, file.id),
            lambda who=who: dispatch_file(desk, who, "parcel-99", file.id),
        ):
            with pytest.raises(NotFoundError):
                act()
