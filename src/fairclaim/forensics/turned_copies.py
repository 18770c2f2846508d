"""Affine maps by which a part of a picture may repeat turned or scaled: features that have a double elsewhere in it.

After Amerini, Ballan, Caldelli, Del Bimbo & Serra 2011, "A SIFT-based forensic method for copy-move attack detection and
transformation recovery", doi:10.1109/TIFS.2011.2129512. Departure: features only propose; whether the places agree to the
grain is judged in :mod:`fairclaim.forensics.twins`.
"""

import cv2
import numpy as np
import numpy.typing as npt
from cv2.typing import MatLike

from fairclaim.forensics.features import ROUNDING, Features, detect

SIDE_PX = 512
"""Long side at which features are sought: a quarter of the cost of working size, and copies of 80 px in a large photo still have some."""
APART_PX = 24.0
RATIO = 0.6
"""Nearest over second-nearest distance, as in the paper: a third occurrence makes a feature say nothing."""
LEAST_PAIRS = 5
NEAR_PX = 2.0
LARGEST_SCALE = 2.5
MOST_MAPS = 2

Matrix = npt.NDArray[np.float64]
Points = npt.NDArray[np.float64]


def turned_copies(luma: MatLike) -> tuple[Matrix, ...]:
    """Propose at most ``MOST_MAPS`` maps, each (2, 3), of pixel centres ``(col, row, 1)``.

    Parameters
    ----------
    luma : (M, N) float32, 0 to 255
    """
    height, width = luma.shape
    scale = min(1.0, SIDE_PX / max(height, width))
    small = cv2.resize(
        luma, (max(round(width * scale), 1), max(round(height * scale), 1)), interpolation=cv2.INTER_AREA
    )
    first, second = _doubles(detect(np.clip(np.rint(small), 0, 255).astype(np.uint8)))
    found = []
    for _ in range(MOST_MAPS):
        fitted = _fit(first, second)
        if fitted is None:
            break
        onto, used = fitted
        found.append(_to_full(onto, height / small.shape[0], width / small.shape[1]))
        first, second = first[~used], second[~used]
    return tuple(found)


def _doubles(features: Features) -> tuple[Points, Points]:
    """Pair features with their double, if they have exactly one; each pair stands in both directions."""
    points = features.points
    if len(points) < 2 * LEAST_PAIRS:
        return np.zeros((0, 2)), np.zeros((0, 2))
    likeness = np.asarray(features.descriptors @ features.descriptors.T)
    squares = (points**2).sum(axis=1)
    apart = squares[:, None] + squares[None] - 2 * points @ points.T
    likeness[apart < APART_PX**2] = -1.0
    rows = np.arange(len(points))
    nearest = likeness.argmax(axis=1)
    best = likeness[rows, nearest]
    likeness[rows, nearest] = -1.0
    runner_up = likeness.max(axis=1)
    is_clear = np.maximum(1 - best, ROUNDING) < RATIO**2 * np.maximum(1 - runner_up, ROUNDING)
    kept = is_clear & (nearest[nearest] == rows)
    return points[kept], points[nearest[kept]]


def _fit(first: Points, second: Points) -> tuple[Matrix, npt.NDArray[np.bool_]] | None:
    if len(first) < LEAST_PAIRS:
        return None
    cv2.setRNGSeed(0)
    onto, inside = cv2.estimateAffine2D(first, second, method=cv2.RANSAC, ransacReprojThreshold=NEAR_PX, maxIters=500)
    if onto is None or int(inside.sum()) < LEAST_PAIRS:
        return None
    sizes = np.linalg.svd(onto[:, :2], compute_uv=False)
    if sizes[0] > LARGEST_SCALE or sizes[1] < 1 / LARGEST_SCALE:
        return None
    return np.asarray(onto, np.float64), np.asarray(inside).ravel() > 0


def _to_full(onto: Matrix, rows: float, cols: float) -> Matrix:
    """Carry a map from the small picture's pixel centres to the full one's."""
    up = np.array([[cols, 0, (cols - 1) / 2], [0, rows, (rows - 1) / 2], [0, 0, 1.0]])
    square = np.vstack([onto, [0.0, 0.0, 1.0]])
    return np.asarray((up @ square @ np.linalg.inv(up))[:2])
