"""Gemini's star is found by its shape at its place, in both sizes and resized; like things elsewhere are not it."""

import numpy as np
import pytest

from fairclaim.benchmark.badges import draw_star
from fairclaim.forensics.marks.spark import find_spark
from unit.forensics.material import Pixels, picture, reencoded, resized, sealed


def ground() -> Pixels:
    return picture("coffee", height=700)


@pytest.mark.parametrize("side_px", [48, 96])
@pytest.mark.parametrize("opacity", [0.4, 0.6])
def test_both_sizes_are_found_where_they_stand(side_px: int, opacity: float) -> None:
    drawn, box = draw_star(ground(), side_px, opacity=opacity)
    star = find_spark(reencoded(sealed(drawn), 70))
    assert star is not None
    assert star.box.iou(box) > 0.85


@pytest.mark.parametrize("scale", [0.5, 0.75, 1.1])
def test_a_resized_picture_keeps_it(scale: float) -> None:
    drawn, _ = draw_star(ground(), 96, opacity=0.6)
    assert find_spark(reencoded(resized(sealed(drawn), scale), 80)) is not None


@pytest.mark.parametrize("name", ["coffee", "chelsea", "astronaut", "rocket"])
def test_a_picture_without_it_has_none(name: str) -> None:
    assert find_spark(picture(name, height=500)) is None


def test_a_star_elsewhere_is_not_the_mark() -> None:
    drawn, _ = draw_star(ground(), 96, opacity=0.6)
    assert find_spark(sealed(np.roll(drawn, (-60, -80), axis=(0, 1)))) is None


def test_a_dark_star_is_not_the_mark() -> None:
    drawn, _ = draw_star(sealed(255 - ground()), 96, opacity=0.6)
    assert find_spark(sealed(255 - drawn)) is None


def test_a_disc_at_its_place_is_not_the_mark() -> None:
    drawn = np.array(ground())
    rows, cols = np.ogrid[: drawn.shape[0], : drawn.shape[1]]
    drawn[(rows - (drawn.shape[0] - 112)) ** 2 + (cols - (drawn.shape[1] - 112)) ** 2 < 46**2] = 230
    assert find_spark(sealed(drawn)) is None


@pytest.mark.parametrize("shape", [(1, 1), (1, 400), (30, 30)])
def test_tiny_pictures_are_answered(shape: tuple[int, int]) -> None:
    assert find_spark(np.full((*shape, 3), 128, np.uint8)) is None
