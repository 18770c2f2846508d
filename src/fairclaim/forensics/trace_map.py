"""From a grid of strengths to a picture of the photo's size."""

import cv2
import numpy as np
import numpy.typing as npt

from fairclaim.domain.finding import GreyMap
from fairclaim.imaging.encode import to_png_grey


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
