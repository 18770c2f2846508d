"""What was found at working size lands on the right pixels of the full photo."""

import numpy as np

from fairclaim.domain.box import Box
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.forensics.change import Change
from fairclaim.forensics.placing import to_alignment, to_change_map, to_full_box
from unit.forensics.material import working


def blank(height: int, width: int) -> np.ndarray:
    return np.zeros((height, width, 3), np.uint8)


def test_a_box_is_rounded_outwards_and_stays_inside() -> None:
    photo = working(blank(1500, 2500))
    assert to_full_box(Box(0, 0, photo.height, photo.width), photo) == Box(0, 0, 1500, 2500)
    inner = to_full_box(Box(1, 1, 2, 2), photo)
    assert (inner.row0, inner.col0) == (2, 2)
    assert inner.row1 >= 2 * 1500 / photo.height


def test_a_map_has_the_full_size() -> None:
    photo = working(blank(1500, 2500))
    plane = np.zeros((photo.height, photo.width), np.float32)
    change = Change(strength=plane, changed=plane > 0, regions=(), share=0.0, peak=0.0)
    grey = to_change_map(change, photo)
    assert (grey.height, grey.width) == (1500, 2500)
    assert grey.png.startswith(b"\x89PNG")


def test_the_identity_of_two_sizes_is_their_ratio() -> None:
    large, small = working(blank(600, 900)), working(blank(300, 450))
    matrix = np.array([[2, 0, 0.5], [0, 2, 0.5], [0, 0, 1.0]])
    alignment = to_alignment(ExhibitId("claim-2"), matrix, large, small)
    assert np.allclose(np.array(alignment.matrix).reshape(3, 3), matrix)
