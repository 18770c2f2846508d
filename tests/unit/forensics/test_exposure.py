"""One exposure or two: every answer is reached, and what a hand adds to the geometry is measured apart from what channels do."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from fairclaim.benchmark.rephotograph import rephotograph
from fairclaim.forensics.exposure import MIN_SIDE_PX, SAME_GAIN, UNSURE_GAIN, ExposureKind, judge_exposure
from unit.forensics.material import (
    Pixels,
    Sent,
    cracked,
    cropped,
    drifted,
    known,
    photographed_again,
    picture,
    reencoded,
    resized,
    scene_with_a_turned_object,
    sealed,
    stereo,
    through_a_chat_app,
    toned,
    working,
)

NAMES = ["coffee", "chelsea"]
COPIES: dict[str, Callable[[Pixels], Pixels]] = {
    "as it is": lambda pixels: pixels,
    "JPEG 50": lambda pixels: reencoded(pixels, 50),
    "smaller, JPEG 80": lambda pixels: reencoded(resized(pixels, 0.6), 80),
    "larger": lambda pixels: resized(pixels, 1.7),
    "stretched": lambda pixels: resized(pixels, 0.9, stretch=1.3),
    "cropped": lambda pixels: sealed(pixels[20:-31, 45:-12]),
    "toned, JPEG 70": lambda pixels: reencoded(toned(pixels), 70),
    "mirrored": lambda pixels: sealed(pixels[:, ::-1]),
}
TILTED = [1, 3, 4, 5, 6, 8]
"""Seeds that make ``rephotograph`` tilt the print by more than five degrees about one axis."""


def turned(pixels: Pixels, angle_deg: float) -> Pixels:
    height, width = pixels.shape[:2]
    about_middle = cv2.getRotationMatrix2D((width / 2, height / 2), angle_deg, 1.0)
    return sealed(
        cv2.warpAffine(pixels, about_middle, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    )


def rendered(seed: int) -> Pixels:
    photo = rephotograph(picture("chelsea"), picture("coffee"), np.random.default_rng(seed))
    return reencoded(photo, 90)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_is_one_exposure_and_no_hand_is_seen_in_it(name: str, copy: str) -> None:
    judgement = judge_exposure(working(COPIES[copy](picture(name))), known(name))
    assert judgement.kind is ExposureKind.ONE
    assert judgement.registration is not None
    assert judgement.registration.hand_gain <= SAME_GAIN
    assert judgement.reach > 0.9


@pytest.mark.parametrize("name", NAMES)
def test_painted_damage_leaves_one_exposure(name: str) -> None:
    for send in (through_a_chat_app, cropped):
        assert judge_exposure(working(send(cracked(name)).pixels), known(name)).kind is ExposureKind.ONE


@pytest.mark.parametrize("seed", TILTED)
def test_a_photo_of_a_tilted_print_is_another_exposure_and_shows_a_hand(seed: int) -> None:
    _, *tilt_deg = np.random.default_rng(seed).normal(0.0, (3.0, 7.0, 7.0))
    assert max(map(abs, tilt_deg)) > 5
    judgement = judge_exposure(working(rendered(seed)), known("chelsea"))
    assert judgement.kind is ExposureKind.TWO
    assert judgement.registration is not None
    assert judgement.registration.hand_gain > UNSURE_GAIN


@pytest.mark.parametrize("seed", [0, 2, 7])
def test_a_photo_of_a_print_that_lies_nearly_flat_is_never_one_exposure(seed: int) -> None:
    judgement = judge_exposure(working(rendered(seed)), known("chelsea"))
    assert judgement.kind in {ExposureKind.TWO, ExposureKind.UNCLEAR}


def test_a_hand_held_photo_of_a_print_is_another_exposure() -> None:
    photo, _ = photographed_again(picture("chelsea"))
    assert judge_exposure(working(photo), known("chelsea")).kind is ExposureKind.TWO


def test_two_places_of_the_camera_are_two_exposures() -> None:
    left, right = stereo()
    judgement = judge_exposure(working(left), working(right))
    assert judgement.kind is ExposureKind.TWO
    assert judgement.registration is not None


@pytest.mark.parametrize("angle_deg", [10, 40])
def test_an_object_that_moved_between_two_shots_is_seen(angle_deg: float) -> None:
    shots = [working(scene_with_a_turned_object(angle_deg=angle)) for angle in (angle_deg, 0)]
    assert judge_exposure(*shots).kind is ExposureKind.MOVED_PARTS


@pytest.mark.parametrize("angle_deg", [0.06, 0.3, 1, -4])
def test_a_straightened_copy_is_one_exposure(angle_deg: float) -> None:
    """What a gallery's "straighten" does: a turn with one scale, without the perspective that a hand adds."""
    judgement = judge_exposure(working(turned(picture("chelsea"), angle_deg)), known("chelsea"))
    assert judgement.registration is not None
    assert judgement.registration.hand_gain < SAME_GAIN
    assert judgement.kind is ExposureKind.ONE


def test_a_turned_print_with_a_scene_around_it_is_never_one_exposure() -> None:
    """The same turn, but of a picture that lies on something else: a print on a table."""
    scene = np.tile(picture("coffee"), (2, 2, 1))[:500, :800].copy()
    patch = turned(picture("chelsea"), 2.0)[20:-20, 20:-20]
    scene[100 : 100 + patch.shape[0], 150 : 150 + patch.shape[1]] = patch
    assert judge_exposure(working(scene), known("chelsea")).kind is not ExposureKind.ONE


def test_different_pictures_have_nothing_in_common() -> None:
    judgement = judge_exposure(known("coffee"), known("chelsea"))
    assert judgement.kind is ExposureKind.NOTHING_IN_COMMON
    assert judgement.reach == 0
    assert judgement.agreement is None


def test_a_picture_without_features_has_nothing_in_common_with_any() -> None:
    blank = working(np.full((200, 200, 3), 128, np.uint8))
    assert judge_exposure(blank, known("coffee")).kind is ExposureKind.NOTHING_IN_COMMON
    assert judge_exposure(blank, blank).kind is ExposureKind.NOTHING_IN_COMMON


@pytest.mark.parametrize(("side_px", "is_judged"), [(MIN_SIDE_PX - 1, False), (MIN_SIDE_PX, True)])
def test_a_side_below_the_least_is_too_small(side_px: int, *, is_judged: bool) -> None:
    strip = working(sealed(picture("coffee")[:side_px]))
    for pair in ((strip, known("coffee")), (known("coffee"), strip)):
        assert (judge_exposure(*pair).kind is not ExposureKind.TOO_SMALL) == is_judged


def test_the_same_two_photos_get_the_same_answer() -> None:
    first, second = (judge_exposure(working(rendered(2)), working(picture("chelsea"))) for _ in range(2))
    assert first.kind is second.kind
    assert first.registration is not None
    assert second.registration is not None
    assert np.array_equal(first.registration.matrix, second.registration.matrix)
    assert first.registration.hand_gain == second.registration.hand_gain
    assert first.reach == second.reach


def test_a_copy_with_a_perspective_added_is_a_flat_view() -> None:
    photo, _ = photographed_again(picture("chelsea"), fill=1.4)
    judgement = judge_exposure(working(photo), known("chelsea"))
    assert judgement.kind is ExposureKind.FLAT_VIEW
    assert judgement.reach > 0.5
    assert judgement.overlay is not None


def test_a_second_view_of_an_object_is_no_flat_view() -> None:
    left, right = stereo()
    assert judge_exposure(working(left), working(right)).kind is not ExposureKind.FLAT_VIEW


def test_a_frame_that_strays_irregularly_is_still_one_exposure() -> None:
    """A generator moves contents here and there; a hand moves them as one plane."""
    whole = picture("astronaut", height=480)
    sent = drifted(Sent(whole, np.zeros(whole.shape[:2], bool)), reach_px=3.0)
    assert judge_exposure(working(sent.pixels), working(whole)).kind is ExposureKind.ONE


def test_a_turned_grid_with_little_agreement_is_unclear() -> None:
    """A hand turns, too: only a copy that agrees over much of its frame was straightened."""
    whole = turned(picture("chelsea"), 2)
    other = whole.copy()
    other[:, 110:] = picture("rocket")[: whole.shape[0], : whole.shape[1] - 110]
    judgement = judge_exposure(working(other), known("chelsea"))
    assert judgement.kind is not ExposureKind.ONE
