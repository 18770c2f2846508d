"""A mark counts where the map speaks inside a region."""

import numpy as np
import pytest

from fairclaim.benchmark.localise import MAP_THRESHOLD, marked, overlap
from fairclaim.domain.box import Box
from fairclaim.domain.finding import GreyMap
from fairclaim.imaging.encode import to_png_grey


def test_only_inside_a_region_and_from_the_threshold_on() -> None:
    grey = np.full((6, 8), MAP_THRESHOLD, np.uint8)
    grey[0, 0] = MAP_THRESHOLD - 1
    found = marked(GreyMap(6, 8, to_png_grey(grey)), [Box(0, 0, 2, 2), Box(5, 7, 6, 8)])
    assert np.argwhere(found).tolist() == [[0, 1], [1, 0], [1, 1], [5, 7]]


def test_without_a_map_nothing_is_marked() -> None:
    assert marked(None, [Box(0, 0, 2, 2)]).size == 0


def test_overlap_counts_pixels() -> None:
    found, truth = np.zeros((4, 4), bool), np.zeros((4, 4), bool)
    found[:2, :2], truth[:2, :] = True, True
    assert overlap(found, truth) == pytest.approx((4 / 8, 8 / 12))
    assert overlap(np.zeros((4, 4), bool), truth) == (0.0, 0.0)
