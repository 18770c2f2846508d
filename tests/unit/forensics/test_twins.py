"""Copies agree to the grain; edges, patterns and look-alikes with a grain of their own do not count."""

import cv2
import numpy as np
import numpy.typing as npt

from fairclaim.forensics.twins import Twins, compare, fine_detail, shift
from unit.forensics.copies import copied, grained, tiled
from unit.forensics.material import Pixels, reencoded, sealed


def detail(pixels: Pixels) -> npt.NDArray[np.float32]:
    return fine_detail(pixels.astype(np.float32).mean(axis=2))


def known(twins: Twins | None) -> Twins:
    assert twins is not None
    return twins


def test_a_copy_agrees_and_its_places_are_told() -> None:
    forged = copied(grained(), source=(100, 120), target=(231, 263))
    twins = known(compare(detail(forged.pixels), shift(131, 143)))
    assert twins.score > 40
    assert (twins.second & forged.mask).sum() > 0.4 * forged.mask.sum()
    assert (twins.second & ~forged.mask).sum() < 0.3 * forged.mask.sum()
    assert np.array_equal(np.roll(twins.first, (131, 143), axis=(0, 1)), twins.second)


def test_a_compressed_copy_agrees_less_but_still() -> None:
    forged = copied(grained(), source=(100, 120), target=(231, 263)).pixels
    exact = known(compare(detail(forged), shift(131, 143))).score
    compressed = known(compare(detail(reencoded(forged, 93)), shift(131, 143))).score
    assert 10 < compressed < exact


def test_a_turned_copy_agrees_under_its_map() -> None:
    forged = copied(grained(), source=(100, 120), target=(200, 260), side=90, angle_deg=20).pixels
    turn = cv2.getRotationMatrix2D((120 + 45, 100 + 45), 20, 1.0)
    turn[:, 2] += (140, 100)
    assert known(compare(detail(forged), np.asarray(turn))).score > 20
    assert compare(detail(forged), shift(100, 140)) is None


def test_another_shift_finds_nothing() -> None:
    forged = copied(grained(), source=(100, 120), target=(231, 263)).pixels
    assert compare(detail(forged), shift(60, 60)) is None


def test_tiles_are_a_pattern() -> None:
    exact = sealed(np.tile(grained(50, 50), (8, 10, 1)))
    for wall in (tiled(), exact):
        for rows, cols in ((0, 50), (50, 0), (50, 50)):
            others = [
                shift(sign * r, sign * c) for r, c in ((0, 50), (50, 0)) if (r, c) != (rows, cols) for sign in (1, -1)
            ]
            assert compare(detail(wall), shift(rows, cols), others) is None


def test_what_agrees_under_another_map_too_is_left_out() -> None:
    forged = copied(grained(), source=(100, 120), target=(231, 263)).pixels
    again = copied(forged, source=(100, 120), target=(40, 330)).pixels
    assert known(compare(detail(again), shift(131, 143))).score > 40
    assert compare(detail(again), shift(131, 143), [shift(-60, 210)]) is None


def test_an_edge_is_no_surface() -> None:
    stripes = np.zeros((300, 300, 3), np.uint8)
    stripes[:, 100:] = 180
    stripes[:, 200:] = 60
    assert compare(detail(sealed(stripes)), shift(64, 0)) is None


def test_small_and_even_pictures_are_answered() -> None:
    assert compare(np.zeros((100, 100), np.float32), shift(20, 20)) is None
    noise = np.random.default_rng(2).normal(0, 9, (9, 17)).astype(np.float32)
    assert compare(noise, shift(2, 3)) is None
