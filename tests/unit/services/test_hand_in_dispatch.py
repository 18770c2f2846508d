"""What shows the packing is kept as received, before the first scan and not after it."""

import pytest

from fairclaim.domain.desk.evidence_rules import Media
from fairclaim.domain.errors import EmptyFileError, UsageError
from fairclaim.services.errors import NotFoundError, TooLateError
from fairclaim.services.hand_in_dispatch import add_parcel, hand_in_dispatch, tell_scans
from fairclaim.services.see_packing import see_packing
from unit.services.counter import HOUR, PLATFORM
from unit.services.shop import OTHER_AGENT, Reader, Shop, opened


def test_the_same_bytes_are_one_file_and_none_is_taken_after_the_first_scan() -> None:
    shop = opened()
    desk = shop.counter.desk
    parcel = add_parcel(desk, shop.agent, shop.order.id, carrier="SF", tracking="SF1")
    assert add_parcel(desk, PLATFORM, shop.order.id, carrier="SF", tracking="SF1") == parcel
    film = hand_in_dispatch(desk, shop.agent, parcel.id, b"packing", name="a.mp4", media=Media.VIDEO)
    assert hand_in_dispatch(desk, shop.agent, parcel.id, b"packing") == film
    assert [one.file for one in see_packing(desk, shop.agent, parcel.id).files] == [film]
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


def steps(shop: Shop, parcel: str) -> list[tuple[int, str, str | None]]:
    opened_ones = shop.counter.desk.units.read(shop.agent.tenant, lambda work: work.proofs.of_parcel(parcel))
    return [(one.entry.number, one.entry.kind, one.entry.actor) for one in opened_ones]


def test_code_file_and_scan_each_enter_the_log_with_their_record() -> None:
    shop = opened()
    desk = shop.counter.desk
    parcel = add_parcel(desk, shop.agent, shop.order.id, carrier="SF", tracking="SF1")
    assert parcel.coded_at == shop.counter.now
    hand_in_dispatch(desk, shop.agent, parcel.id, b"packing")
    hand_in_dispatch(desk, shop.agent, parcel.id, b"packing")
    hand_in_dispatch(desk, PLATFORM, parcel.id, b"another")
    tell_scans(desk, PLATFORM, parcel.id, scanned_at=shop.counter.now)
    tell_scans(desk, PLATFORM, parcel.id, scanned_at=shop.counter.now)
    assert steps(shop, parcel.id) == [
        (1, "parcel-coded", "merchant"),
        (2, "dispatch-received", "merchant"),
        (3, "dispatch-received", "machine"),
        (4, "carrier-scanned", "machine"),
    ]


def test_a_film_is_kept_with_its_frames_which_are_no_files_of_their_own() -> None:
    shop = opened(Reader())
    desk = shop.counter.desk
    parcel = add_parcel(desk, shop.agent, shop.order.id, carrier="SF", tracking="SF1")
    film = hand_in_dispatch(desk, shop.agent, parcel.id, b"film abc", name="a.mp4", media=Media.VIDEO)
    hand_in_dispatch(desk, shop.agent, parcel.id, b"photo", name="a.jpg")
    kept, photo = see_packing(desk, shop.agent, parcel.id).files
    assert kept.file == film
    assert [(one.frame_of, one.at_ms, one.received_at) for one in kept.frames] == [
        (film.id, number, film.received_at) for number in (0, 1_000, 2_000)
    ]
    assert photo.frames == ()
    assert [kind for _, kind, _ in steps(shop, parcel.id)].count("dispatch-received") == 2


def test_whoever_may_not_hand_in_has_nothing_opened() -> None:
    shop = opened(Reader())
    desk = shop.counter.desk
    parcel = add_parcel(desk, shop.agent, shop.order.id, carrier="SF", tracking="SF1")
    before = dict(shop.counter.memory.blobs)
    with pytest.raises(NotFoundError):
        hand_in_dispatch(desk, OTHER_AGENT, parcel.id, b"film abc", media=Media.VIDEO)
    assert shop.counter.memory.blobs == before
