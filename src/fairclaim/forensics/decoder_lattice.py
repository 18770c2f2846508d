"""The faint lattice that an image generator's decoder leaves: a line at a period of four pixels, along rows and along columns.

A generator draws a small latent picture and grows it eightfold in steps of two. Each step treats even and odd places
differently, so that the result carries a pattern of its own period, whatever it shows (Durall et al. 2020,
arXiv:2003.01826; Corvi et al. 2023, arXiv:2304.06408). Strips of the picture are averaged across their width, which keeps a
pattern that is constant there and lowers grain, and the line is measured against its neighbours in the spectrum, so
that brightness, sharpness and grain cancel out. Resizing moves the line away, coarse compression buries it.

Which line to look at was learned: a straight-line classifier on all harmonics of eight pixels, trained on pairs of a crop and
the same crop drawn by a decoder (``training/regenerated``), gave this one by far the greatest weight. What
also stands out at a period of two pixels is rather the work of a codec with small blocks, WebP above all, and is subtracted.
"""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from fairclaim.domain.box import Box

Floats = npt.NDArray[np.float32]

STRIP_PX, WINDOW_PX, STEP_PX = 64, 128, 32
"""Width of a strip, length of a window along it, and the step of both."""
PERIOD_PX = 4
LINE = WINDOW_PX // PERIOD_PX
"""Place of the line in a window's spectrum."""
FINEST = WINDOW_PX // 2
"""Place of the period of two pixels."""
LEAST_SIDE_PX = 2 * WINDOW_PX
"""Shorter side from which on there are enough windows."""
LEAST_POWER = 1e-3
"""Grey levels squared; below lies rounding."""
NEAR, FAR = 3, 6
"""Neighbours of a line: from so many to so many places away, on both sides. Closer ones hold the line's own foot."""
LEAST_SPREAD = 0.05
"""Spread of the spectrum below which a picture is even and a line is no more telling."""
AROUND = 5
"""Windows whose mean makes one place of the map: 256 pixels of the photo."""

_LUMA = np.asarray([0.299, 0.587, 0.114], np.float32)
_PLACES = np.arange(WINDOW_PX // 2 + 1)
_OFFSETS = np.asarray([*range(-FAR, -NEAR + 1), *range(NEAR, FAR + 1)])
_MIRRORED = _PLACES[:, None] + _OFFSETS
_NEIGHBOURS = np.where(_MIRRORED > WINDOW_PX // 2, WINDOW_PX - _MIRRORED, np.abs(_MIRRORED))
_HARMONICS = np.arange(WINDOW_PX // 16, WINDOW_PX // 2 + 1, WINDOW_PX // 16)
_BETWEEN = np.asarray([k for k in range(14, WINDOW_PX // 2 - 2) if np.abs(_HARMONICS - k).min() >= NEAR])


@dataclass(frozen=True, slots=True)
class Lattice:
    """How strong the lattice is, as a whole and place by place.

    Parameters
    ----------
    strength : float
        Height of the line above its neighbours, less that of the period of two pixels where it has one, in spreads of the
        spectrum between harmonics. About 0 in a photo.
    places : (K, L) float32
        The same height, in natural-log power, averaged over 256 pixels; place (k, l) lies at row ``64 + 32 k``, column
        ``64 + 32 l``.
    """

    strength: float
    places: Floats

    @property
    def contrast(self) -> float:
        """By how much the strongest place exceeds the median one, in natural-log power."""
        return float(self.places.max() - np.median(self.places))

    @property
    def is_local(self) -> bool:
        """Whether the median place carries less than half of it: a lattice over the whole picture varies, too."""
        return float(np.median(self.places)) < self.contrast / 2

    @property
    def box(self) -> Box:
        """Rows and columns around the strongest place that stand out by at least half as much as it does."""
        stands_out = self.places >= np.median(self.places) + self.contrast / 2
        labels, stats = cv2.connectedComponentsWithStats(stands_out.astype(np.uint8))[1:3]
        label = labels[np.unravel_index(int(self.places.argmax()), self.places.shape)]
        col, row, width, height = (int(value) for value in stats[label][:4])
        last_row, last_col = row + height - 1, col + width - 1
        return Box(row * STEP_PX, col * STEP_PX, last_row * STEP_PX + WINDOW_PX, last_col * STEP_PX + WINDOW_PX)

    def spread_over(self, height: int, width: int) -> Floats:
        """Return the places laid over a photo of this size, shape (``height``, ``width``); beyond the outer ones level."""
        half = WINDOW_PX // 2
        rows = (np.arange(height, dtype=np.float32) - half) / STEP_PX
        cols = (np.arange(width, dtype=np.float32) - half) / STEP_PX
        grid = np.broadcast_to(cols, (height, width)), np.broadcast_to(rows[:, None], (height, width))
        laid = cv2.remap(
            self.places,
            np.ascontiguousarray(grid[0]),
            np.ascontiguousarray(grid[1]),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
        return np.asarray(laid, np.float32)


def find_lattice(pixels: npt.NDArray[np.uint8]) -> Lattice:
    """Measure the lattice of a photo at its own size.

    Parameters
    ----------
    pixels : (M, N, 3) uint8
        Both sides at least ``LEAST_SIDE_PX``.

    Raises
    ------
    ValueError
        If the photo is smaller.
    """
    if min(pixels.shape[:2]) < LEAST_SIDE_PX:
        raise ValueError(f"expected at least {LEAST_SIDE_PX} pixels a side, got {pixels.shape[:2]}")
    luma = np.asarray(pixels, np.float32) @ _LUMA
    along_rows, along_cols = _spectra(luma), _spectra(np.ascontiguousarray(luma.T))
    mean = (along_rows.mean(axis=(0, 1)) + along_cols.mean(axis=(0, 1))) / 2
    return Lattice(_strength(mean), _places(along_rows, along_cols))


def _spectra(luma: Floats) -> Floats:
    """Return the natural logarithm of the power of each window along rows, shape (strips, windows, 65)."""
    strips = np.lib.stride_tricks.sliding_window_view(luma, STRIP_PX, axis=0)[::STEP_PX] @ _bell(STRIP_PX)
    windows = np.lib.stride_tricks.sliding_window_view(strips, WINDOW_PX, axis=1)[:, ::STEP_PX]
    centred = (windows - windows.mean(axis=-1, keepdims=True)) * (2 * WINDOW_PX * _bell(WINDOW_PX))
    power = np.abs(np.fft.rfft(centred, axis=-1)) ** 2 / WINDOW_PX
    return np.asarray(np.log(power + LEAST_POWER), np.float32)


@cache
def _bell(length: int) -> Floats:
    """Return a Hann window whose sum is 1."""
    bell = np.hanning(length + 2)[1:-1]
    return np.asarray(bell / bell.sum(), np.float32)


def _strength(logs: Floats) -> float:
    above = logs - np.median(logs[_NEIGHBOURS], axis=-1)
    spread = 1.48 * float(
        np.median(np.abs(above[_BETWEEN]))
    )  # 1.48: a normal distribution's spread from its median deviation
    return (float(above[LINE]) - max(float(above[FINEST]), 0.0)) / (spread + LEAST_SPREAD)


def _height(logs: Floats, place: int) -> Floats:
    """Return by how much a line stands above its neighbours, averaged over neighbouring windows."""
    return np.asarray(cv2.blur(logs[..., place] - logs[..., _NEIGHBOURS[place]].mean(axis=-1), (AROUND, AROUND)))


def _places(along_rows: Floats, along_cols: Floats) -> Floats:
    """Average both directions where their windows have one centre."""
    rows, cols = (_height(logs, LINE) - np.maximum(_height(logs, FINEST), 0) for logs in (along_rows, along_cols))
    height, width = min(rows.shape[0], cols.shape[1]), min(rows.shape[1], cols.shape[0])
    return np.asarray((rows[1:height, : width - 1] + cols.T[: height - 1, 1:width]) / 2, np.float32)
