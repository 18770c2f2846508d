"""Where in a photo pixels were interpolated with a period of their own.

Interpolation makes some pixels predictable from their neighbours, in a fixed rhythm (Popescu & Farid 2005,
doi:10.1109/TSP.2004.839932). The residual of one fixed linear predictor shows it as peaks in the spectrum of its magnitude
(Kirchner 2008, doi:10.1145/1411328.1411333; Mahdian & Saic 2008, IEEE TIFS 3(3), 529-538). Three things make such peaks
and are no trace: the 8-pixel grid of JPEG, a repeating texture (its *signed* residual peaks as well, and two waves of a weave beat
at the difference of their frequencies), and a photo that was resized as a whole (the peak is there everywhere).
"""

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
import numpy.typing as npt

from fairclaim.domain.box import Box
from fairclaim.forensics.spectra import Plane, corners, hann, prominence

WINDOW_PX = 128
MIDDLE = WINDOW_PX // 2
MOST_WINDOWS = 20
"""Along one side."""
MIN_SIDE_PX = 256
SCALE_PX = 31
"""Neighbourhood over which the residual's size is made even."""
LOWEST = 0.06
"""Cycles per pixel below which slow changes of texture rule."""
GRID_BINS = 1.5
"""Bins around each multiple of one eighth of a cycle that JPEG's grid may fill."""
GROUP = 2
"""Windows along a side that are averaged."""
LEAST_RESIDUAL = 0.3
"""Grey levels of mean residual below which a window has nothing to show."""
WAVE = 12.0
"""Prominence from which a peak of the texture counts as a wave: noise passes it in one window of twenty."""
MIN_WINDOWS = 9
ORDINARY = 0.6
"""Share of the windows that must be free of a rhythm for it to be local; the exponential quantile makes it 1 for noise."""
_PREDICTOR_ERROR = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32) / 4


class NoRhythm(StrEnum):
    """Why a photo cannot be judged."""

    SMALL = "small"
    FLAT = "flat"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResamplingField:
    """Where a rhythm stands out.

    Parameters
    ----------
    strength : (B, C) float32, >= 0
        The strongest local peak of each group of windows.
    score : float, >= 0
        The strongest of all.
    box : Box
        Where, in pixels.
    frequency : (float, float)
        Cycles per pixel along rows and columns.
    """

    strength: Plane
    score: float
    box: Box
    frequency: tuple[float, float]


def resampling_field(pixels: npt.NDArray[np.uint8]) -> ResamplingField | NoRhythm:
    """Search a photo for places with an interpolation rhythm that the rest has not.

    Parameters
    ----------
    pixels : (M, N, 3) uint8, sRGB
    """
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    if min(grey.shape) < MIN_SIDE_PX:
        return NoRhythm.SMALL
    error = cv2.filter2D(grey, cv2.CV_32F, _PREDICTOR_ERROR, borderType=cv2.BORDER_REFLECT)
    scale = cv2.blur(np.abs(error), (SCALE_PX, SCALE_PX))
    rows = corners(grey.shape[0], window_px=WINDOW_PX, at_most=MOST_WINDOWS)
    cols = corners(grey.shape[1], window_px=WINDOW_PX, at_most=MOST_WINDOWS)
    taper, wanted = hann(WINDOW_PX), _wanted()
    peaks = np.zeros((len(rows), len(cols), 2, len(wanted)), np.float32)
    alive = np.zeros((len(rows), len(cols)), bool)
    for i, row in enumerate(rows):
        for j, col in enumerate(cols):
            part = np.s_[row : row + WINDOW_PX, col : col + WINDOW_PX]
            if scale[part].mean() < LEAST_RESIDUAL:
                continue
            alive[i, j] = True
            # Made even window by window: whole planes of it were most of the memory of an examination.
            signed = np.clip(error[part] / (scale[part] + 0.25), -4, 4)
            rhythm = prominence(np.abs(signed), taper=taper, inner=3, outer=11)
            texture = prominence(signed, taper=taper, inner=3, outer=11)
            known = np.maximum(_with_half(texture), 1.0)
            along_rows, along_cols = _beats(texture), _beats(texture.T)
            peaks[i, j] = (
                rhythm[wanted, MIDDLE] / np.maximum(known[wanted, MIDDLE], along_rows[wanted]),
                rhythm[MIDDLE, wanted] / np.maximum(known[MIDDLE, wanted], along_cols[wanted]),
            )
    if alive.sum() < MIN_WINDOWS:
        return NoRhythm.FLAT
    return _strongest(peaks, alive, rows, cols)


def _wanted() -> npt.NDArray[np.intp]:
    """Return the places of the frequencies along an axis that neither slow changes nor an 8-pixel grid explains."""
    bins = np.arange(WINDOW_PX // 2)
    to_grid = np.abs(bins - np.round(bins * 8 / WINDOW_PX) * WINDOW_PX / 8)
    return MIDDLE + np.flatnonzero((bins >= LOWEST * WINDOW_PX) & (to_grid > GRID_BINS) & (bins < MIDDLE - GRID_BINS))


def _with_half(texture: Plane) -> Plane:
    """Return a texture's peak at a frequency or at half of it: the magnitude of a wave beats twice as fast."""
    wide = cv2.dilate(texture, np.ones((3, 3), np.uint8))
    places = (np.arange(WINDOW_PX) - MIDDLE) // 2 + MIDDLE
    return np.asarray(np.maximum(wide, wide[np.ix_(places, places)]), np.float32)


def _beats(texture: Plane) -> Plane:
    """Return how strongly pairs of a texture's waves beat at each frequency along the first axis, shape (S,).

    The magnitude of two waves holds the difference of their frequencies; a pair that differs in nothing else beats along the axis. The
    sum over all pairs is the correlation of the spectrum's peaks with themselves, round the fold at half a cycle.
    """
    if texture.max() <= WAVE:
        return np.zeros(WINDOW_PX, np.float32)
    waves = np.fft.rfft(np.maximum(texture - WAVE, 0), axis=0)
    together = np.fft.irfft((waves.real**2 + waves.imag**2).sum(axis=1), n=WINDOW_PX)
    strength = np.fft.fftshift(np.sqrt(np.maximum(together, 0))).astype(np.float32)
    return np.asarray(cv2.dilate(strength[:, None], np.ones((3, 1), np.uint8))[:, 0], np.float32)


def _strongest(peaks: Plane, alive: npt.NDArray[np.bool_], rows: list[int], cols: list[int]) -> ResamplingField:
    # what the rest shows too is the photo's own history
    elsewhere = np.maximum(np.quantile(peaks[alive], ORDINARY, axis=0) / -np.log(1 - ORDINARY), 1.0)
    strength = np.zeros((max(len(rows) - GROUP + 1, 1), max(len(cols) - GROUP + 1, 1)), np.float32)
    which = np.zeros((*strength.shape, 2), np.int64)
    for i, j in np.ndindex(strength.shape):
        inside = np.s_[i : i + GROUP, j : j + GROUP]
        n = int(alive[inside].sum())
        if n < GROUP**2 - 1:
            continue
        apart = peaks[inside].sum(axis=(0, 1)) / n / elsewhere**2
        which[i, j] = np.argmax(apart, axis=1)
        # scaling leaves a rhythm along rows and along columns; blinds, bars and lettering have one direction
        strength[i, j] = np.sqrt(np.prod(apart.max(axis=1)))
    i, j = (int(place) for place in np.unravel_index(int(np.argmax(strength)), strength.shape))
    along_rows, along_cols = ((_wanted()[place] - MIDDLE) / WINDOW_PX for place in which[i, j])
    last_row, last_col = rows[min(i + GROUP, len(rows)) - 1], cols[min(j + GROUP, len(cols)) - 1]
    return ResamplingField(
        strength=strength,
        score=float(strength[i, j]),
        box=Box(rows[i], cols[j], last_row + WINDOW_PX, last_col + WINDOW_PX),
        frequency=(float(along_rows), float(along_cols)),
    )
