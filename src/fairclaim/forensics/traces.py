"""What checks that look for traces in pixels share: a field of evidence to boxes and a map, and whether it is enough."""

import cv2
import numpy as np
import numpy.typing as npt

from fairclaim.domain.box import Box
from fairclaim.domain.finding import GreyMap
from fairclaim.imaging.encode import to_png_grey

MOST_BOXES = 8
FULL = 10.0
"""Evidence at which a map is white: one false alarm in 10^10 photos."""


def to_map(evidence: npt.NDArray[np.floating], *, full: float = FULL) -> GreyMap:
    """Draw evidence, shape (M, N), 0 = none, as the map of a photo of that size."""
    grey = np.clip(evidence * (255 / full), 0, 255).astype(np.uint8)
    return GreyMap(height=grey.shape[0], width=grey.shape[1], png=to_png_grey(np.ascontiguousarray(grey)))


def to_boxes(evidence: npt.NDArray[np.floating]) -> tuple[Box, ...]:
    """Box each connected place with evidence above 0, the strongest first, ``MOST_BOXES`` at most."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats((evidence > 0).astype(np.uint8))
    found: list[tuple[float, Box]] = []
    for label in range(1, count):
        col, row, width, height = (int(value) for value in stats[label][:4])
        box = Box(row, col, row + height, col + width)
        inside = labels[box.row0 : box.row1, box.col0 : box.col1] == label
        found.append((float(evidence[box.row0 : box.row1, box.col0 : box.col1][inside].max()), box))
    return tuple(box for _, box in sorted(found, key=lambda pair: -pair[0])[:MOST_BOXES])
