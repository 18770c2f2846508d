"""Whether two places of a picture agree as only copies do: in their grain, not only in what they show.

Print, tiles and weave repeat too, but a lens shows each repetition a fraction of a pixel off, in other light and with other
noise. Copies agree up to one compression. What is compared is therefore fine detail only, in cells of 8 × 8; a cell counts
where its detail is that of a surface, not of a single edge, which agrees with any other edge of its direction, and where it
agrees with one other place only, as the tenth of a row of tiles does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from cv2.typing import MatLike

CELL_PX = 8
ALIKE = 0.90
"""Correlation of fine detail from which a cell counts."""
REPEATS = 0.6
"""Correlation with a third place from which it does not."""
MOST_WEIGHT = 3.0
"""A cell that agrees to 0.995 and more counts threefold; one at ``ALIKE`` counts nothing."""
LEAST_VARIANCE = 4.0
"""Grey levels squared of fine detail; below, compression shows rather than the picture."""
SURFACE_PX = 3
SURFACE = 0.4
"""How much detail must differ from itself ``SURFACE_PX`` on, in each of four directions."""
FINE_PX = 2.0

Plane = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Twins:
    """Two places that agree.

    Parameters
    ----------
    score : float
        Cells that agree, each weighted by how exactly: 0 to ``MOST_WEIGHT``.
    first, second : (M, N) bool
        The two places, on the picture's grid.
    """

    score: float
    first: npt.NDArray[np.bool_]
    second: npt.NDArray[np.bool_]


def fine_detail(luma: MatLike) -> Plane:
    """Return what is compared, shape (M, N), float32, grey levels."""
    return np.asarray(luma - cv2.GaussianBlur(luma, (0, 0), FINE_PX), np.float32)


def compare(detail: Plane, onto: Matrix, others: Sequence[Matrix] = ()) -> Twins | None:
    """Compare each place with where a map takes it.

    Parameters
    ----------
    detail : (M, N) float32
        From :func:`fine_detail`.
    onto : (2, 3) float64
        Affine map of pixel centres ``(col, row, 1)``.
    others : sequence of (2, 3) float64
        Other maps by which the picture may repeat: cells that agree under one of them as well are left out.

    Returns
    -------
    Twins or None
        The largest connected place; None where there is none.
    """
    alike = _alike(detail, onto)
    weight = np.clip(np.log((1 - ALIKE) / np.maximum(1 - alike, 1e-4)), 0, MOST_WEIGHT)
    for direction in ((0, SURFACE_PX), (SURFACE_PX, 0), (SURFACE_PX, SURFACE_PX), (-SURFACE_PX, SURFACE_PX)):
        if not weight.any():
            return None
        weight[_alike(detail, shift(*direction)) > 1 - SURFACE] = 0
    for third in (*others, _twice(onto), np.asarray(cv2.invertAffineTransform(onto), np.float64)):
        if not weight.any():
            return None
        weight[_alike(detail, third) > REPEATS] = 0
    return _largest(weight, onto, detail.shape)


def shift(rows: int, cols: int) -> Matrix:
    """Return the map that moves by whole pixels."""
    return np.array([[1.0, 0.0, cols], [0.0, 1.0, rows]])


def _alike(detail: Plane, onto: Matrix) -> Plane:
    """Return each cell's correlation with where it is taken, shape (M // 8, N // 8); 0 outside and in even places."""
    high, wide = (side // CELL_PX for side in detail.shape)
    alike = np.zeros((high, wide), np.float32)
    if np.array_equal(onto[:, :2], np.eye(2)) and np.array_equal(onto, np.rint(onto)):
        (rows, there_rows), (cols, there_cols) = (
            _overlap(cells, int(by)) for cells, by in ((high, onto[1, 2]), (wide, onto[0, 2]))
        )
        here, there = detail[_in_px(rows), _in_px(cols)], detail[there_rows, there_cols]
    else:
        rows, cols = slice(0, high), slice(0, wide)
        here, size = detail[_in_px(rows), _in_px(cols)], (wide * CELL_PX, high * CELL_PX)
        turned = cv2.warpAffine(detail, onto, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
        there = np.asarray(turned, np.float32)
    if here.size:
        both, one, other = (_cells(product) for product in (here * there, here * here, there * there))
        enough = np.minimum(one, other) >= LEAST_VARIANCE
        alike[rows, cols] = np.where(enough, both / np.sqrt(np.maximum(one * other, 1e-6)), 0)
    return alike


def _overlap(cells: int, by: int) -> tuple[slice, slice]:
    """Return the cells along one side that a shift keeps inside, and the pixels that they are taken to."""
    first = -(min(by, 0) // CELL_PX)
    last = max(first, (cells * CELL_PX - max(by, 0)) // CELL_PX)
    return slice(first, last), slice(first * CELL_PX + by, last * CELL_PX + by)


def _in_px(cells: slice) -> slice:
    return slice(cells.start * CELL_PX, cells.stop * CELL_PX)


def _cells(product: Plane) -> Plane:
    """Average over cells and their neighbours."""
    wide, high = product.shape[1] // CELL_PX, product.shape[0] // CELL_PX
    return np.asarray(cv2.blur(cv2.resize(product, (wide, high), interpolation=cv2.INTER_AREA), (3, 3)), np.float32)


def _twice(onto: Matrix) -> Matrix:
    square = np.vstack([onto, [0.0, 0.0, 1.0]])
    return np.asarray((square @ square)[:2])


def _largest(weight: Plane, onto: Matrix, shape: tuple[int, ...]) -> Twins | None:
    count, labels = cv2.connectedComponents((weight > 0).astype(np.uint8))
    if count < 2:
        return None
    sums = np.bincount(labels.ravel(), weights=weight.ravel())
    sums[0] = 0
    best = int(sums.argmax())
    cells = np.repeat(np.repeat(labels == best, CELL_PX, axis=0), CELL_PX, axis=1)
    first = np.zeros(shape, np.uint8)
    first[: cells.shape[0], : cells.shape[1]] = cells
    second = cv2.warpAffine(first, onto, (shape[1], shape[0]), flags=cv2.INTER_NEAREST)
    return Twins(score=float(sums[best]), first=first > 0, second=np.asarray(second) > 0)
