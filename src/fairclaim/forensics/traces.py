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


def to_trace_map(
    strength: npt.NDArray[np.float32], height: int, width: int, *, least: float, full: float, cell_px: int | None = None
) -> GreyMap:
    """Return strengths as grey levels at full size.

    Parameters
    ----------
    strength : (B, C) float32
        At least one cell.
    height, width : int
        Of the photo.
    least, full : float
        Strength shown as 0 and as 255.
    cell_px : int, optional
        Side of a cell, if cells lie side by side from the upper left corner; what they do not cover stays 0. Otherwise the
        grid is stretched over the whole photo.
    """
    levels = (np.clip((strength - least) / (full - least), 0, 1) * 255).astype(np.uint8)
    if cell_px is None:
        return GreyMap(height, width, to_png_grey(cv2.resize(levels, (width, height), interpolation=cv2.INTER_LINEAR)))
    rows, cols = min(levels.shape[0] * cell_px, height), min(levels.shape[1] * cell_px, width)
    grey = np.zeros((height, width), np.uint8)
    grey[:rows, :cols] = cv2.resize(levels, (cols, rows), interpolation=cv2.INTER_NEAREST)
    return GreyMap(height, width, to_png_grey(grey))
