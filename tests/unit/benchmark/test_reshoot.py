"""Two shots of one scene share the scene, and neither grain nor, by hand, the grid."""

import numpy as np

from fairclaim.benchmark.reshoot import SCALE, draw_page, shoot_twice
from unit.benchmark.tiny_corpus import Pixels, picture


def shots(*, from_stand: bool, seed: int = 1) -> tuple[Pixels, Pixels]:
    return shoot_twice(picture("coffee"), np.random.default_rng(seed), from_stand=from_stand)


def test_a_stand_keeps_the_grid_and_not_the_grain() -> None:
    first, second = shots(from_stand=True)
    assert first.shape == (round(320 * SCALE), round(picture("coffee").shape[1] * SCALE), 3)
    difference = first.astype(int) - second
    assert 1 < difference.std() < 8


def test_a_hand_moves_more_than_grain() -> None:
    still, moved = (shots(from_stand=stand) for stand in (True, False))
    spread = [(first.astype(int) - second).std() for first, second in (still, moved)]
    assert spread[1] > 2 * spread[0]


def test_the_same_seed_gives_the_same_shots() -> None:
    for one, other in zip(shots(from_stand=False), shots(from_stand=False), strict=True):
        assert np.array_equal(one, other)


def test_a_page_is_white_with_dark_words_and_no_page_is_like_another() -> None:
    one, other = draw_page(np.random.default_rng(1)), draw_page(np.random.default_rng(2))
    assert np.median(one) == 250
    assert 0.01 < (one < 100).all(axis=2).mean() < 0.3
    assert not np.array_equal(one, other)
