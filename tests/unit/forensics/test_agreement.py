"""How far two pictures of one exposure agree, whatever compression, tone and drift did to one of them."""

import numpy as np
import pytest

from fairclaim.forensics.agreement import (
    AGREES_AT,
    Agreement,
    Overlay,
    compare,
    covered_share,
    follow_drift,
    lay_over,
    without_bands,
)
from fairclaim.forensics.registration import register
from unit.forensics.material import (
    Pixels,
    Sent,
    drifted,
    known,
    photographed_again,
    picture,
    reencoded,
    resized,
    sealed,
    toned,
    working,
)


def overlaid(claim: Pixels, reference: Pixels) -> Overlay:
    """Lay a reference on a claim where its features say it lies."""
    first, second = working(claim), (known("coffee") if reference is picture("coffee") else working(reference))
    registration = register(first, second)
    assert registration is not None
    return lay_over(first, second, registration.matrix)


def agreed(claim: Pixels, reference: Pixels) -> Agreement:
    return compare(overlaid(claim, reference))


@pytest.mark.parametrize("name", ["coffee", "chelsea", "rocket"])
def test_identical_pictures_agree_everywhere(name: str) -> None:
    agreement = agreed(picture(name), picture(name))
    assert agreement.reach > 0.99
    assert agreement.cover == 1
    assert agreement.correlation.shape == agreement.textured.shape == picture(name).shape[:2]


@pytest.mark.parametrize("quality", [90, 70, 40])
def test_compression_does_not_end_agreement(quality: int) -> None:
    assert agreed(reencoded(picture("coffee"), quality), picture("coffee")).reach > 0.95


def test_tone_does_not_end_agreement() -> None:
    assert agreed(reencoded(toned(picture("coffee")), 80), picture("coffee")).reach > 0.95


def test_correlation_keeps_its_range() -> None:
    agreement = agreed(reencoded(picture("rocket"), 30), picture("rocket"))
    assert agreement.correlation.min() >= -1.001
    assert agreement.correlation.max() <= 1.001
    assert 0 <= agreement.reach <= 1
    assert 0 <= agreement.cover <= 1


def test_other_content_does_not_agree() -> None:
    claim, other = working(picture("coffee")), working(picture("chelsea"))
    assert compare(lay_over(claim, other, np.eye(3))).reach < 0.1


def test_a_photograph_of_a_print_agrees_over_little_of_the_frame() -> None:
    seen, _ = photographed_again(picture("coffee"))
    assert compare(lay_over(working(seen), working(picture("coffee")), np.eye(3))).reach < 0.22


def test_flat_pictures_have_no_reach() -> None:
    blank = working(np.full((200, 300, 3), 230, np.uint8))
    agreement = compare(lay_over(blank, blank, np.eye(3)))
    assert not agreement.textured.any()
    assert agreement.reach == 0


def test_only_the_shared_frame_counts() -> None:
    reference = sealed(picture("coffee")[60:240, 90:360])
    overlay = overlaid(picture("coffee"), reference)
    truth = np.zeros((300, 450), bool)
    truth[60:240, 90:360] = True
    assert overlay.valid[~truth].sum() == 0
    assert overlay.valid[truth].mean() > 0.94
    agreement = compare(overlay)
    assert agreement.cover == pytest.approx(overlay.valid.mean())
    assert not agreement.textured[~overlay.valid].any()
    assert agreement.reach > 0.95


def test_a_crop_of_the_reference_is_covered_whole() -> None:
    overlay = overlaid(sealed(picture("coffee")[60:240, 90:360]), picture("coffee"))
    assert overlay.valid.all()


def test_an_overlay_lies_on_the_claims_grid() -> None:
    overlay = overlaid(resized(picture("coffee"), 0.5), picture("coffee"))
    assert overlay.claim.shape == overlay.reference.shape == (150, 225, 3)
    difference = np.abs(overlay.claim.astype(int) - overlay.reference)[overlay.valid]
    assert difference.mean() < 6


def test_enlarging_the_reference_is_remembered_as_softness() -> None:
    small = overlaid(resized(picture("coffee"), 1.5), picture("coffee"))
    large = overlaid(resized(picture("coffee"), 0.5), picture("coffee"))
    assert small.softness_px == pytest.approx(0.75, rel=0.02)
    assert large.softness_px == pytest.approx(0.25, rel=0.02)


def test_drift_is_followed() -> None:
    source = picture("coffee")
    overlay = overlaid(drifted(Sent(source, np.zeros(source.shape[:2], bool))).pixels, source)
    before = compare(overlay)
    bent = follow_drift(overlay, before)
    after = compare(bent)

    def error(shown: Overlay) -> float:
        return float(np.abs(shown.claim.astype(int) - shown.reference)[20:-20, 20:-20].mean())

    assert error(bent) < 0.6 * error(overlay)
    assert after.reach >= before.reach
    assert float((after.correlation > AGREES_AT).mean()) >= float((before.correlation > AGREES_AT).mean())


def test_where_nothing_drifted_nothing_is_bent() -> None:
    overlay = overlaid(picture("coffee"), picture("coffee"))
    assert follow_drift(overlay, compare(overlay)) is overlay


@pytest.mark.parametrize("shade", [0, 255])
def test_a_frame_around_the_picture_bends_nothing(shade: int) -> None:
    source = picture("astronaut", height=512)
    framed = sealed(np.pad(source, ((40, 40), (60, 60), (0, 0)), constant_values=shade))
    overlay = overlaid(framed, source)
    bent = follow_drift(overlay, compare(overlay))
    assert np.abs(bent.reference.astype(int) - bent.claim)[bent.valid].max() <= 2


@pytest.mark.parametrize("shape", [(8, 128), (12, 300), (26, 1024), (31, 640), (1024, 26), (1, 1), (1, 200)], ids=str)
def test_pictures_too_thin_for_a_flow_are_left_as_they_are(shape: tuple[int, int]) -> None:
    thin = working(np.random.default_rng(2).integers(0, 256, (*shape, 3)).astype(np.uint8))
    overlay = lay_over(thin, thin, np.eye(3))
    assert follow_drift(overlay, compare(overlay)) is overlay


@pytest.mark.parametrize("shape", [(32, 32), (32, 1024), (1024, 32), (33, 640)], ids=str)
def test_the_thinnest_pictures_with_a_flow_are_followed(shape: tuple[int, int]) -> None:
    thin = working(np.random.default_rng(2).integers(0, 256, (*shape, 3)).astype(np.uint8))
    overlay = lay_over(thin, thin, np.eye(3))
    assert follow_drift(overlay, compare(overlay)).valid.all()


def test_pixels_are_left_alone() -> None:
    claim, reference = working(reencoded(picture("coffee"), 60)), working(picture("coffee"))
    before = claim.pixels.copy(), reference.pixels.copy()
    overlay = lay_over(claim, reference, np.eye(3))
    follow_drift(overlay, compare(overlay))
    assert np.array_equal(claim.pixels, before[0])
    assert np.array_equal(reference.pixels, before[1])


def test_bands_of_one_tone_are_no_part_of_the_picture() -> None:
    """An app's bars lie where the reference, which was cropped, goes on: nothing there was changed."""
    whole = picture("coffee")
    screen = whole.copy()
    screen[:40], screen[260:] = 0, 0
    overlay = lay_over(working(sealed(screen)), working(whole), np.eye(3))
    assert not overlay.shown[:40].any()
    assert overlay.shown[45:255].all()
    bare = without_bands(overlay)
    assert not bare.valid[:40].any()
    assert compare(bare).reach > 0.9  # windows at the rim still look into the bars
    assert compare(bare).cover == 1.0


def test_a_flat_picture_shows_nothing_and_is_answered() -> None:
    flat = working(sealed(np.full((200, 200, 3), 90)))
    assert not lay_over(flat, flat, np.eye(3)).shown.any()
    assert compare(without_bands(lay_over(flat, flat, np.eye(3)))).cover == 0.0


def test_covered_share_is_what_laying_over_covers() -> None:
    half = np.array([[1, 0, 225.0], [0, 1, 0], [0, 0, 1]])
    photo = working(picture("coffee"))
    assert covered_share(photo, photo, np.eye(3)) == 1.0
    assert covered_share(photo, photo, half) == pytest.approx(0.5, abs=0.01)
