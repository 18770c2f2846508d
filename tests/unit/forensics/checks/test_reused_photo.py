"""Every answer of the check, reached by an example; and what must never be called reuse."""

from dataclasses import replace
from datetime import UTC, datetime

import cv2
import numpy as np
import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.domain.order import Order
from fairclaim.forensics.calibration import load_calibration
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Reading
from fairclaim.forensics.checks.reused_photo import CHECK
from fairclaim.forensics.fusion import FORGED_AT, fuse
from fairclaim.forensics.neighbour import Neighbour, NeighbourKind
from fairclaim.imaging.raster import Raster
from unit.forensics.material import (
    Pixels,
    photo,
    photographed_again,
    picture,
    reencoded,
    resized,
    scene_with_a_turned_object,
    sealed,
    stereo,
    toned,
)

ORDERED = datetime(2026, 3, 1, 12, tzinfo=UTC)
BEFORE = datetime(2026, 2, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 5, 12, tzinfo=UTC)
ORDER = Order(id="order-1", placed_at=ORDERED)
SIGNALS = {signal.name: signal for signal in CHECK.signals}


def stored(
    pixels: Pixels,
    kind: NeighbourKind = NeighbourKind.CLAIM,
    *,
    seen_at: datetime = LATER,
    order: str | None = "order-2",
    is_own_shop: bool = True,
    sha256: str = "0" * 64,
    distance_bits: int = 4,
) -> Neighbour:
    return Neighbour(
        id="stored",
        kind=kind,
        label=Bilingual("售后申请 2 号", "claim 2"),
        is_own_shop=is_own_shop,
        case="case-2" if kind is NeighbourKind.CLAIM else None,
        order=order,
        seen_at=seen_at,
        sha256=sha256,
        raster=Raster(sealed(pixels)),
        distance_bits=distance_bits,
        cosine=0.99,
    )


def read(
    claim: Pixels, *neighbours: Neighbour, order: Order | None = ORDER, listing: Pixels | None = None
) -> list[Reading]:
    own = photo(claim)
    references = () if listing is None else (photo(listing, Role.LISTING),)
    return list(CHECK.read(Case(photos=(own, *references), order=order, neighbours={own.id: neighbours})))


def signals(readings: list[Reading]) -> list[str]:
    return [reading.signal for reading in readings]


def mirrored(pixels: Pixels) -> Pixels:
    return sealed(pixels[:, ::-1])


def turned(pixels: Pixels) -> Pixels:
    return sealed(np.rot90(pixels))


def cut(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    return sealed(pixels[height // 10 :, : -width // 10])


def sent_by_chat(pixels: Pixels) -> Pixels:
    return reencoded(resized(pixels, 0.7), 50)


COPIES = [sealed, mirrored, turned, cut, toned, sent_by_chat, lambda pixels: reencoded(mirrored(cut(pixels)), 50)]


@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_of_another_orders_claim_photo_is_seen(copy: object) -> None:
    assert callable(copy)
    [reading] = read(copy(picture("coffee")), stored(picture("coffee")))
    assert reading.signal == "used-in-another-claim"
    assert "claim 2" in reading.reason.en
    assert "售后申请 2 号" in reading.reason.zh
    assert "2026-03-05" in reading.reason.zh


def test_the_same_bytes_need_no_comparison_of_pixels() -> None:
    own = photo(picture("coffee"))
    tiny = stored(sealed(np.zeros((2, 2, 3))), sha256=own.exhibit.sha256)
    [reading] = CHECK.read(Case(photos=(own,), order=ORDER, neighbours={own.id: (tiny,)}))
    assert reading.signal == "used-in-another-claim"


def test_nobody_looked_is_not_nothing_found() -> None:
    [reading] = CHECK.read(Case(photos=(photo(picture("coffee")),)))
    assert reading.signal == "no-index"
    assert signals(read(picture("coffee"))) == ["not-used-before"]


def test_pictures_that_only_resemble_are_not_reuse() -> None:
    others = (stored(picture("chelsea")), stored(picture("astronaut")), stored(picture("rocket")))
    assert signals(read(picture("coffee"), *others)) == ["not-used-before"]


def test_a_stored_picture_seen_flat_and_at_an_angle_looks_alike() -> None:
    """Somebody photographed a screen, or added a perspective: nobody can tell, so nobody is told of reuse."""
    [reading] = read(photographed_again(picture("coffee"), fill=1.4)[0], stored(picture("coffee")))
    assert reading.signal == "looks-alike"


def test_a_second_photograph_of_one_thing_is_not_reuse() -> None:
    left, right = stereo()
    assert not {"used-in-another-claim", "claimed-before"} & set(signals(read(left, stored(right))))


def test_two_shots_taken_moments_apart_only_look_alike() -> None:
    found = read(scene_with_a_turned_object(angle_deg=10), stored(scene_with_a_turned_object(angle_deg=0)))
    assert signals(found) == ["looks-alike"]


def app_page(content: Pixels) -> Pixels:
    """Draw a screenshot: the same bars, buttons and texts around a content of its own."""
    page = np.full((640, 360, 3), 245, np.uint8)
    for row in range(20, 200, 30):
        cv2.putText(page, f"Order detail {row} paid 128.00", (12, row), cv2.FONT_HERSHEY_SIMPLEX, 0.55, (20, 20, 20), 1)
    for col in range(10, 350, 85):
        cv2.rectangle(page, (col, 560), (col + 70, 620), (200, 60, 30), 2)
        cv2.putText(page, "Home", (col + 8, 596), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (20, 20, 20), 1)
    page[210:540, 10:350] = cv2.resize(content, (340, 330), interpolation=cv2.INTER_AREA)
    return sealed(page)


def test_two_screenshots_of_one_page_with_different_contents_are_not_reuse() -> None:
    found = signals(read(app_page(picture("coffee")), stored(app_page(picture("astronaut")))))
    assert not {"used-in-another-claim", "claimed-before"} & set(found)


def test_a_shared_thumbnail_is_not_reuse() -> None:
    page = np.random.default_rng(0).integers(0, 256, (600, 600, 3)).astype(np.uint8)
    page[20:220, 20:320] = cv2.resize(picture("coffee"), (300, 200), interpolation=cv2.INTER_AREA)
    found = signals(read(sealed(page), stored(picture("coffee"))))
    assert not {"used-in-another-claim", "claimed-before"} & set(found)


def test_an_earlier_upload_for_the_same_order_says_nothing() -> None:
    found = read(picture("coffee"), stored(picture("coffee"), order="order-1"))
    assert signals(found) == ["same-claim-again"]


@pytest.mark.parametrize(
    ("order", "of_neighbour"), [(None, "order-2"), (Order(), "order-2"), (ORDER, None), (Order(), None)]
)
def test_where_an_order_is_unknown_it_only_warns(order: Order | None, of_neighbour: str | None) -> None:
    found = read(picture("coffee"), stored(picture("coffee"), order=of_neighbour), order=order)
    assert signals(found) == ["claimed-before"]


def test_the_claim_that_came_first_is_not_blamed_for_a_later_one() -> None:
    filed = replace(ORDER, claimed_at=datetime(2026, 3, 4, tzinfo=UTC))
    assert signals(read(picture("coffee"), stored(picture("coffee"), seen_at=LATER), order=filed)) == ["used-later"]
    earlier = stored(picture("coffee"), seen_at=BEFORE)
    assert signals(read(picture("coffee"), earlier, order=filed)) == ["used-in-another-claim"]


def test_a_picture_older_than_the_order_warns() -> None:
    older = stored(picture("coffee"), NeighbourKind.OTHER, seen_at=BEFORE)
    assert signals(read(picture("coffee"), older)) == ["older-than-order"]
    assert signals(read(picture("coffee"), replace(older, seen_at=LATER))) == ["seen-elsewhere"]
    assert signals(read(picture("coffee"), older, order=None)) == ["seen-elsewhere"]


@pytest.mark.parametrize(("is_own_shop", "signal"), [(True, "own-shop-picture"), (False, "another-shop-picture")])
def test_a_product_picture_warns_and_says_whose_it_is(is_own_shop: bool, signal: str) -> None:  # noqa: FBT001
    listing = stored(picture("coffee"), NeighbourKind.LISTING, seen_at=BEFORE, is_own_shop=is_own_shop, order=None)
    [reading] = read(picture("coffee"), listing)
    assert reading.signal == signal
    assert SIGNALS[signal].grade is Grade.C


def test_two_claims_that_quote_one_listing_picture_are_not_reuse() -> None:
    other_claim = stored(picture("coffee"))
    known_listing = stored(picture("coffee"), NeighbourKind.LISTING, seen_at=BEFORE, order=None)
    assert signals(read(picture("coffee"), other_claim, known_listing)) == ["own-shop-picture", "public-picture"]
    assert signals(read(picture("coffee"), other_claim, listing=reencoded(picture("coffee"), 80))) == ["public-picture"]


def test_a_reference_of_the_case_is_left_to_its_own_check() -> None:
    listing = photo(picture("coffee"), Role.LISTING)
    same = stored(picture("coffee"), NeighbourKind.LISTING, sha256=listing.exhibit.sha256)
    own = photo(reencoded(picture("coffee"), 80))
    [reading] = CHECK.read(Case(photos=(own, listing), order=ORDER, neighbours={own.id: (same,)}))
    assert reading.signal == "not-used-before"


def test_the_most_telling_sighting_comes_first() -> None:
    found = read(
        picture("coffee"),
        stored(picture("coffee"), order="order-1"),
        stored(picture("coffee"), NeighbourKind.OTHER, seen_at=BEFORE),
        stored(picture("coffee")),
    )
    assert signals(found) == ["used-in-another-claim", "older-than-order", "same-claim-again"]


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (64, 64)])
def test_it_answers_on_the_smallest_pictures(size: tuple[int, int]) -> None:
    tiny = np.full((*size, 3), 128, np.uint8)
    assert signals(read(tiny, stored(picture("coffee")), stored(tiny, distance_bits=0)))[0] in {
        "not-used-before",
        "looks-alike",
    }


def test_reuse_alone_never_decides() -> None:
    calibration = load_calibration()
    found = read(picture("coffee"), stored(picture("coffee")), stored(picture("coffee")))
    findings = [calibration.calibrate(CHECK, reading) for reading in found]
    assert findings[0].outcome is Outcome.FAIL
    assert sum(finding.log_odds for finding in findings[:1]) < FORGED_AT
    assert fuse(findings).call == "cannot-tell"


def test_the_same_case_always_gets_the_same_answer() -> None:
    claim, neighbour = sent_by_chat(picture("coffee")), stored(picture("coffee"))
    assert read(claim, neighbour) == read(claim, neighbour)
