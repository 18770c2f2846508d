"""PDQ: 256 bits that stay nearly the same when a picture is resized, re-encoded or toned.

Written from the published description (Meta, "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm",
2019) with matrices: blur, decimation and cosine transform are all linear and separable, so each is one small matrix for
rows and one for columns. Bits and their order are those of the ``pdqhash`` package, against which the tests compare.
That package itself is no dependency: it comes as source only, and ``pip install`` would need a C++ compiler everywhere.
"""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

from fairclaim.imaging.raster import Raster

BITS = 256
BYTES = BITS // 8

ORIENTATIONS = 8
"""As it is, turned anticlockwise by 90°, 180°, 270°, upside down, left-right, and mirrored on the two diagonals."""

SHRINK_SIDE_PX = 512
"""Photos are first reduced to this long side: the hash looks at 64 × 64 places, and matrices stay small."""

GRID = 64
BLOCK = 16
MIN_SIDE_PX = 5
PASSES = 2
LUMA = np.array([0.299, 0.587, 0.114], dtype=np.float32)
"""Rec. ITU-R BT.601 weights of red, green, blue."""

Codes = npt.NDArray[np.uint8]
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PerceptualHash:
    """PDQ of one photo in every orientation.

    Parameters
    ----------
    codes : (8, 32) uint8
        256 bits a row, most significant first, in the order of ``ORIENTATIONS``; row 0 is the photo as it is.
    quality : int
        0 to 100; how much structure there was to hash. A flat picture's bits are chance.
    """

    codes: Codes
    quality: int


def perceptual_hash(raster: Raster) -> PerceptualHash:
    """Hash a photo in its eight orientations.

    Returns
    -------
    PerceptualHash
        All zero with quality 0 where a side is shorter than 5 px.
    """
    if min(raster.height, raster.width) < MIN_SIDE_PX:
        return PerceptualHash(np.zeros((ORIENTATIONS, BYTES), np.uint8), 0)
    luma = _shrink(raster.pixels).astype(np.float32) @ LUMA
    grid = _pool_matrix(luma.shape[0]) @ luma @ _pool_matrix(luma.shape[1]).T
    cosine = _cosine_matrix()
    block = cosine @ grid @ cosine.T
    return PerceptualHash(np.stack([_bits(turned) for turned in _orientations(block)]), _quality(grid))


def distance_bits(codes: Codes, queries: Codes) -> npt.NDArray[np.int64]:
    """Return the Hamming distance of each code to the nearest of the queries.

    Parameters
    ----------
    codes : (K, 32) uint8
        What is searched.
    queries : (Q, 32) uint8
        For example all orientations of one photo.

    Returns
    -------
    (K,) int64
        0 to 256.
    """
    words, asked = (np.ascontiguousarray(rows).view(np.uint64) for rows in (codes, queries))
    nearest: npt.NDArray[np.int64] = np.full(len(words), BITS, np.int64)
    for one in asked:
        np.minimum(nearest, np.bitwise_count(words ^ one).sum(axis=1, dtype=np.int64), out=nearest)
    return nearest


def _shrink(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    height, width = pixels.shape[:2]
    scale = SHRINK_SIDE_PX / max(height, width)
    if scale >= 1:
        return pixels
    size = (max(round(width * scale), MIN_SIDE_PX), max(round(height * scale), MIN_SIDE_PX))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)


@lru_cache(maxsize=256)
def _pool_matrix(length: int) -> Matrix:
    """Blur twice with a box of half a grid cell, then take the middle of each cell: (64, length)."""
    if length == GRID:
        return np.eye(GRID)
    window = (length + 2 * GRID - 1) // (2 * GRID)
    after = (window + 2) // 2 - 1
    offset = np.arange(length)[None, :] - np.arange(length)[:, None]
    box = ((offset <= after) & (offset > after - window)).astype(np.float64)
    box /= box.sum(axis=1, keepdims=True)
    middle = ((np.arange(GRID) + 0.5) * length / GRID).astype(np.int64)
    return np.asarray(np.linalg.matrix_power(box, PASSES)[middle])


@lru_cache(maxsize=1)
def _cosine_matrix() -> Matrix:
    """Rows 1 to 16 of the 64-point cosine transform."""
    frequency, place = np.arange(1, BLOCK + 1)[:, None], np.arange(GRID)[None, :]
    waves: Matrix = np.sqrt(2 / GRID) * np.cos(np.pi / (2 * GRID) * frequency * (2 * place + 1))
    return waves


def _orientations(block: Matrix) -> tuple[Matrix, ...]:
    """Turn and mirror a picture by its cosine transform: odd waves change sign, turning swaps rows and columns."""
    sign = np.where(np.arange(BLOCK) % 2 == 0, -1.0, 1.0)
    rows, cols, turned = sign[:, None], sign[None, :], block.T
    return (
        block,
        turned * rows,
        block * rows * cols,
        turned * cols,
        block * rows,
        block * cols,
        turned,
        turned * rows * cols,
    )


def _bits(block: Matrix) -> Codes:
    """Give each wave one bit, set where it is above the lower median."""
    middle = np.partition(block.ravel(), BITS // 2 - 1)[BITS // 2 - 1]
    return np.packbits((block > middle).ravel()[::-1])


def _quality(grid: Matrix) -> int:
    """Sum of clear steps between neighbouring places, scaled as in the publication."""
    steps = (np.abs(np.diff(grid, axis=axis)) * (100 / 255) for axis in (0, 1))
    return min(int(sum(np.floor(step).sum() for step in steps)) // 90, 100)
