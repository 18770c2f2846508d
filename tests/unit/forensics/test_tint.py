"""One leading saturated colour, told from pale and mixed ones, under changing light."""

import numpy as np
import pytest

from fairclaim.forensics.tint import apart_deg, read_hues
from unit.forensics.material import Pixels, sealed, toned


def thing(colour: tuple[int, int, int], *, backdrop: int = 250) -> Pixels:
    pixels = np.full((200, 300, 3), backdrop, np.uint8)
    pixels[40:160, 60:240] = colour
    return sealed(pixels)


def test_the_backdrop_is_left_out() -> None:
    hues = read_hues(thing((210, 30, 40)))
    assert hues.has_backdrop
    assert hues.leading(central=False)[1] > 0.9


@pytest.mark.parametrize("dim", [1.0, 0.6])
def test_light_changes_the_hue_little(dim: float) -> None:
    bright = read_hues(thing((210, 30, 40))).leading(central=False)[0]
    other = read_hues(sealed(toned(thing((210, 30, 40))) * dim)).leading(central=False)[0]
    assert float(apart_deg(np.array(bright), other)) < 20


def test_red_and_blue_lie_far_apart() -> None:
    red = read_hues(thing((210, 30, 40)))
    blue_deg, _ = read_hues(thing((30, 60, 200))).leading(central=True)
    assert float(apart_deg(np.array(red.leading(central=True)[0]), blue_deg)) > 80
    assert red.share_near(blue_deg, within_deg=45) == 0.0


def test_grey_things_have_no_leading_colour() -> None:
    assert read_hues(thing((120, 118, 121))).leading(central=True)[1] == 0.0


def test_angles_go_around() -> None:
    assert float(apart_deg(np.array(-175.0), 175.0)) == pytest.approx(10)


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (3, 2)])
def test_tiny_pictures_are_answered(shape: tuple[int, int]) -> None:
    hues = read_hues(np.full((*shape, 3), 200, np.uint8))
    assert hues.leading(central=True) == (0.0, 0.0)
    assert hues.share_near(0.0, within_deg=45) == 0.0
