"""Hand-made features of a square of pixels: the shape of its residual's spectrum, co-occurrences of residuals, and colour.

Nothing here looks at brightness or form: every number comes from what a high-pass filter leaves.
"""

from functools import cache

import cv2
import numpy as np

WINDOW_PX, STEP_PX = 32, 16
LEAST_POWER = 1e-3
REACH = 2
"""Residuals are cut to -2 … 2 before their co-occurrences are counted."""
_SHARP = np.asarray([[-1, 2, -1], [2, -4, 2], [-1, 2, -1]], np.float32) / 4


def features(rgb: np.ndarray) -> np.ndarray:
    """Return the features of a square, shape (D,), float32."""
    planes = rgb.astype(np.float32)
    luma = planes @ np.asarray([0.299, 0.587, 0.114], np.float32)
    return np.concatenate([_spectrum(luma), _pairs_in_a_row(luma), _colour(planes, luma)]).astype(np.float32)


def _spectrum(luma: np.ndarray) -> np.ndarray:
    """Mean logarithm of the power at each frequency, folded to one octant, less its mean: shape only."""
    views = np.lib.stride_tricks.sliding_window_view(luma, (WINDOW_PX, WINDOW_PX))[::STEP_PX, ::STEP_PX]
    views = views.reshape(-1, WINDOW_PX, WINDOW_PX)
    views = (views - views.mean(axis=(1, 2), keepdims=True)) * _window()
    power = np.abs(np.fft.rfft2(views)) ** 2 / WINDOW_PX**2
    logs = np.log(power + LEAST_POWER).mean(axis=0)
    half = WINDOW_PX // 2
    folded = logs[: half + 1].copy()
    folded[1:half] = (logs[1:half] + logs[:half:-1]) / 2
    folded = (folded + folded.T) / 2
    octant = folded[np.triu_indices(half + 1)]
    return np.concatenate([octant - octant.mean(), [octant.mean()]])


@cache
def _window() -> np.ndarray:
    line = np.hanning(WINDOW_PX + 2)[1:-1].astype(np.float32)
    return np.outer(line, line)


def _pairs_in_a_row(luma: np.ndarray) -> np.ndarray:
    """Share of each triple of neighbouring residuals (Pevný, Bas & Fridrich 2010, SPAM; signs and direction folded)."""
    found = []
    first_rows, first_cols = luma[1:] - luma[:-1], luma[:, 1:] - luma[:, :-1]
    second_rows, second_cols = np.diff(luma, n=2, axis=0) / 2, np.diff(luma, n=2, axis=1) / 2
    sharp = cv2.filter2D(luma, -1, _SHARP)[1:-1, 1:-1]
    for rows, cols, step in (
        (first_rows, first_cols, 2.0),
        (second_rows, second_cols, 1.0),
        (sharp, sharp, 1.0),
        (sharp, sharp, 3.0),
    ):
        counts = np.bincount(_triples(rows.T, step), minlength=125) + np.bincount(_triples(cols, step), minlength=125)
        found.append(np.sqrt(_folded(counts / counts.sum())))
    return np.concatenate(found)


def _triples(lines: np.ndarray, step: float) -> np.ndarray:
    cut = np.clip(np.rint(lines / step), -REACH, REACH).astype(np.int64) + REACH
    return (cut[:, :-2] * 25 + cut[:, 1:-1] * 5 + cut[:, 2:]).ravel()


@cache
def _fold() -> tuple[np.ndarray, int]:
    names: dict[tuple[int, ...], int] = {}
    place = np.zeros(125, np.int64)
    for number in range(125):
        triple = (number // 25 - 2, number // 5 % 5 - 2, number % 5 - 2)
        minus = tuple(-value for value in triple)
        least = min(triple, minus, triple[::-1], minus[::-1])
        place[number] = names.setdefault(least, len(names))
    return place, len(names)


def _folded(shares: np.ndarray) -> np.ndarray:
    place, length = _fold()
    return np.bincount(place, weights=shares, minlength=length)


def _colour(planes: np.ndarray, luma: np.ndarray) -> np.ndarray:
    """How residuals of the three colours hang together, on two scales, and how heavy their tails are."""
    found = []
    for scale in (1, 2):
        if scale == 2:
            size = (luma.shape[1] // 2, luma.shape[0] // 2)
            planes, luma = (cv2.resize(part, size, interpolation=cv2.INTER_AREA) for part in (planes, luma))
        sharp = cv2.filter2D(planes, -1, _SHARP)[1:-1, 1:-1].reshape(-1, 3)
        spread = sharp.std(axis=0) + 1e-2
        centred = sharp - sharp.mean(axis=0)
        together = centred.T @ centred / len(centred) / np.outer(spread, spread)
        chroma = planes[..., ::2] - luma[..., None]
        rough = cv2.filter2D(chroma, -1, _SHARP)[1:-1, 1:-1].reshape(-1, 2).std(axis=0) + 1e-2
        grey = cv2.filter2D(luma, -1, _SHARP)[1:-1, 1:-1]
        blocks = grey[: grey.shape[0] // 6 * 6, : grey.shape[1] // 6 * 6]
        local = blocks.reshape(blocks.shape[0] // 6, 6, -1, 6).std(axis=(1, 3)) + 1e-2
        tail = (centred**4).mean(axis=0) / spread**4
        found += [
            together[np.triu_indices(3, 1)], np.log(rough) - np.log(grey.std() + 1e-2), np.log(tail + 1),
            np.log(np.percentile(local, [5, 25, 50, 75, 95])), np.log(spread),
        ]  # fmt: skip
    return np.concatenate(found)
