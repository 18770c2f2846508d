"""Gemini's visible mark: a white, half-transparent star with four points and hollow sides in the lower right corner.

It has one shape, two sizes and, relative to its size, one place: 48 px wide 32 px from both edges, or 96 px wide 64 px from them.
A picture that was resized as a whole keeps the proportion, so each size is looked for in one place only. Nothing is learned.
"""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt
from cv2.typing import MatLike

from fairclaim.domain.box import Box

Pixels = MatLike
Shape = npt.NDArray[np.float32]

MARGIN_SHARE = 2 / 3
"""Distance from the star's square to both edges, relative to its side: 32 / 48 and 64 / 96."""
SIDES_PX = tuple(round(20 * 1.04**step) for step in range(45))
"""Sides that are tried, 20 to 112 px: the two sizes as they are and as chat apps leave them."""
SHIFT_SHARE = 0.06
"""How far from its place the star may lie, relative to its side: rounding when a picture is resized."""
AROUND_SHARE = 0.12
"""What is compared around the star's square, relative to its side."""
ALIKE = 0.60
"""Least correlation with the shape, smooth ground taken away; 518 genuine photos reach 0.50."""
ROUGHLY_ALIKE = 0.25
"""Least plain correlation, ground and all, for a place to be compared in earnest."""
COMPARED_PX = 32
"""Side at which a place is compared in earnest: finer grain is noise."""
OPACITIES = (0.15, 0.85)
"""Opacity of the star, as estimated from its ground; services set about 0.5."""


@dataclass(frozen=True, slots=True)
class Spark:
    """The star.

    Parameters
    ----------
    box : Box
        Its square, on the photo's grid.
    likeness : float
        Normalised correlation with the shape, up to 1.
    """

    box: Box
    likeness: float


def find_spark(pixels: Pixels) -> Spark | None:
    """Look for the star in a photo, shape (M, N, 3), uint8."""
    height, width = pixels.shape[:2]
    reach = round(max(SIDES_PX) * (1 + MARGIN_SHARE + AROUND_SHARE + SHIFT_SHARE)) + 2
    row0, col0 = max(height - reach, 0), max(width - reach, 0)
    corner = cv2.cvtColor(np.ascontiguousarray(pixels[row0:, col0:]), cv2.COLOR_RGB2GRAY)
    best: Spark | None = None
    for side in SIDES_PX:
        found = _at_its_place(corner, side)
        if found is not None and found.likeness >= ALIKE and (best is None or found.likeness > best.likeness):
            best = found
    if best is None:
        return None
    box = best.box
    return Spark(Box(box.row0 + row0, box.col0 + col0, box.row1 + row0, box.col1 + col0), best.likeness)


def _at_its_place(corner: Pixels, side: int) -> Spark | None:
    """Compare the shape with the one place where a star of this size would stand, counted from the lower right."""
    around, shift = round(side * AROUND_SHARE), max(round(side * SHIFT_SHARE), 1)
    last = round(side * MARGIN_SHARE) - around - shift
    span = side + 2 * (around + shift)
    row0, col0 = corner.shape[0] - last - span, corner.shape[1] - last - span
    if min(row0, col0) < 0:
        return None
    place = corner[row0 : row0 + span, col0 : col0 + span]
    likeness = cv2.matchTemplate(place, _shape(side, around), cv2.TM_CCOEFF_NORMED)
    _, score, _, (col, row) = cv2.minMaxLoc(np.nan_to_num(likeness, nan=-1.0, posinf=-1.0))
    if score < ROUGHLY_ALIKE:
        return None
    square = place[row : row + side + 2 * around, col : col + side + 2 * around]
    if not OPACITIES[0] <= _opacity(square, _shape(side, around) > 127) <= OPACITIES[1]:
        return None
    row, col = row0 + row + around, col0 + col + around
    return Spark(Box(row, col, row + side, col + side), round(_likeness(square, _shape(side, around)), 3))


def _opacity(square: Pixels, inside: npt.NDArray[np.bool_]) -> float:
    """Return how opaque a white star would have to be to make the inside as bright as it is, 0 to 1."""
    ground = float(square[~inside].mean())
    return (float(square[inside].mean()) - ground) / max(255.0 - ground, 1.0)


def _likeness(square: Pixels, shape: Pixels) -> float:
    """Correlate with the shape what is left of both once a smooth ground (a quadratic surface) is taken away."""
    side = min(square.shape[0], COMPARED_PX)
    small = [cv2.resize(view, (side, side), interpolation=cv2.INTER_AREA).ravel() for view in (square, shape)]
    both = np.stack(small, axis=1).astype(np.float64)
    ground = _smooth_ground(side)
    rest = both - ground @ (ground.T @ both)
    norms = np.linalg.norm(rest, axis=0)
    return float(rest[:, 0] @ rest[:, 1] / max(float(norms[0] * norms[1]), 1e-6))


@cache
def _smooth_ground(side: int) -> npt.NDArray[np.float64]:
    """Return six orthonormal surfaces, constant to quadratic, over a square: shape (side², 6)."""
    line = np.linspace(-1, 1, side)
    x, y = (axis.ravel() for axis in np.meshgrid(line, line))
    return np.linalg.qr(np.stack([np.ones_like(x), x, y, x * y, x * x, y * y], axis=1))[0]


@cache
def _shape(side: int, around: int) -> Pixels:
    """Draw the star: a square without the four discs around its corners whose radius is half its side."""
    fine = 4
    half = side * fine / 2
    steps = np.abs(np.arange(side * fine) + 0.5 - half)
    to_corner = np.hypot(half - steps[:, None], half - steps[None, :])
    star = (to_corner >= half).astype(np.float32) * 255
    small = cv2.resize(star, (side, side), interpolation=cv2.INTER_AREA)
    return np.pad(small, around).astype(np.uint8)
