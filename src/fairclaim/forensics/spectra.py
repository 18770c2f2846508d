"""Spectra of overlapping windows, and how far each frequency stands above its neighbours."""

import math
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

Plane = npt.NDArray[np.float32]


def corners(length: int, *, window_px: int, at_most: int) -> list[int]:
    """Return where windows start along one side: half a window apart or, of more than ``at_most``, farther, both ends included."""
    free = length - window_px
    count = min(max(math.ceil(2 * free / window_px) + 1, 1), at_most)
    return [round(free * place / max(count - 1, 1)) for place in range(count)]


def prominence(window: Plane, *, taper: Plane, inner: int, outer: int) -> Plane:
    """Return the power of each frequency over the mean power of the frequencies around it.

    Parameters
    ----------
    window : (S, S) float32
        S even.
    taper : (S, S) float32
        Multiplied in, after the mean was taken out.
    inner, outer : int
        Sides, in frequency bins, of what belongs to a peak and of what it is compared with; odd.

    Returns
    -------
    (S, S) float32, >= 0
        Zero frequency in the middle, ``[S // 2, S // 2]``. For noise about 1 on average, exponentially distributed.
    """
    return above_surroundings(power_of(window, taper=taper), inner=inner, outer=outer)


def power_of(window: Plane, *, taper: Plane) -> Plane:
    """Return the power of each frequency, zero frequency in the middle; parameters as :func:`prominence`."""
    spectrum = np.fft.rfft2((window - window.mean()) * taper)
    half = (spectrum.real**2 + spectrum.imag**2).astype(np.float32)
    side = window.shape[0]
    power = np.empty((side, side), np.float32)
    power[:, : side // 2 + 1] = half
    power[0, side // 2 + 1 :] = half[0, 1 : side // 2][::-1]
    power[1:, side // 2 + 1 :] = half[1:, 1 : side // 2][::-1, ::-1]
    return np.asarray(np.fft.fftshift(power), np.float32)


def above_surroundings(power: Plane, *, inner: int, outer: int) -> Plane:
    """Return each power over the mean around it; parameters and result as :func:`prominence`."""
    around = _sums(power, outer) - _sums(power, inner)
    return np.asarray(power / (around / (outer**2 - inner**2) + 1e-6), np.float32)


def above_every_line(power: Plane, places: npt.NDArray[np.intp], *, nearest: int, farthest: int) -> Plane:
    """Return some powers over the strongest line of frequencies through each.

    A peak stands alone. The edge of a thing is a line in the spectrum, and so is a row of letters or of planks: what lies on one
    stands above its surroundings, but not above the line.

    Parameters
    ----------
    power : (S, S) float32
        Zero frequency in the middle.
    places : (N,) intp
        Flat indices.
    nearest, farthest : int
        How far from the peak a line counts, in frequency bins on both sides.

    Returns
    -------
    (N,) float32, >= 0
        The least over sixteen directions.
    """
    around = np.pad(power, farthest, mode="wrap")
    offsets = _lines(nearest, farthest, around.shape[1])
    row, col = np.divmod(places, power.shape[1])
    middle = (row + farthest) * around.shape[1] + col + farthest
    lines = around.ravel()[middle[:, None, None] + offsets].mean(axis=2)
    return np.asarray(power.ravel()[places] / (lines.max(axis=1) + 1e-6), np.float32)


@cache
def _lines(nearest: int, farthest: int, width: int) -> npt.NDArray[np.intp]:
    """Return flat offsets along sixteen directions, shape (16, K)."""
    angles = np.arange(_DIRECTIONS) * np.pi / _DIRECTIONS
    steps = np.arange(nearest, farthest + 1)
    along = np.concatenate([steps, -steps])
    row, col = (np.rint(np.outer(part(angles), along)).astype(np.intp) for part in (np.sin, np.cos))
    return np.asarray(row * width + col)


_DIRECTIONS = 16


def _sums(power: Plane, side: int) -> Plane:
    return np.asarray(
        cv2.boxFilter(power, cv2.CV_32F, (side, side), normalize=False, borderType=cv2.BORDER_REFLECT), np.float32
    )


def hann(side: int) -> Plane:
    """Return a two-dimensional Hann taper."""
    line = np.hanning(side + 1)[:-1].astype(np.float32)
    return np.asarray(np.outer(line, line), np.float32)


def off_jpeg_grid(side: int, *, bins: float) -> npt.NDArray[np.bool_]:
    """Return the frequencies that JPEG's grids do not explain, shape (side, side), zero frequency in the middle.

    Blocks of 8 pixels fill the lines of every harmonic of one eighth, both axes included; reduced colour, with blocks of 16,
    fills the points where two harmonics of one sixteenth cross.

    Parameters
    ----------
    bins : float
        Distance from a harmonic up to which a frequency is left out.
    """
    coordinate = np.abs(np.arange(side) - side // 2)
    of_eight, of_sixteen = (
        np.abs(coordinate - np.round(coordinate / step) * step) > bins for step in (side / 8, side / 16)
    )
    on_lines = of_eight[:, None] & of_eight[None, :]
    return np.asarray(on_lines & (of_sixteen[:, None] | of_sixteen[None, :]))
