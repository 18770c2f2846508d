"""A place scaled on its own is found with its rhythm; a photo scaled as a whole is not."""

import numpy as np
import pytest

from fairclaim.domain.box import Box
from fairclaim.forensics.resampling_field import NoRhythm, ResamplingField, resampling_field
from unit.forensics.material import Pixels, reencoded, resized, sealed
from unit.forensics.pixel_traces import scene

PLACE = Box(100, 200, 340, 440)


def judged(pixels: Pixels) -> ResamplingField:
    field = resampling_field(pixels)
    assert isinstance(field, ResamplingField)
    return field


def pasted(scale: float) -> Pixels:
    """Return a scene with an enlarged piece of itself set in."""
    pixels = scene().copy()
    piece = resized(sealed(pixels[40:300, 20:280]), scale)
    pixels[PLACE.row0 : PLACE.row1, PLACE.col0 : PLACE.col1] = piece[:240, :240]
    return sealed(pixels)


@pytest.mark.parametrize("scale", [1.2, 1.3, 1.45, 1.7])
@pytest.mark.parametrize("quality", [None, 98])
def test_an_enlarged_piece_is_found(scale: float, quality: int | None) -> None:
    pixels = pasted(scale) if quality is None else reencoded(pasted(scale), quality)
    honest = scene() if quality is None else reencoded(scene(), quality)
    field = judged(pixels)
    assert field.score > 1.1 * judged(honest).score
    assert field.box.intersection(PLACE).area > 0.4 * field.box.area


def test_the_frequency_is_that_of_the_scale() -> None:
    # the variance of what was enlarged s times beats with a period of s pixels: 1/s, folded at one half (Kirchner 2008)
    assert judged(pasted(1.45)).frequency == pytest.approx((1 - 1 / 1.45, 1 - 1 / 1.45), abs=0.02)


@pytest.mark.parametrize("scale", [0.75, 1.3])
def test_a_photo_scaled_as_a_whole_is_no_trace(scale: float) -> None:
    assert judged(resized(scene(), scale)).score < judged(pasted(1.3)).score / 2


def test_a_pattern_of_one_direction_is_no_trace() -> None:
    pixels = scene().astype(np.float32)
    bars = 25 * np.sin(2 * np.pi * 0.29 * np.arange(240, dtype=np.float32))
    pixels[100:340, 200:440] += bars[None, :, None]
    assert judged(sealed(np.clip(pixels, 0, 255))).score < judged(pasted(1.3)).score / 2


def test_the_box_lies_inside_the_photo() -> None:
    for height, width in ((256, 256), (257, 900), (900, 300)):
        pixels = scene(height=height, width=width)
        field = resampling_field(pixels)
        if isinstance(field, ResamplingField):
            assert field.box.intersection(Box(0, 0, height, width)) == field.box


def test_photos_without_enough_texture_or_pixels_are_not_judged() -> None:
    assert resampling_field(np.zeros((255, 900, 3), np.uint8)) is NoRhythm.SMALL
    assert resampling_field(np.full((600, 600, 3), 90, np.uint8)) is NoRhythm.FLAT
    assert resampling_field(np.full((256, 256, 3), 90, np.uint8)) is NoRhythm.FLAT


def test_a_weave_is_no_trace() -> None:
    # slanted waves of one cloth: in magnitude they beat along the rows and along the columns, though none of them lies that way
    row, col = np.mgrid[0:240, 0:240]
    weave = sum(
        np.sin(2 * np.pi * (down * row + across * col)) for down, across in ((0.21, 0.13), (0.21, -0.22), (0.31, 0.13))
    )
    pixels = scene().astype(np.float32)
    pixels[100:340, 200:440] += 12 * np.asarray(weave, np.float32)[..., None]
    assert judged(sealed(np.clip(pixels, 0, 255))).score < judged(pasted(1.3)).score / 2
