"""A rendered photo of a print shows the print, off the pixel grid, on its background."""

import numpy as np
import pytest

from fairclaim.benchmark.rephotograph import rephotograph
from unit.benchmark.tiny_corpus import Pixels, picture

SEEDS = range(6)


@pytest.fixture(scope="module")
def artwork() -> Pixels:
    return picture("chelsea")


@pytest.fixture(scope="module")
def table() -> Pixels:
    return picture("coffee")


def print_on(artwork: Pixels, table: Pixels, seed: int) -> Pixels:
    return rephotograph(artwork, table, np.random.default_rng(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_photo_has_the_size_of_its_background(artwork: Pixels, table: Pixels, seed: int) -> None:
    photo = print_on(artwork, table, seed)
    assert photo.shape == table.shape
    assert photo.dtype == np.uint8


def test_equal_seeds_give_equal_photos_and_others_do_not(artwork: Pixels, table: Pixels) -> None:
    again = [print_on(artwork, table, seed) for seed in (1, 1, 2)]
    assert np.array_equal(again[0], again[1])
    assert not np.array_equal(again[0], again[2])


def test_what_was_given_is_not_written_into(artwork: Pixels, table: Pixels) -> None:
    before = artwork.copy(), table.copy()
    print_on(artwork, table, 3)
    assert np.array_equal(artwork, before[0])
    assert np.array_equal(table, before[1])


@pytest.mark.parametrize("seed", SEEDS)
def test_the_print_lies_in_the_middle_and_the_background_at_the_corner(seed: int) -> None:
    red, blue = np.zeros((2, 240, 300, 3), np.uint8)
    red[..., 0], blue[..., 2] = 200, 200
    photo = print_on(red, blue, seed).astype(int)
    assert photo[120, 150, 0] > 90 > photo[120, 150, 2]
    edge = np.concatenate([photo[0], photo[-1], photo[:, 0], photo[:, -1]])
    assert (edge[:, 2] > edge[:, 0]).any()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_lens_leaves_no_black_frame(seed: int) -> None:
    grey = np.full((240, 300, 3), 128, np.uint8)
    photo = print_on(grey, grey, seed).astype(int)
    frame = np.concatenate([photo[:2].ravel(), photo[-2:].ravel(), photo[:, :2].ravel(), photo[:, -2:].ravel()])
    assert frame.mean() > 0.6 * photo.mean()


@pytest.mark.parametrize("side", [(40, 900), (900, 40)])
def test_a_print_of_another_aspect_stays_whole_inside(side: tuple[int, int]) -> None:
    white, black = np.full((*side, 3), 255, np.uint8), np.zeros((300, 300, 3), np.uint8)
    photo = print_on(white, black, 1)
    seen = np.argwhere(photo.mean(axis=2) > 60)
    assert (np.ptp(seen, axis=0).max() > 120).all()
    assert np.ptp(seen, axis=0).min() < 60
