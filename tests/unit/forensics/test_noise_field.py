"""A place with other noise stands out; brightness and texture alone do not."""

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from fairclaim.domain.box import Box
from fairclaim.forensics.noise_field import NoiseField, NoNoise, noise_field
from unit.forensics.material import Pixels, reencoded, sealed
from unit.forensics.pixel_traces import scene

PLACE = Box(160, 240, 320, 400)
INSIDE = np.s_[PLACE.row0 : PLACE.row1, PLACE.col0 : PLACE.col1]


def judged(pixels: Pixels) -> NoiseField:
    field = noise_field(pixels)
    assert isinstance(field, NoiseField)
    return field


def of_grey(grey: npt.NDArray[np.generic]) -> Pixels:
    return sealed(np.repeat(grey[..., None], 3, axis=2))


def smoothed() -> Pixels:
    pixels = scene().copy()
    pixels[INSIDE] = cv2.GaussianBlur(pixels[INSIDE], (0, 0), 0.7)
    return sealed(pixels)


def roughened() -> Pixels:
    pixels = scene().copy()
    grain = np.random.default_rng(5).normal(0, 6, pixels[INSIDE].shape)
    pixels[INSIDE] = np.clip(pixels[INSIDE] + grain, 0, 255)
    return sealed(pixels)


@pytest.mark.parametrize(("change", "quality"), [("smoothed", None), ("smoothed", 95), ("roughened", None)])
def test_a_place_with_other_noise_is_found(change: str, quality: int | None) -> None:
    pixels = smoothed() if change == "smoothed" else roughened()
    honest = scene()
    if quality is not None:
        pixels, honest = reencoded(pixels, quality), reencoded(honest, quality)
    field = judged(pixels)
    assert field.score > judged(honest).score + 2
    assert field.box.intersection(PLACE).area > 0.4 * field.box.area
    assert (field.ratio < 0.9) if change == "smoothed" else (field.ratio > 1.1)


def test_the_deviation_has_the_sign_of_the_change() -> None:
    less, more = judged(smoothed()), judged(roughened())
    middle = (240 // less.block_px, 320 // less.block_px)
    around = np.s_[middle[0] - 2 : middle[0] + 2, middle[1] - 2 : middle[1] + 2]
    assert less.deviation[around].mean() < 0 < more.deviation[around].mean()


def test_noise_that_grows_with_the_light_is_no_trace() -> None:
    steps = np.repeat(np.repeat(np.array([[60, 120], [180, 220]]), 240, axis=0), 320, axis=1).astype(np.float64)
    generator = np.random.default_rng(8)
    lit = steps + generator.normal(0, 1, steps.shape) * np.sqrt(1 + 0.05 * steps)
    plain = np.full_like(lit, 140) + generator.normal(0, 2.8, steps.shape)
    lit_field, plain_field = (noise_field(of_grey(np.clip(grey, 0, 255).round())) for grey in (lit, plain))
    assert isinstance(lit_field, NoiseField)
    assert isinstance(plain_field, NoiseField)
    assert lit_field.score < plain_field.score + 2


def test_the_box_lies_inside_the_photo() -> None:
    for height, width in ((131, 517), (645, 129), (700, 701)):
        pixels = scene(height=height, width=width)
        field = noise_field(pixels)
        assert isinstance(field, NoiseField)
        assert field.box.intersection(Box(0, 0, height, width)) == field.box


@pytest.mark.parametrize(
    ("grey", "why"),
    [
        (np.zeros((1, 1), np.uint8), NoNoise.SMALL),
        (np.zeros((127, 900), np.uint8), NoNoise.SMALL),
        (np.zeros((300, 300), np.uint8), NoNoise.CLIPPED),
        (np.full((300, 300), 255, np.uint8), NoNoise.CLIPPED),
        (np.full((300, 300), 128, np.uint8), NoNoise.COMPRESSED),
    ],
)
def test_photos_without_noise_are_not_judged(grey: Pixels, why: NoNoise) -> None:
    assert noise_field(of_grey(grey)) is why
