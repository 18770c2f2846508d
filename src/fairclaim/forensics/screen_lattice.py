"""Fine regular patterns over the whole frame: what the pixel lattice of a screen leaves in a photo of it.

A camera samples the lattice of a screen a second time; the two grids beat against each other (moiré), mostly in colour
because both have coloured cells. In the spectrum that is a few sharp peaks, at about the same frequency in every window
whatever is shown there.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from fairclaim.forensics.spectra import Plane, corners, hann, off_jpeg_grid, prominence

WINDOW_PX = 256
MOST_WINDOWS = 10
MIN_SIDE_PX = 256
QUARTILE = 0.75
"""Share of the windows that may be stronger: a pattern on one thing is no lattice, a dark part of a screen hides one."""
LOWEST, HIGHEST = 0.03, 0.70
"""Cycles per pixel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lattice:
    """How much of a regular pattern there is.

    Parameters
    ----------
    strength : (B, C) float32, >= 0
        Natural logarithm of the strongest peak of each window over its surroundings.
    score : float, >= 0
        What a quarter of the windows exceed.
    frequency : (float, float)
        Cycles per pixel along rows and columns, in the window that has this strength.
    """

    strength: Plane
    score: float
    frequency: tuple[float, float]

    @property
    def period_px(self) -> float:
        """Length of one repetition, in pixels."""
        return 1 / max(float(np.hypot(*self.frequency)), 1e-6)


def find_lattice(pixels: npt.NDArray[np.uint8]) -> Lattice | None:
    """Search every window for sharp peaks.

    Parameters
    ----------
    pixels : (M, N, 3) uint8, sRGB

    Returns
    -------
    Lattice or None
        None where the photo is too small.
    """
    height, width = pixels.shape[:2]
    if min(height, width) < MIN_SIDE_PX:
        return None
    planes = cv2.cvtColor(pixels, cv2.COLOR_RGB2YCrCb)
    rows = corners(height, window_px=WINDOW_PX, at_most=MOST_WINDOWS)
    cols = corners(width, window_px=WINDOW_PX, at_most=MOST_WINDOWS)
    taper, wanted = hann(WINDOW_PX), _wanted()
    strength = np.zeros((len(rows), len(cols)), np.float32)
    places = np.zeros((len(rows), len(cols), 2), np.float32)
    for i, j in np.ndindex(strength.shape):
        part = planes[rows[i] : rows[i] + WINDOW_PX, cols[j] : cols[j] + WINDOW_PX]
        for channel in range(3):
            plane = part[..., channel].astype(np.float32)
            peaks = prominence(plane, taper=taper, inner=5, outer=17) * wanted
            at = int(np.argmax(peaks))
            value = float(np.log1p(peaks.flat[at]))
            if value > strength[i, j]:
                strength[i, j] = value
                places[i, j] = np.unravel_index(at, peaks.shape)
    order = np.argsort(strength.ravel())
    typical = order[round((len(order) - 1) * QUARTILE)]
    row_bin, col_bin = places.reshape(-1, 2)[typical] - WINDOW_PX // 2
    return Lattice(
        strength=strength,
        score=float(np.quantile(strength, QUARTILE)),
        frequency=(float(row_bin) / WINDOW_PX, float(col_bin) / WINDOW_PX),
    )


def _wanted() -> npt.NDArray[np.bool_]:
    middle = WINDOW_PX // 2
    row, col = np.mgrid[0:WINDOW_PX, 0:WINDOW_PX] - middle
    half = (row > 0) | ((row == 0) & (col > 0))
    distance = np.hypot(row, col) / WINDOW_PX
    fast = (distance >= LOWEST) & (distance <= HIGHEST)
    return np.asarray(half & fast & off_jpeg_grid(WINDOW_PX, bins=2.5))
