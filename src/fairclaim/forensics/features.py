"""Local features of one photo, and which of them two photos share."""

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
import numpy.typing as npt
from cv2.typing import MatLike

from fairclaim.imaging.raster import Raster
from fairclaim.matching.shortlist import mirrored

WORKING_SIDE_PX = 1024
"""Long side at which photos are compared: chat apps leave about this much, and a 0.3 % crack is still 3 px wide."""

MAX_FEATURES = 3000
RATIO = 0.85
"""Nearest over second-nearest distance (Lowe 2004, section 7.1, has 0.8; generators blur descriptors, geometry prunes the rest)."""

CONTRAST, EDGE = 0.02, 10.0
FAINT_CONTRAST, FAINT_EDGE = 0.006, 20.0
FEW = 200
"""Features below which a picture is looked at again for fainter ones. Measured on 120 forged copies of catalogue pictures of 198 px on
white: 113 are tied instead of 106, none has nothing in common any more, and none of 80 honest photos of the goods is tied."""

BIAS_PX = 0.25
"""OpenCV looks in a picture of twice the size and reports places a quarter of a pixel too far right and down (measured: features of
mirrored pictures lie half a pixel from the mirrored features)."""

ROUNDING = 1e-6
"""Least half squared distance between descriptors that float32 can tell from none."""

Grey = MatLike
"""Shape (M, N), uint8."""
Points = npt.NDArray[np.float64]
"""Shape (K, 2): column, row of pixel centres, as OpenCV has them."""


class WorkingPhoto:
    """A photo at working size, with its features computed on first use and kept.

    Parameters
    ----------
    raster : Raster
        The decoded photo.
    """

    def __init__(self, raster: Raster) -> None:
        self.full_height, self.full_width = raster.height, raster.width
        self.scale = min(1.0, WORKING_SIDE_PX / max(raster.height, raster.width))
        height, width = max(round(raster.height * self.scale), 1), max(round(raster.width * self.scale), 1)
        self.pixels: Grey = cv2.resize(raster.pixels, (width, height), interpolation=cv2.INTER_AREA)

    @property
    def height(self) -> int:
        """Rows at working size."""
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        """Columns at working size."""
        return int(self.pixels.shape[1])

    @property
    def diagonal_px(self) -> float:
        """Length of the diagonal at working size."""
        return float(np.hypot(self.height, self.width))

    @cached_property
    def grey(self) -> Grey:
        """Luma, shape (M, N), uint8."""
        return cv2.cvtColor(self.pixels, cv2.COLOR_RGB2GRAY)

    @cached_property
    def features(self) -> "Features":
        """Features of the picture as it is."""
        return detect(self.grey)

    @cached_property
    def mirrored_features(self) -> "Features":
        """Features of the left-right mirrored picture, at their mirrored places.

        Not looked for anew: a mirror moves a feature and swaps the sides of its descriptor.
        """
        points = self.features.points * (-1.0, 1.0) + (self.width - 1.0, 0.0)
        return Features(points, mirrored(np.asarray(self.features.descriptors, np.float32)))

    def to_full(self) -> npt.NDArray[np.float64]:
        """Return the 3 × 3 map from working pixel centres to full-size pixel centres."""
        sx, sy = self.full_width / self.width, self.full_height / self.height
        return np.array([[sx, 0, (sx - 1) / 2], [0, sy, (sy - 1) / 2], [0, 0, 1.0]])


@dataclass(frozen=True, slots=True)
class Features:
    """SIFT keypoints with RootSIFT descriptors.

    Parameters
    ----------
    points : (K, 2) float64
        Column and row.
    descriptors : (K, 128) float32
        Unit length (Arandjelović & Zisserman 2012, "Three things everyone should know to improve object retrieval").
    """

    points: Points
    descriptors: MatLike


def detect(grey: Grey) -> Features:
    """Find the strongest ``MAX_FEATURES`` features of a grey picture, shape (M, N), uint8; fainter ones where there are few."""
    found = _detect(grey, contrast=CONTRAST, edge=EDGE)
    return found if len(found.points) >= FEW else _detect(grey, contrast=FAINT_CONTRAST, edge=FAINT_EDGE)


def _detect(grey: Grey, *, contrast: float, edge: float) -> Features:
    finder = cv2.SIFT.create(nfeatures=MAX_FEATURES, contrastThreshold=contrast, edgeThreshold=edge)
    keypoints, descriptors = finder.detectAndCompute(grey, None)
    if not keypoints:
        return Features(np.zeros((0, 2)), np.zeros((0, 128), np.float32))
    rooted = np.sqrt(descriptors / np.maximum(descriptors.sum(axis=1, keepdims=True), 1e-9)).astype(np.float32)
    return Features(np.array([keypoint.pt for keypoint in keypoints], dtype=np.float64) - BIAS_PX, rooted)


def match(first: Features, second: Features) -> tuple[Points, Points]:
    """Pair features that are each other's nearest, and clearly nearer than the next.

    Returns
    -------
    tuple of two (K, 2) arrays
        Points in the first and in the second picture, row by row.
    """
    if len(first.points) < 2 or len(second.points) < 2:
        return np.zeros((0, 2)), np.zeros((0, 2))
    similarity = first.descriptors @ second.descriptors.T
    rows = np.arange(len(similarity))
    nearest = similarity.argmax(axis=1)
    best = similarity[rows, nearest]
    is_mutual = similarity.argmax(axis=0)[nearest] == rows
    similarity[rows, nearest] = -1.0
    runner_up = similarity.max(axis=1)
    # both descriptors have unit length: squared distance = 2 - 2 × similarity; the floor is above its rounding, so that
    # of two equal places neither is clear
    is_clear = np.maximum(1 - best, ROUNDING) < RATIO**2 * np.maximum(1 - runner_up, ROUNDING)
    kept = is_mutual & is_clear
    return first.points[kept], second.points[nearest[kept]]
