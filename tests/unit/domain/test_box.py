"""Half-open rectangles, rows before columns."""

import numpy as np
import pytest
from hypothesis import given

from fairclaim.domain.box import Box
from properties.strategies import boxes

REACH_PX = 20


def mask(box: Box) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Return the box's pixels, by slicing: an independent witness."""
    pixels = np.zeros((REACH_PX, REACH_PX), bool)
    pixels[box.row0 : box.row1, box.col0 : box.col1] = True
    return pixels


def test_the_record_names_the_edges() -> None:
    assert Box(1, 2, 3, 5).to_record() == {"row0": 1, "col0": 2, "row1": 3, "col1": 5}


@pytest.mark.parametrize(
    ("box", "area"), [(Box(0, 0, 2, 3), 6), (Box(4, 4, 4, 9), 0), (Box(5, 0, 2, 3), 0), (Box(5, 5, 2, 2), 0)], ids=str
)
def test_the_area_is_the_number_of_pixels(box: Box, area: int) -> None:
    assert box.area == area


def test_neighbours_share_nothing() -> None:
    assert Box(0, 0, 4, 4).iou(Box(0, 4, 4, 8)) == 0


def test_half_of_a_box_has_half_its_overlap() -> None:
    assert Box(0, 0, 4, 4).iou(Box(0, 0, 4, 2)) == pytest.approx(0.5)


@given(boxes(REACH_PX))
def test_area_counts_pixels(box: Box) -> None:
    assert box.area == mask(box).sum()


@given(boxes(REACH_PX), boxes(REACH_PX))
def test_an_intersection_holds_the_pixels_of_both(first: Box, second: Box) -> None:
    assert first.intersection(second).area == (mask(first) & mask(second)).sum()


@given(boxes(REACH_PX), boxes(REACH_PX))
def test_overlap_is_shared_over_all_pixels(first: Box, second: Box) -> None:
    shared, together = (mask(first) & mask(second)).sum(), (mask(first) | mask(second)).sum()
    assert first.iou(second) == pytest.approx(shared / together if together else 0.0)


@given(boxes(), boxes())
def test_overlap_is_symmetric_and_a_share(first: Box, second: Box) -> None:
    assert first.iou(second) == second.iou(first)
    assert 0 <= first.iou(second) <= 1


@given(boxes())
def test_a_box_overlaps_itself_wholly_unless_it_is_empty(box: Box) -> None:
    assert box.iou(box) == (1 if box.area else 0)
