"""A rendered photo of a screen has a lattice; noise, JPEG's grid and a pattern on one thing have none."""

import numpy as np
import pytest

from fairclaim.benchmark.photograph_screen import photograph_screen
from fairclaim.forensics.screen_lattice import Lattice, find_lattice
from unit.forensics.material import Pixels, reencoded, sealed
from unit.forensics.pixel_traces import scene


def judged(pixels: Pixels) -> Lattice:
    found = find_lattice(pixels)
    assert found is not None
    return found


@pytest.mark.parametrize("pitch", [1.5, 1.9, 2.3])
def test_a_photographed_screen_has_a_lattice(pitch: float) -> None:
    seen = photograph_screen(scene(), np.random.default_rng(0), height=600, width=800, pitch=pitch)
    assert judged(reencoded(seen, 92)).score > judged(reencoded(scene(), 92)).score + 1


@pytest.mark.parametrize("quality", [95, 75, 50])
def test_compression_makes_no_lattice(quality: int) -> None:
    assert judged(reencoded(scene(), quality)).score < 3.2


def test_a_pattern_on_one_thing_is_no_lattice() -> None:
    rows, cols = np.mgrid[0:960, 0:1280]
    weave = 30 * np.sin(2 * np.pi * (0.21 * rows + 0.17 * cols)) * ((rows < 400) & (cols < 500))
    pixels = sealed(np.clip(scene(height=960, width=1280) + weave[..., None], 0, 255))
    field = judged(pixels)
    assert field.strength.max() > 5
    assert field.score < 3.2


def test_the_period_is_that_of_the_pattern() -> None:
    rows, cols = np.mgrid[0:480, 0:640]
    weave = 20 * np.sin(2 * np.pi * (0.21 * rows + 0.17 * cols))
    field = judged(sealed(np.clip(scene() + weave[..., None], 0, 255)))
    assert field.period_px == pytest.approx(1 / np.hypot(0.21, 0.17), rel=0.05)


def test_small_photos_are_not_judged() -> None:
    assert find_lattice(np.zeros((255, 1000, 3), np.uint8)) is None
    assert judged(np.zeros((256, 256, 3), np.uint8)).score < 3.2
