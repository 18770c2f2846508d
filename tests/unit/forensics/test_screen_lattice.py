"""A rendered photo of a screen has a lattice; noise, JPEG's grid and a pattern on one thing have none."""

import numpy as np
import pytest

from fairclaim.benchmark.channels import resave
from fairclaim.benchmark.corpus_photos import decoded
from fairclaim.benchmark.photograph_screen import Panel, photograph_screen
from fairclaim.benchmark.shortcuts import format_shortcut
from fairclaim.forensics.screen_lattice import CHANCE, Lattice, find_lattice
from unit.forensics.material import Pixels, reencoded, sealed
from unit.forensics.pixel_traces import scene


def judged(pixels: Pixels) -> Lattice:
    found = find_lattice(pixels)
    assert found is not None
    return found


@pytest.mark.parametrize("panel", Panel)
@pytest.mark.parametrize("pitch", [1.5, 1.9, 2.3])
def test_a_photographed_screen_has_a_lattice(pitch: float, panel: Panel) -> None:
    seen = photograph_screen(scene(), np.random.default_rng(0), height=600, width=800, pitch=pitch, panel=panel)
    assert judged(reencoded(seen, 92)).score > judged(reencoded(scene(), 92)).score + 1


@pytest.mark.parametrize("quality", [95, 75, 50])
def test_compression_makes_no_lattice(quality: int) -> None:
    assert judged(reencoded(scene(), quality)).score < 3.2


def test_noise_comes_to_chance() -> None:
    noise = np.random.default_rng(0).normal(128, 20, (4, 512, 512, 3))
    assert {judged(sealed(np.clip(one, 0, 255))).score for one in noise} == {CHANCE}


def lettering() -> Pixels:
    """Straight edges here and there, as on a printed cover."""
    random = np.random.default_rng(5)
    pixels = scene(height=600, width=800).copy()
    for row, col, height, width in zip(*random.integers((0, 0, 4, 4), (560, 760, 90, 40), (150, 4)).T, strict=True):
        pixels[row : row + height, col : col + width] = random.integers(0, 255, 3)
    return sealed(pixels)


def test_the_form_of_the_file_does_not_move_the_score() -> None:
    plain = [*(scene(height=600, width=800, seed=seed) for seed in range(2)), lettering()]
    stained = [sealed(np.where(np.mgrid[0:600, 0:800][0][..., None] < 90, 30, photo)) for photo in plain]
    found = format_shortcut(lambda data: judged(decoded(data)).score, genuine=plain, forged=stained)
    assert [swap.moved for swap in found] == [0.0, 0.0, 0.0]


def test_a_screen_stands_out_in_every_form() -> None:
    seen = photograph_screen(scene(), np.random.default_rng(0), height=600, width=800, pitch=2.3)
    assert all(judged(decoded(resave(seen, quality=quality).data)).score > CHANCE + 1 for quality in (95, 75))


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
