"""A finding's map small enough to be kept with a claim and laid over the photo: it says where to look, and is not measured."""

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from fairclaim.domain.finding import GreyMap

LONGEST_PX: Final = (768, 512, 256, 128)
"""Longer sides that are tried, until the picture is small enough."""
MOST_BYTES: Final = 64 << 10
_QUALITY: Final = 80


def small_map(grey: GreyMap) -> bytes | None:
    """Return a map as a grey WebP picture of its shape, `MOST_BYTES` at most; None if it cannot be made so small.

    What is strong anywhere within a pixel of the small map is strong there: a thin line must not fade.
    """
    pixels = cv2.imdecode(np.frombuffer(grey.png, np.uint8), cv2.IMREAD_GRAYSCALE)
    if pixels is None:
        return None
    for longest in LONGEST_PX:
        options = [cv2.IMWRITE_WEBP_QUALITY, _QUALITY]
        made = cv2.imencode(".webp", _reduced(np.asarray(pixels, np.uint8), longest), options)[1].tobytes()
        if len(made) <= MOST_BYTES:
            return made
    return None


def _reduced(pixels: npt.NDArray[np.uint8], longest: int) -> npt.NDArray[np.uint8]:
    height, width = pixels.shape
    times = max(height, width) / longest
    if times <= 1:
        return pixels
    reach = 2 * int(times / 2) + 1
    strongest = cv2.dilate(pixels, np.ones((reach, reach), np.uint8))
    size = max(1, round(width / times)), max(1, round(height / times))
    return np.asarray(cv2.resize(strongest, size, interpolation=cv2.INTER_NEAREST_EXACT), np.uint8)
