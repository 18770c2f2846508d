"""What a finding marks, against what was changed."""

from collections.abc import Iterable

import cv2
import numpy as np

from fairclaim.benchmark.channels import Mask
from fairclaim.domain.box import Box
from fairclaim.domain.finding import GreyMap

MAP_THRESHOLD = 32
"""Grey level of a map from which a pixel counts as marked: the strength from which a region grows."""


def marked(grey_map: GreyMap | None, regions: Iterable[Box]) -> Mask:
    """Return where a map speaks, inside its regions; shape (0, 0) without a map."""
    if grey_map is None:
        return np.zeros((0, 0), dtype=np.bool_)
    grey = np.asarray(cv2.imdecode(np.frombuffer(grey_map.png, np.uint8), cv2.IMREAD_GRAYSCALE))
    inside = np.zeros(grey.shape, dtype=np.bool_)
    for box in regions:
        inside[box.row0 : box.row1, box.col0 : box.col1] = True
    found: Mask = inside & (grey >= MAP_THRESHOLD)
    return found


def overlap(found: Mask, truth: Mask) -> tuple[float, float]:
    """Return intersection over union and F1 of two masks of one shape, of which ``truth`` is not empty."""
    shared, either = int((found & truth).sum()), int((found | truth).sum())
    return shared / either, 2 * shared / max(int(found.sum()) + int(truth.sum()), 1)
