"""The rendered photo of a screen shows what the screen shows, and its lattice, the same each time."""

import cv2
import numpy as np

from fairclaim.benchmark.photograph_screen import photograph_screen
from unit.forensics.material import picture


def test_it_shows_what_the_screen_shows() -> None:
    shown = picture("coffee")
    seen = photograph_screen(shown, np.random.default_rng(1), height=400, width=600)
    assert seen.shape == (400, 600, 3)
    assert seen.dtype == np.uint8
    small, expected = (cv2.resize(pixels, (24, 16), interpolation=cv2.INTER_AREA) for pixels in (seen, shown))
    assert np.corrcoef(small.ravel(), expected.ravel())[0, 1] > 0.7


def test_colours_keep_their_places() -> None:
    red = np.zeros((200, 300, 3), np.uint8)
    red[..., 0] = 200
    means = photograph_screen(red, np.random.default_rng(1), height=200, width=300).mean(axis=(0, 1))
    assert means[0] > 3 * max(means[1], means[2])


def test_the_same_seed_gives_the_same_photo() -> None:
    first, second = (
        photograph_screen(picture("coffee"), np.random.default_rng(2), height=120, width=160, pitch=2.0) for _ in "ab"
    )
    assert np.array_equal(first, second)
