"""Take a part of a photo away and let an algorithm fill the hole: a missing button, a broken-off handle.

Content-aware fill has two classical families, and both leave other traces than paint: patches copied from elsewhere in the
photo, and colour that diffuses in from the rim.
"""

import cv2
import numpy as np

from fairclaim.benchmark.channels import Mask, Pixels
from fairclaim.benchmark.forge import Forgery
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.box import Box
from fairclaim.domain.errors import UnavailableError

AROUND_PX = 96
"""Surroundings that patches are taken from, on each side of the hole."""
LARGEST_PX = 64
"""Greatest half axis of the hole."""
RADIUS_PX = 5
"""Neighbourhood of the diffusion (Telea 2004, doi:10.1080/10867651.2004.10487596)."""


def fill_by_patches(pixels: Pixels, generator: np.random.Generator, *, within: Box) -> Forgery:
    """Fill an oval hole with patches of its surroundings (PatchMatch, Barnes et al. 2009, doi:10.1145/1531326.1531330).

    Raises
    ------
    UnavailableError
        If ``patchmatch-cython`` is not installed.
    """
    try:
        from patchmatch_cython import inpaint_pyramid  # noqa: PLC0415  (optional)
    except ImportError as exc:
        raise UnavailableError(_NO_PATCHMATCH) from exc
    hole = _oval(pixels, within)
    around = _around(hole)
    rows, cols = slice(around.row0, around.row1), slice(around.col0, around.col1)
    seed = int(generator.integers(2**31))
    filled = pixels.copy()
    filled[rows, cols] = inpaint_pyramid(np.ascontiguousarray(pixels[rows, cols]), hole[rows, cols], seed=seed)
    return _only_inside(pixels, filled, hole)


def fill_by_diffusion(pixels: Pixels, generator: np.random.Generator, *, within: Box) -> Forgery:
    """Fill an oval hole from its rim, with a little grain, as a retouching brush does."""
    hole = _oval(pixels, within)
    filled = cv2.inpaint(pixels, hole.astype(np.uint8) * 255, RADIUS_PX, cv2.INPAINT_TELEA)
    grainy = np.clip(filled + generator.normal(0, 2.0, pixels.shape), 0, 255).astype(np.uint8)
    return _only_inside(pixels, grainy, hole)


def _oval(pixels: Pixels, within: Box) -> Mask:
    hole = np.zeros(pixels.shape[:2], np.uint8)
    centre = ((within.col0 + within.col1) // 2, (within.row0 + within.row1) // 2)
    sides = (within.col1 - within.col0, within.row1 - within.row0)
    axes = tuple(min(max(side // 3, 4), LARGEST_PX) for side in sides)
    cv2.ellipse(hole, centre, axes, 0, 0, 360, 1, -1)
    return hole > 0


def _around(hole: Mask) -> Box:
    rows, cols = np.flatnonzero(hole.any(axis=1)), np.flatnonzero(hole.any(axis=0))
    return Box(
        max(int(rows[0]) - AROUND_PX, 0),
        max(int(cols[0]) - AROUND_PX, 0),
        min(int(rows[-1]) + AROUND_PX, hole.shape[0]),
        min(int(cols[-1]) + AROUND_PX, hole.shape[1]),
    )


def _only_inside(pixels: Pixels, filled: Pixels, hole: Mask) -> Forgery:
    """Keep the photo outside of the hole."""
    forged = np.where(hole[..., None], filled, pixels)
    return Forgery(np.asarray(forged, np.uint8), hole)


_NO_PATCHMATCH = Bilingual(
    "缺少 patchmatch-cython。请安装：pip install 'fairclaim[benchmark]'。",
    "patchmatch-cython is not installed. Install it: pip install 'fairclaim[benchmark]'.",
)
