"""Maps have the photo's size, one channel, and the levels that were asked for."""

import io

import numpy as np
from PIL import Image

from fairclaim.domain.finding import GreyMap
from fairclaim.forensics.trace_map import to_trace_map


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
