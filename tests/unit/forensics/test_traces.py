"""Evidence becomes boxes, the strongest first, and a map of its own size."""

import cv2
import numpy as np

from fairclaim.domain.box import Box
from fairclaim.forensics.traces import FULL, MOST_BOXES, to_boxes, to_map


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
