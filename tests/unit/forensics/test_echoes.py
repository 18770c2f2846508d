"""A copied patch is a peak of the cepstrum at its shift; pictures without copies have none."""

import numpy as np
import pytest

from fairclaim.forensics.echoes import MOST, NEAREST_PX, Echo, echoes, whitened
from unit.forensics.copies import copied, grained
from unit.forensics.material import Pixels, picture, reencoded


def luma(pixels: Pixels) -> np.ndarray:
    return np.asarray(pixels.astype(np.float32).mean(axis=2), np.float32)


def is_at(echo: Echo, rows: int, cols: int) -> bool:
    return not {(rows, cols), (-rows, -cols)}.isdisjoint(echo.shifts)


@pytest.mark.parametrize(("rows", "cols"), [(90, 41), (37, 120), (83, -90), (110, 3)])
@pytest.mark.parametrize("quality", [None, 93])
def test_a_shift_is_found(rows: int, cols: int, quality: int | None) -> None:
    forged = copied(grained(), source=(150, 200), target=(150 + rows, 200 + cols)).pixels
    seen = forged if quality is None else reencoded(forged, quality)
    assert is_at(echoes(luma(seen))[0], rows, cols)


def test_a_large_copy_far_off_is_found_in_the_whole() -> None:
    forged = copied(grained(700, 900), source=(40, 60), target=(560, 700), side=130).pixels
    assert any(is_at(echo, 520, 640) for echo in echoes(luma(forged)))


def test_a_surface_without_copies_has_no_echo() -> None:
    assert echoes(luma(grained())) == ()


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (63, 63), (97, 65), (255, 257)])
def test_any_shape_is_answered(shape: tuple[int, int]) -> None:
    noise = np.random.default_rng(3).integers(0, 256, shape).astype(np.float32)
    assert len(echoes(noise)) <= MOST


def test_an_even_picture_has_no_detail() -> None:
    even = np.full((300, 300), 90, np.float32)
    assert np.abs(whitened(even)).max() < 1e-3
    assert echoes(even) == ()


def test_no_echo_is_near_and_clearest_come_first() -> None:
    found = echoes(luma(picture("coffee")))
    assert all(echo.rows**2 + echo.cols**2 >= NEAREST_PX**2 for echo in found)
    heights = [echo.height for echo in found]
    assert heights == sorted(heights, reverse=True)
