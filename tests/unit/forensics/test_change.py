"""A local change is found where it was made, and nothing else is called a change."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from fairclaim.domain.box import Box
from fairclaim.forensics.agreement import Overlay, compare, follow_drift, lay_over
from fairclaim.forensics.change import MAX_REGIONS, Change, find_change
from fairclaim.forensics.features import WorkingPhoto
from fairclaim.forensics.registration import register
from unit.forensics.material import (
    CHANNELS,
    Pixels,
    Sent,
    as_sent,
    at_three_quarters,
    cracked,
    cropped,
    drifted,
    known,
    picture,
    reencoded,
    resized,
    sealed,
    stained,
    through_a_chat_app,
    toned,
    working,
)

NAMES = ["coffee", "chelsea"]
Channel = Callable[[Sent], Sent]


def compared(claim: Pixels, reference: WorkingPhoto) -> tuple[Overlay, Change]:
    first, second = working(claim), reference
    registration = register(first, second)
    assert registration is not None
    overlay = lay_over(first, second, registration.matrix)
    overlay = follow_drift(overlay, compare(overlay))
    return overlay, find_change(overlay, compare(overlay), is_copy=True)


def changed(claim: Pixels, reference: WorkingPhoto) -> Change:
    return compared(claim, reference)[1]


def assert_sound(change: Change) -> None:
    """Check what holds of every answer."""
    height, width = change.strength.shape
    assert change.changed.shape == (height, width)
    assert np.isfinite(change.strength).all()
    assert change.strength.min() >= 0
    assert 0 <= change.share <= 1
    assert len(change.regions) <= MAX_REGIONS
    frame = Box(0, 0, height, width)
    assert all(region.area > 0 and region.intersection(frame) == region for region in change.regions)
    assert (change.peak > 0) == bool(change.regions) == bool(change.changed.any())


@pytest.mark.parametrize("channel", [*CHANNELS.values(), cropped, drifted], ids=lambda c: c.__name__)
@pytest.mark.parametrize("paint", [cracked, stained], ids=lambda p: p.__name__)
@pytest.mark.parametrize("name", NAMES)
def test_painted_damage_is_found_where_it_is(name: str, paint: Callable[[str], Sent], channel: Channel) -> None:
    sent = channel(paint(name))
    change = changed(sent.pixels, known(name))
    assert_sound(change)
    assert change.regions
    assert max(region.iou(sent.box) for region in change.regions) >= 0.3
    outside = change.changed & ~cv2.dilate(sent.mask.astype(np.uint8), np.ones((25, 25), np.uint8)).astype(bool)
    assert outside.mean() < 0.002


@pytest.mark.parametrize("name", NAMES)
def test_the_strongest_region_comes_first(name: str) -> None:
    sent = through_a_chat_app(cracked(name))
    change = changed(sent.pixels, known(name))
    assert change.regions[0].iou(sent.box) == max(region.iou(sent.box) for region in change.regions)


def as_it_is(pixels: Pixels) -> Pixels:
    return pixels


def compressed_hard(pixels: Pixels) -> Pixels:
    return reencoded(pixels, 20)


def toned_and_sent(pixels: Pixels) -> Pixels:
    return reencoded(toned(pixels), 80)


def toned_resized_and_sent(pixels: Pixels) -> Pixels:
    return at_three_quarters(Sent(toned(pixels), np.zeros(pixels.shape[:2], bool))).pixels


def grey(pixels: Pixels) -> Pixels:
    luma = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    return reencoded(sealed(cv2.cvtColor(luma, cv2.COLOR_GRAY2RGB)), 85)


def noisy(pixels: Pixels) -> Pixels:
    noise = np.random.default_rng(7).normal(0, 8, pixels.shape)
    return reencoded(sealed(np.clip(pixels + noise, 0, 255).round()), 85)


def sharpened(pixels: Pixels) -> Pixels:
    return reencoded(sealed(cv2.addWeighted(pixels, 2.0, cv2.GaussianBlur(pixels, (0, 0), 1.5), -1.0, 0)), 85)


def blurred(pixels: Pixels) -> Pixels:
    return reencoded(sealed(cv2.GaussianBlur(pixels, (0, 0), 1.5)), 85)


def vignetted(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    rows, cols = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    return reencoded(sealed(pixels * (1 - 0.25 * (rows**2 + cols**2))[..., None]), 85)


def enlarged(pixels: Pixels) -> Pixels:
    return reencoded(resized(pixels, 1.6), 85)


def drifting(pixels: Pixels) -> Pixels:
    return drifted(Sent(pixels, np.zeros(pixels.shape[:2], bool))).pixels


def framed(pixels: Pixels) -> Pixels:
    return reencoded(sealed(np.pad(pixels, ((30, 30), (40, 40), (0, 0)), constant_values=255)), 85)


HARMLESS = [
    as_it_is,
    compressed_hard,
    toned_and_sent,
    toned_resized_and_sent,
    grey,
    noisy,
    sharpened,
    blurred,
    vignetted,
    enlarged,
    drifting,
    framed,
]


@pytest.mark.parametrize("harmless", HARMLESS, ids=lambda h: h.__name__)
@pytest.mark.parametrize("name", NAMES)
def test_what_happens_to_every_picture_is_no_change(name: str, harmless: Callable[[Pixels], Pixels]) -> None:
    change = changed(harmless(picture(name)), known(name))
    assert_sound(change)
    assert change.regions == ()
    assert change.share == 0


def test_damage_is_found_in_a_toned_picture() -> None:
    sent = cracked("coffee")
    change = changed(toned_and_sent(sent.pixels), known("coffee"))
    assert max(region.iou(sent.box) for region in change.regions) >= 0.3


def test_it_does_not_matter_which_of_the_two_was_painted() -> None:
    sent = cracked("coffee")
    change = changed(reencoded(picture("coffee"), 85), working(sent.pixels))
    assert max(region.iou(sent.box) for region in change.regions) >= 0.3


def test_two_changes_are_two_regions() -> None:
    twice = cracked("chelsea").pixels.copy()
    twice[20:60, 380:430] = 255 - twice[20:60, 380:430]
    regions = changed(reencoded(twice, 85), known("chelsea")).regions
    assert max(region.iou(Box(20, 380, 60, 430)) for region in regions) >= 0.3
    assert max(region.iou(cracked("chelsea").box) for region in regions) >= 0.3


def test_outside_the_shared_frame_nothing_is_said() -> None:
    reference = sealed(picture("coffee")[60:240, 90:360])
    overlay, change = compared(cracked("coffee").pixels, working(reference))
    assert_sound(change)
    assert not change.strength[~overlay.valid].any()
    shared = Box(60, 90, 240, 360)
    assert all(region.intersection(shared).area >= 0.9 * region.area for region in change.regions)
    assert max(region.iou(cracked("coffee").box) for region in change.regions) >= 0.3


def test_damage_outside_the_shared_frame_is_not_seen() -> None:
    outside = picture("coffee").copy()
    outside[5:50, 10:80] = 0
    assert changed(sealed(outside), working(picture("coffee")[60:240, 90:360])).regions == ()


@pytest.mark.parametrize("valid", ["none", "one-pixel", "stripe"])
def test_an_almost_empty_overlap_is_answered(valid: str) -> None:
    pixels = picture("coffee")
    mask = np.zeros(pixels.shape[:2], bool)
    mask[
        {"none": slice(0, 0), "one-pixel": slice(10, 11), "stripe": slice(0, 12)}[valid],
        10 : 11 if valid == "one-pixel" else 400,
    ] = True
    overlay = Overlay(claim=pixels, reference=pixels, valid=mask, softness_px=0.5, shown=np.ones_like(mask))
    change = find_change(overlay, compare(overlay))
    assert change.regions == ()
    assert change.share == 0


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (300, 1), (16, 16)], ids=str)
def test_tiny_overlays_are_answered(shape: tuple[int, int]) -> None:
    pixels = sealed(np.random.default_rng(3).integers(0, 256, (*shape, 3)))
    overlay = Overlay(
        claim=pixels, reference=pixels, valid=np.ones(shape, bool), softness_px=0.5, shown=np.ones(shape, bool)
    )
    assert find_change(overlay, compare(overlay)).regions == ()


def test_pixels_are_left_alone() -> None:
    claim, reference = working(as_sent(cracked("coffee")).pixels), working(picture("coffee"))
    before = claim.pixels.copy(), reference.pixels.copy()
    overlay = lay_over(claim, reference, np.eye(3))
    find_change(overlay, compare(overlay))
    assert np.array_equal(claim.pixels, before[0])
    assert np.array_equal(reference.pixels, before[1])


def test_without_a_drawing_the_rest_of_the_change_is_left() -> None:
    mask = np.zeros((40, 60), bool)
    mask[5:15, 5:15] = mask[5:15, 40:50] = True
    first, second = Box(5, 5, 15, 15), Box(5, 40, 15, 50)
    change = Change(strength=np.zeros((40, 60), np.float32), changed=mask, regions=(first, second), share=0.1, peak=9.0)
    drawn = np.zeros_like(mask)
    drawn[:, :30] = True
    left = change.without(drawn)
    assert left.regions == (second,)
    assert left.share == pytest.approx(0.05)
    assert not left.changed[drawn].any()
    assert change.without(np.ones_like(mask)).regions == ()
    assert change.without(np.zeros_like(mask)).regions == change.regions


def graded(pixels: Pixels) -> Pixels:
    """Brighten and warm, as whoever hides a source does."""
    made = (pixels / 255.0) ** 0.8 * np.array([1.05, 1.0, 0.93])
    return reencoded(sealed(np.clip(made * 255, 0, 255).round()), 85)


def faintly_cracked(name: str) -> Pixels:
    """Draw one thin line, hardly darker than the ground."""
    made = picture(name).copy()
    height, width = made.shape[:2]
    line = np.zeros((height, width), np.uint8)
    places = np.array(
        [[width // 2, height // 3], [width // 2 + 22, height // 3 + 12], [width // 2 + 30, height // 3 + 40]]
    )
    cv2.polylines(line, [places.astype(np.int32)], isClosed=False, color=255, thickness=3, lineType=cv2.LINE_AA)
    made[line > 64] = (made[line > 64] * 0.8).astype(np.uint8)
    return sealed(made)


@pytest.mark.parametrize("name", NAMES)
def test_a_lone_change_is_found_below_a_strong_grading(name: str) -> None:
    regions = changed(graded(faintly_cracked(name)), known(name)).regions
    height, width = picture(name).shape[:2]
    place = Box(height // 3 - 4, width // 2 - 4, height // 3 + 44, width // 2 + 34)
    assert any(region.iou(place) >= 0.3 for region in regions)


def test_between_two_shots_a_lone_faint_change_does_not_count() -> None:
    overlay, found = compared(graded(faintly_cracked("chelsea")), known("chelsea"))
    assert found.regions
    assert find_change(overlay, compare(overlay)).regions == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_strong_grading_alone_is_no_change(name: str) -> None:
    assert changed(graded(picture(name)), known(name)).regions == ()
