"""Real damage is laid in where the mask says, and nowhere else."""

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from fairclaim.benchmark.blend import blend_crack, blend_rot
from fairclaim.benchmark.forge import Forgery
from fairclaim.domain.box import Box
from unit.benchmark.tiny_corpus import asphalt, picture, rotten_fruit

WITHIN = Box(60, 80, 200, 300)


def blended(kind: str, seed: int = 3) -> tuple[npt.NDArray[np.uint8], Forgery]:
    good, generator = picture("coffee"), np.random.default_rng(seed)
    if kind == "crack":
        return good, blend_crack(good, asphalt(), generator, within=WITHIN)
    fruit, rotten = rotten_fruit()
    return good, blend_rot(good, fruit, rotten, generator, within=WITHIN)


@pytest.mark.parametrize("kind", ["crack", "rot"])
def test_the_photo_stays_as_it_was_outside_the_mask(kind: str) -> None:
    good, forgery = blended(kind)
    assert np.array_equal(forgery.pixels[~forgery.mask], good[~forgery.mask])
    assert forgery.box.intersection(WITHIN) == forgery.box
    assert np.abs(forgery.pixels[forgery.mask].astype(int) - good[forgery.mask]).mean() > 8


@pytest.mark.parametrize("kind", ["crack", "rot"])
def test_the_same_seed_gives_the_same_damage(kind: str) -> None:
    assert np.array_equal(blended(kind)[1].pixels, blended(kind)[1].pixels)
    assert len({blended(kind, seed=seed)[1].pixels.tobytes() for seed in range(8)}) > 1  # the donor is turned at random


def test_a_crack_only_darkens_and_is_thin() -> None:
    good, forgery = blended("crack")
    assert (forgery.pixels[forgery.mask] <= good[forgery.mask]).all()
    assert forgery.mask.sum() < 0.3 * WITHIN.area


def test_the_longest_dark_line_is_the_crack() -> None:
    ground = asphalt()
    cv2.circle(ground, (40, 170), 4, (30, 30, 30), -1)
    good = picture("coffee")
    plain, spotted = (
        blend_crack(good, donor, np.random.default_rng(1), within=WITHIN) for donor in (asphalt(), ground)
    )
    assert spotted.mask.sum() < 1.3 * plain.mask.sum()


def test_even_ground_has_hardly_a_crack() -> None:
    flat = np.full((200, 300, 3), 150, np.uint8)
    forgery = blend_crack(picture("coffee"), flat, np.random.default_rng(1), within=WITHIN)
    assert not forgery.mask.any()
