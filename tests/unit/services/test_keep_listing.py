"""Listings keep what they have shown, and belong to their merchant."""

import pytest

from fairclaim.domain.errors import EmptyFileError, UsageError
from fairclaim.services.errors import NotFoundError, OtherOrderError
from fairclaim.services.keep_listing import (
    add_listing,
    close_listing,
    import_listings,
    listing_pictures,
    remove_picture,
    show_picture,
)
from unit.services.counter import PLATFORM
from unit.services.shop import OTHER_AGENT, opened


def test_the_same_picture_is_one_and_a_removed_one_stays_known_for_its_time() -> None:
    shop = opened()
    desk, counter = shop.counter.desk, shop.counter
    (first,) = listing_pictures(desk, shop.agent, "listing-cup")
    assert show_picture(desk, shop.agent, "listing-cup", b"the cup, whole", media_type="image/jpeg") == first
    remove_picture(desk, shop.agent, "listing-cup", first.id)
    remove_picture(desk, shop.agent, "listing-cup", first.id)
    second = show_picture(desk, shop.agent, "listing-cup", b"the cup, new", media_type="image/jpeg")
    assert [one.id for one in listing_pictures(desk, shop.agent, "listing-cup", at=counter.now)] == [second.id]
    placed = shop.order.dates.placed_at
    assert [one.id for one in listing_pictures(desk, PLATFORM, "listing-cup", at=placed)] in ([first.id], [second.id])
    close_listing(desk, shop.agent, "listing-cup")


def test_anothers_listing_is_as_if_it_did_not_exist() -> None:
    shop = opened()
    with pytest.raises(NotFoundError):
        listing_pictures(shop.counter.desk, OTHER_AGENT, "listing-cup")
    with pytest.raises(NotFoundError):
        remove_picture(shop.counter.desk, shop.agent, "listing-cup", "picture-none")
    with pytest.raises(OtherOrderError):
        add_listing(shop.counter.desk, PLATFORM, "listing-cup", title="盘", merchant="s-1")


def test_what_is_no_listing_or_no_picture_is_refused() -> None:
    desk = opened().counter.desk
    for listing, title, merchant in (("a b", "x", "s"), ("a", " ", "s"), ("a", "x", None)):
        with pytest.raises(UsageError):
            add_listing(desk, PLATFORM, listing, title=title, merchant=merchant)
    with pytest.raises(EmptyFileError):
        show_picture(desk, PLATFORM, "listing-cup", b"", media_type="image/jpeg")


def test_an_import_adds_the_rest_when_it_is_run_again_and_tells_what_was_refused() -> None:
    shop = opened()
    rows = [(number, {"id": f"thing-{number}", "title": "杯"}) for number in range(1, 401)]
    told: list[int] = []
    first = import_listings(shop.counter.desk, shop.agent, rows[:250], progress=told.append)
    assert (first.read, first.added, told) == (250, 250, [200])
    again = import_listings(shop.counter.desk, shop.agent, [*rows, (401, {"id": "listing-cup", "title": "盘"})])
    assert (again.read, again.added, again.known) == (401, 150, 250)
    assert [(one.number, one.field) for one in again.refused] == [(401, "-")]
