"""What shows the packing is kept as received, before the first scan and not after it."""

import pytest

from fairclaim.domain.desk.evidence_rules import Media
from fairclaim.domain.errors import EmptyFileError, UsageError
from fairclaim.services.errors import NotFoundError, TooLateError
from fairclaim.services.hand_in_dispatch import add_parcel, dispatch_files, hand_in_dispatch, tell_scans
from unit.services.counter import HOUR, PLATFORM
from unit.services.shop import OTHER_AGENT, opened


def test_the_same_bytes_are_one_file_and_none_is_taken_after_the_first_scan() -> None:
    shop = opened()
    desk = shop.counter.desk
    parcel = add_parcel(desk, shop.agent, shop.order.id, carrier="SF", tracking="SF1")
    assert add_parcel(desk, PLATFORM, shop.order.id, carrier="SF", tracking="SF1") == parcel
    film = hand_in_dispatch(desk, shop.agent, parcel.id, b"packing", name="a.mp4", media=Media.VIDEO)
    assert hand_in_dispatch(desk, shop.agent, parcel.id, b"packing") == film
    assert dispatch_files(desk, shop.agent, parcel.id) == (film,)
    tell_scans(desk, PLATFORM, parcel.id, scanned_at=shop.counter.now)
    shop.counter.wait()
    with pytest.raises(TooLateError):
        hand_in_dispatch(desk, shop.agent, parcel.id, b"another")
    assert hand_in_dispatch(desk, shop.agent, parcel.id, b"packing") == film
    with pytest.raises(UsageError):
        tell_scans(desk, PLATFORM, parcel.id, delivered_at=shop.counter.now - 3 * HOUR)


def test_only_the_own_merchant_and_the_platform_hand_in() -> None:
    shop = opened()
    desk = shop.counter.desk
    parcel = add_parcel(desk, shop.agent, shop.order.id, carrier="SF", tracking="SF1")
    for who in (OTHER_AGENT, shop.buyer):
        with pytest.raises(NotFoundError):
            hand_in_dispatch(desk, who, parcel.id, b"x")
    with pytest.raises(EmptyFileError):
        hand_in_dispatch(desk, shop.agent, parcel.id, b"")
    with pytest.raises(UsageError):
        add_parcel(desk, shop.agent, shop.order.id, carrier=" ", tracking="SF1")
