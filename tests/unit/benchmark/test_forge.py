from collections.abc import Callable

import numpy as np
import pytest

from fairclaim.benchmark.forge import Forgery, paint_crack, paint_mould, paint_stain, paint_tear
from fairclaim.domain.box import Box

WITHIN = Box(40, 60, 140, 220)
PAINTERS = [paint_crack, paint_stain, paint_mould, paint_tear]
Painter = Callable[..., Forgery]

every_painter = pytest.mark.parametrize("paint", PAINTERS, ids=lambda paint: paint.__name__)


def photo(seed: int = 1) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    slope = np.linspace(90, 200, 260)[None, :, None] + np.zeros((180, 260, 3))
    return np.clip(slope + np.random.default_rng(seed).normal(0, 4, slope.shape), 0, 255).astype(np.uint8)


@every_painter
def test_pixels_outside_the_mask_stay_as_they_were(paint: Painter) -> None:
    good = photo()
    forged, mask = paint(good, np.random.default_rng(5), within=WITHIN)
    assert forged.dtype == np.uint8
    assert forged.shape == good.shape
    assert mask.dtype == np.bool_
    assert np.array_equal(forged[~mask], good[~mask])


@every_painter
def test_paint_can_be_seen_where_the_mask_says_so(paint: Painter) -> None:
    good = photo()
    forged, mask = paint(good, np.random.default_rng(5), within=WITHIN)
    change = np.abs(forged.astype(int) - good).max(axis=2)
    assert mask.any()
    assert change[mask].mean() > 8
    assert (change[mask] > 0).mean() > 0.8


@every_painter
def test_damage_lies_near_its_box(paint: Painter) -> None:
    forgery = paint(photo(), np.random.default_rng(5), within=WITHIN)
    grown = Box(WITHIN.row0 - 40, WITHIN.col0 - 40, WITHIN.row1 + 40, WITHIN.col1 + 40)
    assert forgery.box.intersection(grown) == forgery.box
    assert forgery.box.intersection(WITHIN).area > 0


@every_painter
def test_the_same_seed_paints_the_same_damage_and_leaves_the_photo_alone(paint: Painter) -> None:
    good = photo()
    before = good.copy()
    first = paint(good, np.random.default_rng(8), within=WITHIN)
    again = paint(good, np.random.default_rng(8), within=WITHIN)
    other = paint(good, np.random.default_rng(9), within=WITHIN)
    assert np.array_equal(first.pixels, again.pixels)
    assert not np.array_equal(first.pixels, other.pixels)
    assert np.array_equal(good, before)


@every_painter
def test_damage_at_the_edge_of_a_photo_is_cut_off(paint: Painter) -> None:
    forgery = paint(photo(), np.random.default_rng(3), within=Box(100, 180, 180, 260))
    assert forgery.mask.any()


@every_painter
def test_any_seed_paints_something(paint: Painter) -> None:
    for seed in range(12):
        assert paint(photo(), np.random.default_rng(seed), within=WITHIN).mask.any()


def test_a_crack_is_thin_and_crosses_its_box() -> None:
    forgery = paint_crack(photo(), np.random.default_rng(2), within=WITHIN)
    assert forgery.box.col1 - forgery.box.col0 > 0.85 * (WITHIN.col1 - WITHIN.col0)
    assert forgery.mask.sum() < 0.2 * WITHIN.area


def test_a_crack_runs_along_the_longer_side() -> None:
    upright = paint_crack(photo(), np.random.default_rng(2), within=Box(20, 100, 170, 150))
    assert upright.box.row1 - upright.box.row0 > 120


def test_a_crack_can_have_no_branches() -> None:
    plain = paint_crack(photo(), np.random.default_rng(2), within=WITHIN, branches=0)
    branched = paint_crack(photo(), np.random.default_rng(2), within=WITHIN, branches=8)
    assert plain.mask.sum() < branched.mask.sum()


def test_a_stain_keeps_the_texture_beneath_it() -> None:
    striped = photo()
    striped[:, ::8] //= 2
    forged, mask = paint_stain(striped, np.random.default_rng(2), within=WITHIN)
    rows, cols = mask.nonzero()
    on_stripe = cols % 8 == 0
    painted = forged[rows, cols].mean(axis=1)
    assert painted[on_stripe].mean() < 0.7 * painted[~on_stripe].mean()


def test_nothing_painted_has_an_empty_box() -> None:
    empty = Forgery(photo(), np.zeros((180, 260), bool))
    assert empty.box.area == 0
