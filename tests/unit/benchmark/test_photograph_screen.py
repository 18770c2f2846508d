"""The rendered photo of a screen shows what the screen shows, and its lattice, the same each time."""

import cv2
import numpy as np
import pytest

from fairclaim.benchmark.photograph_screen import Panel, photograph_screen
from unit.forensics.material import picture


def test_it_shows_what_the_screen_shows() -> None:
    shown = picture("coffee")
    seen = photograph_screen(shown, np.random.default_rng(1), height=400, width=600)
    assert seen.shape == (400, 600, 3)
    assert seen.dtype == np.uint8
    small, expected = (cv2.resize(pixels, (24, 16), interpolation=cv2.INTER_AREA) for pixels in (seen, shown))
    assert np.corrcoef(small.ravel(), expected.ravel())[0, 1] > 0.7


@pytest.mark.parametrize("panel", Panel)
def test_colours_keep_their_places(panel: Panel) -> None:
    red = np.zeros((200, 300, 3), np.uint8)
    red[..., 0] = 200
    means = photograph_screen(red, np.random.default_rng(1), height=200, width=300, panel=panel).mean(axis=(0, 1))
    assert means[0] > 3 * max(means[1], means[2])


@pytest.mark.parametrize("panel", Panel)
def test_white_stays_grey_and_no_two_exposures_are_alike(panel: Panel) -> None:
    white = np.full((120, 160, 3), 255, np.uint8)
    means = [
        photograph_screen(white, np.random.default_rng(seed), height=120, width=160, panel=panel).mean(axis=(0, 1))
        for seed in range(4)
    ]
    assert all(np.ptp(mean) < 16 for mean in means)
    assert np.ptp([mean.mean() for mean in means]) > 5


def test_the_same_seed_gives_the_same_photo() -> None:
    first, second = (
        photograph_screen(picture("coffee"), np.random.default_rng(2), height=120, width=160, pitch=2.0) for _ in "ab"
    )
    assert np.array_equal(first, second)
