"""Evidence becomes boxes, the strongest first, and maps of the photo's size."""

import io

import cv2
import numpy as np
from PIL import Image

from fairclaim.domain.box import Box
from fairclaim.domain.finding import GreyMap
from fairclaim.forensics.traces import FULL, MOST_BOXES, to_boxes, to_map, to_trace_map


def test_the_strongest_place_comes_first() -> None:
    evidence = np.zeros((30, 40), np.float32)
    evidence[2:5, 3:9] = 1
    evidence[20:22, 30:40] = 4
    assert to_boxes(evidence) == (Box(20, 30, 22, 40), Box(2, 3, 5, 9))


def test_nothing_has_no_box_and_much_has_few() -> None:
    assert to_boxes(np.zeros((5, 5), np.float32)) == ()
    many = np.zeros((40, 40), np.float32)
    many[::4, ::4] = 1
    assert len(to_boxes(many)) == MOST_BOXES


def test_a_map_is_grey_and_saturates() -> None:
    drawn = to_map(np.array([[0, FULL / 2, 3 * FULL]], np.float32))
    shown = cv2.imdecode(np.frombuffer(drawn.png, np.uint8), cv2.IMREAD_UNCHANGED)
    assert shown is not None
    assert shown.tolist() == [[0, 127, 255]]
    assert (drawn.height, drawn.width) == (1, 3)


def levels(shown: GreyMap) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    with Image.open(io.BytesIO(shown.png)) as image:
        assert image.mode == "L"
        return np.asarray(image)


def test_cells_lie_side_by_side_and_the_rest_is_empty() -> None:
    shown = levels(to_trace_map(np.array([[0, 4]], np.float32), 11, 19, least=0, full=4, cell_px=8))
    assert shown.shape == (11, 19)
    assert shown[:8, 8:16].min() == 255
    assert not shown[:, :8].any()
    assert not shown[8:].any()
    assert not shown[:, 16:].any()


def test_without_a_cell_the_grid_is_stretched() -> None:
    shown = levels(to_trace_map(np.array([[1, 2], [1, 2]], np.float32), 20, 30, least=1, full=3))
    assert shown.shape == (20, 30)
    assert shown[:, 0].max() == 0
    assert shown[:, -1].min() == 127


def test_cells_larger_than_the_photo_are_cut() -> None:
    assert levels(to_trace_map(np.ones((1, 1), np.float32), 3, 5, least=0, full=1, cell_px=8)).min() == 255
