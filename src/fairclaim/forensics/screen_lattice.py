"""Fine regular patterns over the whole frame: what the pixel lattice of a screen leaves in a photo of it.

A camera samples the lattice of a screen a second time; the two grids beat against each other (moiré), mostly in colour
because both have coloured cells. In the spectrum that is a few sharp peaks, at about the same frequency in every window
whatever is shown there.

The same photo as PNG, as JPEG and smaller must come to the same score, so that no class of photos is told by its files. The
strongest of thousands of frequencies lies above its surroundings by chance alone, and how far depends on how many of them the
file has kept: up to that level there is nothing to tell, and every photo has the same score. Edges and lettering, which fine and
coarse files keep differently, are lines of the spectrum, not peaks, and are held against the line (:func:`above_every_line`).
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from fairclaim.forensics.spectra import (
    Plane,
    above_every_line,
    above_surroundings,
    corners,
    hann,
    off_jpeg_grid,
    power_of,
)

WINDOW_PX = 256
MOST_WINDOWS = 10
MIN_SIDE_PX = 256
QUARTILE = 0.75
"""Share of the windows that may be stronger: a pattern on one thing is no lattice, a dark part of a screen hides one."""
LOWEST, HIGHEST = 0.03, 0.70
"""Cycles per pixel."""
CHANCE = 2.6
"""Strength that one window of pure noise in a thousand reaches (measured on 1200 windows)."""
_CANDIDATES = 32
"""Frequencies of a window that are looked at closely: those farthest above their surroundings."""
_ROUGH = 4.0
"""Times the mean of its surroundings that a frequency must reach to be looked at; in noise one in fifty does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lattice:
    """How much of a regular pattern there is.

    Parameters
    ----------
    strength : (B, C) float32, >= 0
        Natural logarithm of one more than the strongest peak of each window over the strongest line through it.
    score : float, >= CHANCE
        What a quarter of the windows exceed; ``CHANCE`` where that may be chance.
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
    places = np.full((len(rows), len(cols), 2), WINDOW_PX // 2, np.float32)
    for i, j in np.ndindex(strength.shape):
        part = planes[rows[i] : rows[i] + WINDOW_PX, cols[j] : cols[j] + WINDOW_PX]
        for channel in range(3):
            value, place = _strongest(part[..., channel].astype(np.float32), taper=taper, wanted=wanted)
            if value > strength[i, j]:
                strength[i, j] = value
                places[i, j] = place
    order = np.argsort(strength.ravel())
    typical = order[round((len(order) - 1) * QUARTILE)]
    row_bin, col_bin = places.reshape(-1, 2)[typical] - WINDOW_PX // 2
    return Lattice(
        strength=strength,
        score=max(float(np.quantile(strength, QUARTILE)), CHANCE),
        frequency=(float(row_bin) / WINDOW_PX, float(col_bin) / WINDOW_PX),
    )


def _strongest(plane: Plane, *, taper: Plane, wanted: npt.NDArray[np.bool_]) -> tuple[float, tuple[int, int]]:
    """Return the strength of a window's sharpest peak, and its place in the spectrum."""
    power = power_of(plane, taper=taper)
    rough = (above_surroundings(power, inner=5, outer=17) * wanted).ravel()
    high = np.flatnonzero(rough > _ROUGH)
    at = high[np.argsort(rough[high])[-_CANDIDATES:]]
    if not at.size:
        return 0.0, (WINDOW_PX // 2, WINDOW_PX // 2)
    sharp = above_every_line(power, at, nearest=4, farthest=9)
    row, col = divmod(int(at[int(np.argmax(sharp))]), WINDOW_PX)
    return float(np.log1p(sharp.max())), (row, col)


def _wanted() -> npt.NDArray[np.bool_]:
    middle = WINDOW_PX // 2
    row, col = np.mgrid[0:WINDOW_PX, 0:WINDOW_PX] - middle
    half = (row > 0) | ((row == 0) & (col > 0))
    distance = np.hypot(row, col) / WINDOW_PX
    fast = (distance >= LOWEST) & (distance <= HIGHEST)
    return np.asarray(half & fast & off_jpeg_grid(WINDOW_PX, bins=2.5))
