"""How much a picture's texture looks as if a generator's decoder had drawn it, asked of a small network of our own.

It sees differences between neighbouring pixels only, neither brightness nor colour as such, and was trained on pairs that differ in
nothing but having been redrawn. What it knows and what it does not stands in docs/explanation/weights.md.
"""

from functools import cache

import numpy as np
import numpy.typing as npt

from fairclaim.inference.manifest import load_manifest
from fairclaim.inference.session import Session

WEIGHTS = "redrawn-texture"
LEAST_SIDE_PX = 224
"""Shorter side below which it was never measured."""
MOST_SEEN_PX = 896
"""Rows and columns in the middle of a photo that are looked at: a frame that was drawn anew was drawn everywhere."""
_STEP_PX = 16


def texture_score(pixels: npt.NDArray[np.uint8]) -> float:
    """Return the log-odds that the whole frame was drawn anew, both answers alike likely before; larger is more adverse.

    Parameters
    ----------
    pixels : (M, N, 3) uint8, sRGB
        At least ``LEAST_SIDE_PX`` on both sides.

    Raises
    ------
    UnavailableError
        If the network cannot be run here.
    """
    rows, cols = (min(side, MOST_SEEN_PX) // _STEP_PX * _STEP_PX for side in pixels.shape[:2])
    row, col = (pixels.shape[0] - rows) // 2, (pixels.shape[1] - cols) // 2
    seen = pixels[row : row + rows, col : col + cols]
    batch = np.ascontiguousarray(seen.transpose(2, 0, 1)[None], dtype=np.float32) / np.float32(255)
    return float(_session().run(batch)[0, 0])


@cache
def _session() -> Session:
    """Load the network once; photos differ in size, so that working memory is not kept."""
    return Session(load_manifest()[WEIGHTS], keeps_memory=False)
