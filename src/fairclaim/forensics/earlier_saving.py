"""Where a photo that was saved as JPEG before does not remember it.

A photo that was compressed, edited and compressed again on the same grid carries the comb of its first quantisation in the
histograms of its coefficients wherever it was not touched; what was painted, filled or generated in between lacks it. The
idea is that of "double quantisation" (Lin, He, Tang & Tang 2009, doi:10.1016/j.patcog.2009.03.019; Bianchi & Piva 2012,
doi:10.1109/TIFS.2012.2187516, aligned case). Departures:

- The first table is not estimated. How coefficients look *with* their history is read from the photo itself, most of which is
  untouched; how they look *without*, from the same pixels on a grid moved by half a block, where no comb survives (Fridrich's
  calibration, 2004). Both by class of local activity, so that smooth and rough places are each compared with their like.
- A region is judged by the a-contrario bound on its likelihood ratio: under the history of the rest, a sum ``s`` of log
  ratios is reached with a probability of at most ``exp(-s)``. Times the number of windows tried that is the number of false
  alarms; as blocks are not independent, ``s`` is first divided by the overdispersion that the photo's own windows show.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from fairclaim.forensics.coded_blocks import MOST, Blocks, Levels

WINDOWS = (4, 8, 16)
"""Sides of the windows, in blocks: 32, 64 and 128 px."""
CLASSES = 6
BLOCKS_PER_CLASS = 1500
"""Fewer fill no histogram."""
MIN_BLOCKS = 1000
FILLED = 0.5
"""Share of a window that must be usable."""
STRONGEST = 2.0
"""Log ratio beyond which one coefficient does not count: histograms are estimates."""
_BINS = MOST + 1
_BIAS = 8.0
"""Excess that random histograms show, per frequency and class, over the number of blocks (measured on single-compressed photos)."""

Plane = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """How each block speaks for having no earlier saving, against the rest's history.

    Parameters
    ----------
    information : float
        How much one block tells on average, in nats: about 0 where the photo was saved once, or resized since; 1 to 15 where
        an earlier saving shows.
    ratio, expected, variance : (H, W) float64
        Sum of log ratios of a block; its mean and variance under the history of the rest. 0 where not usable.
    usable : (H, W) bool
    """

    information: float
    ratio: Plane
    expected: Plane
    variance: Plane
    usable: Blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """The place that remembers least.

    Parameters
    ----------
    score : float
        Minus the decimal logarithm of the number of false alarms: above 0 less than one such place is expected in a whole
        photo by chance, above 3 less than one in a thousand photos.
    significance : (H, W) float64
        The same for the best window around each block, where the block itself speaks that way; 0 elsewhere.
    """

    score: float
    significance: Plane


def remember(levels: Levels, moved: Levels, usable: Blocks) -> Memory | None:
    """Compare the photo's coefficients with those on a moved grid.

    Parameters
    ----------
    levels : (H, W, F) uint8
        On the file's grid.
    moved : (H', W', F) uint8
        On a grid moved by half a block.
    usable : (H, W) bool
        Blocks without clipped pixels.

    Returns
    -------
    Memory or None
        None where fewer than ``MIN_BLOCKS`` are usable.
    """
    count = int(usable.sum())
    if count < MIN_BLOCKS or min(moved.shape[:2]) < 1:
        return None
    classes = int(np.clip(levels.shape[0] * levels.shape[1] // BLOCKS_PER_CLASS, 1, CLASSES))
    mine, theirs = _activity(levels), _activity(moved)
    borders = np.quantile(mine, np.linspace(0, 1, classes + 1)[1:-1])
    kind, other_kind = np.searchsorted(borders, mine), np.searchsorted(borders, theirs)
    ratio, expected, variance = (np.zeros(usable.shape) for _ in range(3))
    for frequency in range(levels.shape[2]):
        here = levels[..., frequency]
        with_history = _shares(kind[usable], here[usable], classes)
        without = _shares(other_kind.ravel(), moved[..., frequency].ravel(), classes)
        logs = np.clip(np.log(without / with_history), -STRONGEST, STRONGEST)
        mean = (with_history * logs).sum(axis=1)
        ratio += logs[kind, here]
        expected += mean[kind]
        variance += ((with_history * logs**2).sum(axis=1) - mean**2)[kind]
    for plane in (ratio, expected, variance):
        plane[~usable] = 0
    bias = _BIAS * levels.shape[2] * classes / count
    information = max(float(-expected.sum() / count) - bias, 0.0)
    return Memory(information=information, ratio=ratio, expected=expected, variance=variance, usable=usable)


def forgotten(memory: Memory) -> Forgotten | None:
    """Search windows of all sizes for the place that remembers least; None where no window is filled."""
    best = np.full(memory.usable.shape, -np.inf)
    tests = np.log(memory.usable.size * len(WINDOWS))
    for side in WINDOWS:
        if min(memory.usable.shape) >= 2 * side:
            best = np.maximum(best, _bound(memory, side) - tests)
    if not np.isfinite(best).any():
        return None
    decimal = best / np.log(10)
    speaks = _sums(memory.ratio, 3) > 0
    return Forgotten(score=float(decimal.max()), significance=np.where(speaks & (decimal > 0), decimal, 0.0))


def _bound(memory: Memory, side: int) -> Plane:
    """Return the log-likelihood ratio of each window, freed of overdispersion; minus infinity where it is not filled."""
    filled = _sums(memory.usable.astype(np.float64), side) >= FILLED * side * side
    if not filled.any():
        return np.full(filled.shape, -np.inf)
    total, expected, variance = (_sums(plane, side) for plane in (memory.ratio, memory.expected, memory.variance))
    surprise = (total - expected) / np.sqrt(np.maximum(variance, 1e-9))
    middle = np.median(surprise[filled])
    spread = 1.4826 * float(np.median(np.abs(surprise[filled] - middle)))  # the normal law's deviation from its median
    return np.where(filled, total / max(spread, 1.0) ** 2, -np.inf)


def _sums(plane: Plane, side: int) -> Plane:
    summed = cv2.boxFilter(plane, cv2.CV_64F, (side, side), normalize=False, borderType=cv2.BORDER_CONSTANT)
    return np.asarray(summed, np.float64)


def _activity(levels: Levels) -> npt.NDArray[np.float32]:
    """Return how restless the blocks around each block are."""
    table = np.log1p(np.arange(_BINS, dtype=np.float32))
    return np.asarray(cv2.blur(table[levels].mean(axis=2, dtype=np.float32), (3, 3)), np.float32)


def _shares(kind: npt.NDArray[np.intp], level: Levels, classes: int) -> Plane:
    """Return the share of each level within each class, shape (classes, ``MOST`` + 1), none of them 0."""
    counts = np.bincount(kind * _BINS + level, minlength=classes * _BINS).reshape(classes, _BINS) + 0.5
    return np.asarray(counts / counts.sum(axis=1, keepdims=True), np.float64)
