"""Windows cover a side, waves stand above their surroundings, JPEG's own frequencies are known."""

import numpy as np
import pytest

from fairclaim.forensics.spectra import above_every_line, corners, hann, off_jpeg_grid, power_of, prominence


@pytest.mark.parametrize("length", [128, 129, 300, 1000, 4000])
def test_windows_reach_from_end_to_end(length: int) -> None:
    places = corners(length, window_px=128, at_most=20)
    assert places[0] == 0
    assert places[-1] + 128 == length
    assert len(places) <= 20
    assert len(set(places)) == len(places)


def test_a_wave_stands_above_its_surroundings_at_both_of_its_places() -> None:
    noise = np.random.default_rng(0).normal(0, 1, (64, 64))
    rows, cols = np.mgrid[0:64, 0:64]
    wave = np.cos(2 * np.pi * (10 * rows + 5 * cols) / 64)
    peaks = prominence((noise + wave).astype(np.float32), taper=hann(64), inner=3, outer=11)
    assert peaks[32 + 10, 32 + 5] > 30
    assert peaks[32 + 10, 32 + 5] == pytest.approx(peaks[32 - 10, 32 - 5], rel=1e-3)
    assert np.median(peaks) < 1.5


def test_noise_stands_at_about_one() -> None:
    noise = np.random.default_rng(1).normal(0, 1, (128, 128)).astype(np.float32)
    assert prominence(noise, taper=hann(128), inner=3, outer=11).mean() == pytest.approx(1, abs=0.2)


def test_what_lies_on_a_line_is_no_peak_and_what_stands_alone_is() -> None:
    power = np.ones((64, 64), np.float32)
    power[20, :] = 400  # an edge
    power[45, 45] = 400
    along, alone = above_every_line(power, np.array([20 * 64 + 30, 45 * 64 + 45]), nearest=4, farthest=9)
    assert along == pytest.approx(1, abs=0.01)
    assert alone == pytest.approx(400, rel=0.01)


def test_a_line_may_run_in_any_direction() -> None:
    rows, cols = np.mgrid[0:128, 0:128]
    for angle in np.radians([0, 17, 45, 71, 90, 133]):
        edge = (np.cos(angle) * (rows - 64) + np.sin(angle) * (cols - 64) > 0) * 100.0
        noise = np.random.default_rng(2).normal(0, 1, edge.shape)
        power = power_of((edge + noise).astype(np.float32), taper=hann(128))
        row, col = round(64 + 20 * np.cos(angle)), round(64 + 20 * np.sin(angle))
        strongest = above_every_line(power, np.array([row * 128 + col]), nearest=4, farthest=9)
        assert (
            strongest[0]
            < 4
            < prominence((edge + noise).astype(np.float32), taper=hann(128), inner=5, outer=17)[row, col]
        )


def test_harmonics_of_blocks_are_left_out() -> None:
    kept = off_jpeg_grid(256, bins=2.5)
    middle = 128
    assert not kept[middle, middle + 40]  # an axis
    assert not kept[middle + 32, middle + 50]  # a harmonic of eight pixels
    assert not kept[middle + 48, middle + 80]  # a crossing of sixteen pixels
    assert kept[middle + 48, middle + 72]
    assert kept[middle + 40, middle + 55]
