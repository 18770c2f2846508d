"""What two registered photos share that no second exposure repeats: grain and rounding.

Two photos from one stand, a moment apart, lie on one pixel grid and agree everywhere; so do a photo and its edited copy.
What tells them apart is the finest detail of smooth places. A sensor draws its grain anew at every exposure; a copy keeps
it. Compression removes grain, so a *missing* agreement says nothing: this is evidence for one exposure only.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from cv2.typing import MatLike

from fairclaim.forensics.agreement import Overlay

Plane = MatLike
Mask = npt.NDArray[np.bool_]

FINE_PX = 1.5
"""Detail below this Gaussian sigma counts as residue."""
SMOOTHEST = 20.0
"""Percentile of local gradient up to which a place counts as smooth."""
MIN_PIXELS = 2000
DARK, BRIGHT = 8, 247
"""Outside of these grey levels a sensor clips and shows no grain."""

SAME_CORRELATION = 0.90
SAME_DIFFERENCE = 0.35
"""Grey levels. Grain of 0.3 levels, drawn twice, already differs by 0.4. Measured: see docs/checks/views-disagree.md."""
FAINTEST = 0.05
"""Grey levels of residue below which there is nothing to compare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Residue:
    """How the finest detail of two photos agrees in their smooth places.

    Parameters
    ----------
    correlation : float, -1 to 1
        Of the two residues.
    difference : float, >= 0
        Standard deviation of their difference, in grey levels.
    level : float, >= 0
        Standard deviation of the fainter residue, in grey levels.
    """

    correlation: float
    difference: float
    level: float

    @property
    def is_shared(self) -> bool:
        """True where both photos carry the very same residue, which two exposures never do."""
        return self.level > FAINTEST and self.correlation >= SAME_CORRELATION and self.difference <= SAME_DIFFERENCE


def compare_residue(overlay: Overlay, changed: Mask) -> Residue | None:
    """Compare two photos' residue away from what changed.

    Parameters
    ----------
    overlay : Overlay
        Two photos that lie on one grid.
    changed : (M, N) bool
        Places to leave out, with a margin.

    Returns
    -------
    Residue or None
        None where too few smooth, unclipped pixels are left.
    """
    first, second = (cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY) for pixels in (overlay.claim, overlay.reference))
    usable = overlay.valid & _unclipped(first, second)
    usable &= cv2.dilate(changed.astype(np.uint8), np.ones((15, 15), np.uint8)) == 0
    if usable.sum() < MIN_PIXELS:
        return None
    gradient = _gradient((first.astype(np.float32) + second) / 2)
    smooth = usable & (gradient <= np.percentile(gradient[usable], SMOOTHEST))
    one, other = _fine(first)[smooth], _fine(second)[smooth]
    levels = float(one.std()), float(other.std())
    correlation = float((one * other).mean() / max(levels[0] * levels[1], 1e-6))
    return Residue(correlation=correlation, difference=float((one - other).std()), level=min(levels))


def _unclipped(first: MatLike, second: MatLike) -> Mask:
    around = np.ones((5, 5), np.uint8)
    darkest = cv2.erode(np.minimum(first, second), around)
    brightest = cv2.dilate(np.maximum(first, second), around)
    return np.asarray((darkest > DARK) & (brightest < BRIGHT))


def _gradient(luma: Plane) -> Plane:
    """Largest gradient nearby, of a luma whose grain has been averaged away."""
    calm = cv2.GaussianBlur(luma, (0, 0), 2.0)
    gradient = cv2.magnitude(cv2.Sobel(calm, cv2.CV_32F, 1, 0), cv2.Sobel(calm, cv2.CV_32F, 0, 1))
    return np.asarray(cv2.dilate(gradient, np.ones((5, 5), np.uint8)), np.float32)


def _fine(grey: MatLike) -> Plane:
    luma = grey.astype(np.float32)
    return np.asarray(luma - cv2.GaussianBlur(luma, (0, 0), FINE_PX), np.float32)
