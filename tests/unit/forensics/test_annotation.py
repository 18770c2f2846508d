"""Drawings are told from damage, after compression too, and in doubt it is no drawing."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from fairclaim.benchmark.forge import Forgery, paint_crack, paint_mould, paint_stain, paint_tear
from fairclaim.domain.box import Box
from fairclaim.forensics.annotation import find_drawn, is_annotation
from fairclaim.forensics.change import Change, find_change
from fairclaim.forensics.exposure import ExposureKind, judge_exposure
from unit.forensics.drawings import INKS, PATCHES, STROKES, circled
from unit.forensics.material import Mask, Pixels, decoded, picture, reencoded, resized, sealed, working

Paint = Callable[..., Forgery]
DAMAGE: dict[str, Paint] = {"crack": paint_crack, "stain": paint_stain, "mould": paint_mould, "tear": paint_tear}


def base(name: str = "coffee") -> Pixels:
    return picture(name, height=400)


def change_between(claim: Pixels, reference: Pixels) -> tuple[Pixels, Change] | None:
    judgement = judge_exposure(working(claim), working(reference))
    if judgement.kind is not ExposureKind.ONE or judgement.overlay is None or judgement.agreement is None:
        return None
    return sealed(judgement.overlay.claim), find_change(judgement.overlay, judgement.agreement)


def found_change(claim: Pixels, reference: Pixels) -> tuple[Pixels, Mask]:
    found = change_between(claim, reference)
    assert found is not None
    assert found[1].regions
    return found[0], np.asarray(found[1].changed)


def damaged(kind: str, pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    within = Box(height // 3, width // 4, height * 2 // 3, width * 3 // 5)
    return sealed(DAMAGE[kind](pixels, np.random.default_rng(5), within=within).pixels)


@pytest.mark.parametrize("name", ["coffee", "chelsea"])
@pytest.mark.parametrize("ink", ["red", "green", "blue", "magenta"])
@pytest.mark.parametrize("stroke", STROKES)
def test_strokes_of_one_saturated_ink_are_a_drawing_after_jpeg_70(stroke: str, ink: str, name: str) -> None:
    drawn = reencoded(STROKES[stroke](base(name), INKS[ink]), 70)
    assert is_annotation(*found_change(drawn, base(name)))


@pytest.mark.parametrize("patch", PATCHES)
def test_a_text_box_and_a_sticker_are_drawings_after_jpeg_70(patch: str) -> None:
    assert is_annotation(*found_change(reencoded(PATCHES[patch](base()), 70), base()))


@pytest.mark.parametrize("quality", [95, 70])
@pytest.mark.parametrize("name", ["coffee", "chelsea"])
@pytest.mark.parametrize("kind", DAMAGE)
def test_painted_damage_is_never_a_drawing(kind: str, name: str, quality: int) -> None:
    claim = reencoded(damaged(kind, base(name)), quality)
    assert not is_annotation(*found_change(claim, base(name)))


def test_a_red_stain_is_no_drawing() -> None:
    height, width = base().shape[:2]
    within = Box(height // 3, width // 4, height * 2 // 3, width * 3 // 5)
    stain = paint_stain(base(), np.random.default_rng(5), within=within, tint=(0.85, 0.2, 0.15))
    assert not is_annotation(*found_change(reencoded(sealed(stain.pixels), 85), base()))


def oval(pixels: Pixels, *, soft_px: float, grain: float) -> Pixels:
    """Lay a brown oval over a picture: a rotten spot has a soft rim and some grain, a cover has neither."""
    height, width = pixels.shape[:2]
    hard = np.zeros((height, width), np.float32)
    cv2.ellipse(hard, (width // 2, height // 2), (width // 9, height // 9), 0, 0, 360, 1.0, -1)
    shape = cv2.GaussianBlur(hard, (0, 0), soft_px) if soft_px else hard
    noise = cv2.GaussianBlur(np.random.default_rng(5).normal(0, 1, pixels.shape).astype(np.float32), (0, 0), 2.0)
    spot = np.array([105, 42, 25], np.float32) + noise / noise.std() * grain
    laid = pixels + (spot - pixels) * shape[..., None]
    return sealed(np.clip(laid.round(), 0, 255))


@pytest.mark.parametrize("quality", [95, 70])
def test_a_spot_of_nearly_one_tone_without_corners_is_no_covering_box(quality: int) -> None:
    claim = reencoded(oval(base(), soft_px=4.0, grain=3.0), quality)
    pixels, changed = found_change(claim, base())
    assert not is_annotation(pixels, changed, before=base())


def test_a_solid_oval_of_one_exact_tone_is_a_drawing() -> None:
    pixels, changed = found_change(reencoded(oval(base(), soft_px=0.0, grain=0.0), 85), base())
    assert is_annotation(pixels, changed, before=base())


def test_a_circle_around_a_painted_crack_does_not_hide_the_crack() -> None:
    within = Box(150, 210, 225, 300)
    crack = paint_crack(base(), np.random.default_rng(5), within=within, width_px=3.0)
    pixels, changed = found_change(reencoded(circled(sealed(crack.pixels), INKS["green"]), 85), base())
    drawn = find_drawn(pixels, changed)
    on_crack = changed & crack.mask
    assert drawn.any()
    assert (drawn & on_crack).sum() < 0.2 * on_crack.sum()
    assert not is_annotation(pixels, changed)


@pytest.mark.parametrize("ink", INKS)
def test_what_lay_below_shows_a_circle_on_a_ground_of_its_own_colours(ink: str) -> None:
    """Half of the ground has the ink's own hue: without the picture below, it drowns in it."""
    striped = base("chelsea").copy()
    striped[:, ::2] = striped[:, ::2] // 2 + np.array(INKS[ink], np.uint8) // 2
    ground = reencoded(striped, 95)
    marked, mask = found_change(reencoded(circled(ground, INKS[ink]), 85), ground)
    assert find_drawn(marked, mask, before=ground).sum() >= find_drawn(marked, mask).sum()


@pytest.mark.parametrize("kind", ["crack", "stain", "mould", "tear"])
def test_damage_is_no_drawing_in_either_picture(kind: str) -> None:
    """Seen from the good picture, what replaces the damage is ground, whatever its colour."""
    good, broken = base("coffee"), reencoded(damaged(kind, base("coffee")), 85)
    for claim, before in ((broken, good), (good, broken)):
        marked, mask = found_change(claim, before)
        assert not is_annotation(marked, mask, before=before)


def test_nothing_changed_is_no_drawing() -> None:
    assert not is_annotation(base(), np.zeros(base().shape[:2], np.bool_))


@pytest.mark.parametrize("shape", [(1, 1), (1, 40), (7, 3)])
def test_tiny_pictures_are_answered(shape: tuple[int, int]) -> None:
    assert not is_annotation(np.full((*shape, 3), 128, np.uint8), np.ones(shape, np.bool_))


def test_inputs_are_left_alone() -> None:
    changed = np.zeros(base().shape[:2], np.bool_)
    changed[50:90, 60:120] = True
    changed.flags.writeable = False
    find_drawn(base(), changed)
    assert changed.sum() == 40 * 60


@pytest.mark.corpus
def test_no_real_edit_is_wholly_taken_for_a_drawing(corpus: Path) -> None:
    taken = []
    for folder in sorted((corpus / "edits").iterdir()):
        edited = next(iter([*folder.glob("forged.*"), *folder.glob("edited.*")]))
        original = next(folder.glob("original.*"))
        found = change_between(shrunk(edited), shrunk(original))
        if found is not None and found[1].regions and is_annotation(found[0], np.asarray(found[1].changed)):
            taken.append(folder.name)
    assert taken == []


def shrunk(path: Path) -> Pixels:
    pixels = decoded(path.read_bytes())
    return resized(pixels, min(1.0, 640 / max(pixels.shape[:2])))
