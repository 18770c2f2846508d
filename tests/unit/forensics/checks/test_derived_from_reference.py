"""Every answer of the check, reached by an example; and what holds of all its answers."""

import io
from collections.abc import Callable
from functools import cache

import cv2
import numpy as np
import pytest
from PIL import Image

from fairclaim.domain.box import Box
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Alignment
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Reading
from fairclaim.forensics.checks.derived_from_reference import CHECK
from unit.forensics.drawings import INKS, circled
from unit.forensics.material import (
    CHANNELS,
    Matrix,
    Pixels,
    Sent,
    case,
    cracked,
    photo,
    photographed_again,
    picture,
    reencoded,
    resized,
    scene_with_a_turned_object,
    sealed,
    stereo,
    through_a_chat_app,
    toned,
)


def changed() -> Case:
    return case(through_a_chat_app(cracked("coffee")).pixels, picture("coffee"))


def unchanged() -> Case:
    return case(reencoded(toned(picture("coffee")), 80), picture("coffee"))


def same_file() -> Case:
    claim = photo(picture("coffee"), file=b"one file")
    return Case(photos=(claim, photo(picture("coffee"), Role.LISTING, file=b"one file")))


def moved_parts() -> Case:
    return case(scene_with_a_turned_object(angle_deg=10), scene_with_a_turned_object(angle_deg=0))


def unclear() -> Case:
    mostly_another = picture("chelsea").copy()
    mostly_another[60:, :450] = picture("coffee")[60:]
    return case(reencoded(mostly_another, 90), picture("chelsea"))


def photographed() -> Case:
    return case(photographed_again(picture("coffee"))[0], picture("coffee"))


def too_small() -> Case:
    return case(sealed(picture("coffee")[:127]), picture("coffee"))


def unlike() -> Case:
    return case(picture("coffee"), picture("chelsea"))


def alone() -> Case:
    return case(picture("coffee"))


def circled_copy() -> Case:
    return case(reencoded(circled(picture("coffee"), INKS["green"]), 85), picture("coffee"))


def collage() -> Case:
    received = cv2.flip(picture("chelsea"), 1)[:300]
    return case(reencoded(sealed(np.hstack([picture("coffee")[:300], received])), 90), picture("coffee"))


def chat_from_a_stand(*, is_cracked: bool = True) -> Case:
    """Two exposures of a motionless scene, each with grain of its own; the crack came in between."""

    def exposed(pixels: Pixels, seed: int) -> Pixels:
        grain = np.random.default_rng(seed).normal(0, 3.0, pixels.shape)
        return reencoded(sealed(np.clip(pixels + grain, 0, 255).round()), 90)

    earlier = photo(exposed(picture("chelsea"), 1), Role.CHAT)
    later = cracked("chelsea").pixels if is_cracked else picture("chelsea")
    return Case(photos=(photo(exposed(later, 2)), earlier))


def chat_unmoved() -> Case:
    return chat_from_a_stand(is_cracked=False)


def seen_at_an_angle() -> Case:
    return case(photographed_again(picture("coffee"), fill=1.4)[0], picture("coffee"))


EXAMPLES: dict[str, Callable[[], Case]] = {
    "same-exposure-changed": changed,
    "same-exposure-unchanged": unchanged,
    "same-file": same_file,
    "marked-copy": circled_copy,
    "contains-reference": collage,
    "chat-grid-differs": chat_from_a_stand,
    "chat-grid-agrees": chat_unmoved,
    "moved-parts": moved_parts,
    "unclear": unclear,
    "flat-view": seen_at_an_angle,
    "different-exposure": photographed,
    "too-small": too_small,
    "nothing-in-common": unlike,
    "no-reference": alone,
}

DIFFERING = {"same-exposure-changed", "marked-copy", "chat-grid-differs"}


def reference_of(signal: str) -> str:
    return "chat-1" if signal.startswith("chat-grid") else "listing-1"


every_example = pytest.mark.parametrize("signal", EXAMPLES)


@cache
def read(signal: str) -> Reading:
    """Return the one reading of an example; read once."""
    [reading] = CHECK.read(EXAMPLES[signal]())
    return reading


def test_there_is_an_example_of_every_signal() -> None:
    assert {*EXAMPLES, "not-compared"} == {signal.name for signal in CHECK.signals}


@cache
def many() -> Case:
    """Return a claim made from the last of fourteen references."""
    rng = np.random.default_rng(5)
    blocks = (rng.integers(0, 255, (40, 60, 3)).repeat(4, 0).repeat(4, 1) for _ in range(13))
    others = [photo(sealed(pixels), Role.LISTING, number=number) for number, pixels in enumerate(blocks, start=1)]
    source = photo(picture("coffee"), Role.LISTING, number=14)
    return Case(photos=(photo(through_a_chat_app(cracked("coffee")).pixels), *others, source))


def test_of_many_references_the_source_is_still_found() -> None:
    first = CHECK.read(many())[0]
    assert (first.signal, first.exhibits) == ("same-exposure-changed", ("claim-1", "listing-14"))


def test_references_that_were_not_compared_are_counted() -> None:
    *compared, last = CHECK.read(many())
    assert (last.signal, last.exhibits) == ("not-compared", ("claim-1",))
    for text in (last.reason.zh, last.reason.en):
        for count in (14, len(compared), 14 - len(compared)):
            assert str(count) in text


@every_example
def test_every_signal_is_reached(signal: str) -> None:
    assert read(signal).signal == signal


@every_example
def test_a_reading_names_the_claim_first_and_then_its_reference(signal: str) -> None:
    names = ("claim-1",) if signal == "no-reference" else ("claim-1", reference_of(signal))
    assert read(signal).exhibits == names


@every_example
def test_a_reason_is_filled_in_and_names_the_reference(signal: str) -> None:
    reason = read(signal).reason
    for text in (reason.zh, reason.en):
        assert "{" not in text
        assert "nan" not in text
        assert signal == "no-reference" or reference_of(signal) in text


@every_example
def test_only_a_changed_copy_has_regions(signal: str) -> None:
    assert bool(read(signal).regions) == (signal in DIFFERING)


@every_example
def test_there_is_a_map_where_one_exposure_was_compared(signal: str) -> None:
    is_one = signal in DIFFERING | {"same-exposure-unchanged", "contains-reference", "chat-grid-agrees", "flat-view"}
    assert (read(signal).map is not None) == is_one


@every_example
def test_there_is_an_alignment_where_both_show_the_same_thing(signal: str) -> None:
    unaligned = {"same-file", "too-small", "nothing-in-common", "no-reference"}
    assert (read(signal).alignment is None) == (signal in unaligned)


# what was painted is found, on the claim's own grid


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_painted_crack_is_found_through_each_channel(channel: str) -> None:
    sent = CHANNELS[channel](cracked("chelsea"))
    [reading] = CHECK.read(case(sent.pixels, picture("chelsea")))
    assert reading.signal == "same-exposure-changed"
    assert max(region.iou(sent.box) for region in reading.regions) >= 0.3


def decoded_map(reading: Reading) -> Image.Image:
    assert reading.map is not None
    return Image.open(io.BytesIO(reading.map.png))


@pytest.mark.parametrize("signal", ["same-exposure-changed", "same-exposure-unchanged"])
def test_a_map_is_a_grey_png_of_the_claims_size(signal: str) -> None:
    [claim] = EXAMPLES[signal]().claims
    grey_map = read(signal).map
    assert grey_map is not None
    with decoded_map(read(signal)) as image:
        assert (image.format, image.mode) == ("PNG", "L")
        assert image.size == (claim.raster.width, claim.raster.height) == (grey_map.width, grey_map.height)


def test_a_map_is_bright_where_the_crack_is_and_dark_elsewhere() -> None:
    mask = through_a_chat_app(cracked("coffee")).mask
    with decoded_map(read("same-exposure-changed")) as image:
        levels = np.asarray(image)
    far = ~cv2.dilate(mask.astype(np.uint8), np.ones((41, 41), np.uint8)).astype(bool)
    assert levels[mask].mean() > 100
    assert levels[far].mean() < 10


class Large:
    """A crack in a photo of 1500 × 1000 px and a reference of 1800 × 1200 px, both above the working size."""

    def __init__(self) -> None:
        reference = resized(picture("coffee"), 4.0)
        painted = cracked("coffee")
        self.claim = resized(painted.pixels, 10 / 3)
        self.box = Sent(
            self.claim,
            cv2.resize(painted.mask.astype(np.uint8), self.claim.shape[1::-1], interpolation=cv2.INTER_NEAREST) > 0,
        ).box
        [self.reading] = CHECK.read(case(reencoded(self.claim, 80), reference))
        self.truth = pixel_centre_scaling(self.claim.shape[1] / reference.shape[1])
        self.reference_corners = [(0.0, 0.0), (1799.0, 0.0), (0.0, 1199.0), (1799.0, 1199.0), (900.0, 600.0)]


def pixel_centre_scaling(scale: float) -> Matrix:
    return np.array([[scale, 0, (scale - 1) / 2], [0, scale, (scale - 1) / 2], [0, 0, 1.0]])


def to_matrix(alignment: Alignment | None) -> Matrix:
    assert alignment is not None
    return np.array(alignment.matrix).reshape(3, 3)


def carried(matrix: Matrix, points: list[tuple[float, float]]) -> Matrix:
    lifted = np.column_stack([np.array(points), np.ones(len(points))]) @ matrix.T
    return np.asarray(lifted[:, :2] / lifted[:, 2:], np.float64)


@pytest.fixture(scope="module")
def large() -> Large:
    return Large()


def test_regions_of_a_large_photo_lie_in_its_own_grid(large: Large) -> None:
    frame = Box(0, 0, *large.claim.shape[:2])
    assert large.reading.regions
    assert all(region.intersection(frame) == region for region in large.reading.regions)
    assert max(region.iou(large.box) for region in large.reading.regions) >= 0.3


def test_the_alignment_of_a_large_photo_maps_full_size_pixels(large: Large) -> None:
    found = carried(to_matrix(large.reading.alignment), large.reference_corners)
    assert np.abs(found - carried(large.truth, large.reference_corners)).max() < 1.0


def test_the_map_of_a_large_photo_has_its_size(large: Large) -> None:
    with decoded_map(large.reading) as image:
        assert image.size == (large.claim.shape[1], large.claim.shape[0])


def test_the_alignment_of_another_exposure_maps_what_both_show() -> None:
    _, truth = photographed_again(picture("coffee"))
    inner = [(135.0, 90.0), (315.0, 90.0), (135.0, 210.0), (315.0, 210.0)]
    found = carried(to_matrix(read("different-exposure").alignment), inner)
    assert np.linalg.norm(found - carried(truth, inner), axis=1).max() < 1.5


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_turned_or_mirrored_copy_is_still_one_exposure(turns: int, *, mirror: bool) -> None:
    painted = cracked("chelsea").pixels
    seen = np.rot90(painted[:, ::-1] if mirror else painted, turns)
    [reading] = CHECK.read(case(reencoded(sealed(seen), 85), picture("chelsea")))
    assert reading.signal == "same-exposure-changed"


# several photos


def test_the_strongest_comparison_comes_first() -> None:
    claim = through_a_chat_app(cracked("coffee")).pixels
    readings = CHECK.read(case(claim, picture("chelsea"), photographed_again(picture("coffee"))[0], picture("coffee")))
    assert [(reading.signal, reading.exhibits[1]) for reading in readings] == [
        ("same-exposure-changed", "listing-3"),
        ("flat-view", "listing-2"),
        ("nothing-in-common", "listing-1"),
    ]


def test_every_claim_is_compared_with_every_reference_in_the_order_given() -> None:
    small = [sealed(picture(name)[60:240, 60:240]) for name in ("coffee", "chelsea", "rocket")]
    photos = (
        photo(small[0], Role.LISTING),
        photo(small[1], Role.CLAIM, number=1),
        photo(small[1], Role.CHAT),
        photo(small[0], Role.CLAIM, number=2),
        photo(small[2], Role.DISPATCH),
    )
    readings = CHECK.read(Case(photos=photos))
    assert [(*reading.exhibits, reading.signal) for reading in readings] == [
        ("claim-1", "chat-1", "same-exposure-unchanged"),
        ("claim-1", "listing-1", "nothing-in-common"),
        ("claim-1", "dispatch-1", "nothing-in-common"),
        ("claim-2", "listing-1", "same-exposure-unchanged"),
        ("claim-2", "chat-1", "nothing-in-common"),
        ("claim-2", "dispatch-1", "nothing-in-common"),
    ]


def test_claims_are_not_compared_with_each_other() -> None:
    photos = (photo(picture("coffee"), number=1), photo(picture("coffee"), number=2))
    assert [(reading.signal, reading.exhibits) for reading in CHECK.read(Case(photos=photos))] == [
        ("no-reference", ("claim-1",)),
        ("no-reference", ("claim-2",)),
    ]


def test_without_a_claim_there_is_nothing_to_read() -> None:
    assert not CHECK.read(Case(photos=(photo(picture("coffee"), Role.LISTING),)))


def test_company_does_not_change_a_comparison() -> None:
    claim, listing = photo(through_a_chat_app(cracked("coffee")).pixels), photo(picture("coffee"), Role.LISTING)
    others = (photo(picture("chelsea"), Role.CHAT), photo(picture("rocket"), number=2))
    pair = read("same-exposure-changed")
    for photos in ((others[0], claim, listing, others[1]), (others[1], listing, claim, others[0])):
        among = [reading for reading in CHECK.read(Case(photos=photos)) if reading.exhibits == pair.exhibits]
        assert among == [pair]


@pytest.mark.parametrize("signal", ["same-exposure-changed", "moved-parts", "different-exposure"])
def test_the_same_case_reads_the_same_twice(signal: str) -> None:
    assert list(CHECK.read(EXAMPLES[signal]())) == [read(signal)]


def test_pixels_are_left_alone() -> None:
    examined = changed()
    before = [shown.raster.pixels.copy() for shown in examined.photos]
    CHECK.read(examined)
    for shown, pixels in zip(examined.photos, before, strict=True):
        assert np.array_equal(shown.raster.pixels, pixels)


# honest look-alikes and odd pictures


def test_a_screenshot_of_the_listing_is_the_listing_unchanged() -> None:
    screen = np.full((640, 300, 3), 250, np.uint8)
    screen[200:400] = resized(picture("coffee"), 2 / 3)
    [reading] = CHECK.read(case(reencoded(sealed(screen), 90), picture("coffee")))
    assert reading.signal == "same-exposure-unchanged"


def test_a_framed_listing_is_the_listing_unchanged() -> None:
    source = picture("astronaut", height=512)
    framed = sealed(np.pad(source, ((40, 40), (60, 60), (0, 0)), constant_values=255))
    [reading] = CHECK.read(case(framed, source))
    assert reading.signal == "same-exposure-unchanged"


def test_a_step_to_the_side_is_never_one_exposure() -> None:
    [reading] = CHECK.read(case(*stereo()))
    assert reading.signal in {"different-exposure", "unclear"}


@pytest.mark.parametrize("name", ["chelsea", "astronaut", "rocket"])
def test_a_photograph_of_a_print_is_never_adverse(name: str) -> None:
    [reading] = CHECK.read(case(photographed_again(picture(name))[0], picture(name)))
    assert reading.signal == "different-exposure"


def blank(height: int, width: int) -> Pixels:
    return sealed(np.full((height, width, 3), 255))


def noise(height: int, width: int) -> Pixels:
    return sealed(np.random.default_rng(4).integers(0, 256, (height, width, 3)))


@pytest.mark.parametrize("make", [blank, noise])
@pytest.mark.parametrize(
    "shape", [(1, 1), (1, 400), (400, 1), (127, 500), (128, 128), (128, 5000), (5000, 128)], ids=str
)
def test_odd_pictures_are_answered(make: Callable[[int, int], Pixels], shape: tuple[int, int]) -> None:
    odd = make(*shape)
    for examined in (case(odd, odd), case(odd, picture("chelsea")), case(picture("chelsea"), odd)):
        [reading] = CHECK.read(examined)
        assert reading.signal != "same-exposure-changed"
        assert (reading.signal == "too-small") == (min(shape) < 128)
