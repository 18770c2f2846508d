"""The spectrum along rows and along columns, each the mean over strips: where a decoder's lattice stands out as a line.

Averaging a strip across its width keeps what is constant there, which a lattice is and grain is not.
"""

from functools import cache

import numpy as np

STRIP_PX, WINDOW_PX, STEP_PX = 64, 128, 32
LEAST_POWER = 1e-3


def axis_logs(rgb: np.ndarray) -> np.ndarray:
    """Return the mean logarithm of the power along rows and along columns, shape (2, 65), float32."""
    luma = rgb.astype(np.float32) @ np.asarray([0.299, 0.587, 0.114], np.float32)
    return np.asarray([field(luma).mean(axis=(0, 1)), field(luma.T).mean(axis=(0, 1))], np.float32)


def field(luma: np.ndarray) -> np.ndarray:
    """Return the logarithm of the power of each window along rows, shape (strips, windows, 65)."""
    strips = np.lib.stride_tricks.sliding_window_view(luma, STRIP_PX, axis=0)[::STEP_PX] @ _hann(STRIP_PX)
    views = np.lib.stride_tricks.sliding_window_view(strips, WINDOW_PX, axis=1)[:, ::STEP_PX]
    views = (views - views.mean(axis=-1, keepdims=True)) * _hann(WINDOW_PX) * 2
    return np.log(np.abs(np.fft.rfft(views, axis=-1)) ** 2 / WINDOW_PX + LEAST_POWER)


@cache
def _hann(length: int) -> np.ndarray:
    line = np.hanning(length + 2)[1:-1].astype(np.float32)
    return line / line.sum() * (length if length == WINDOW_PX else 1)
