"""Shifts by which parts of a picture repeat: echoes in its power cepstrum.

A patch that occurs twice multiplies the power spectrum with a fringe; the logarithm turns the fringe into an added wave, and
the transform of that into a peak at the shift (Bogert, Healy & Tukey 1963, "The quefrency alanysis of time series for
echoes"). Without a copy the log spectrum is white noise about its smooth course, so a peak's height in standard deviations is a
bound on chance. One transform finds every shift, where dense matching would compare all pairs of places. Small windows find
small copies near by, such as a hole filled from around; the whole picture finds large ones far off.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from cv2.typing import MatLike

from fairclaim.domain.box import Box

WINDOW_PX = 256
STEP_PX = 128
NEAREST_PX = 16
"""Shorter shifts are every texture's own."""
LEAST_HEIGHT = 5.5
"""Standard deviations. Among the three million shifts of a photo's windows chance passes 5.1 once."""
PER_WINDOW = 3
MOST = 20
GRAIN_PX, AROUND_PX = 2.0, 17
FAINT = 2.0
"""Grey levels of detail below which compression shows rather than the picture."""
SAMPLE = 5_000
"""Values of a cepstrum from which its noise is told: to one per cent, in a tenth of the time of all."""
LEAST_DETAIL = 0.02
"""Mean square of whitened detail, 1 in lively places, below which a window is even."""

Plane = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """A shift that stands out.

    Parameters
    ----------
    rows, cols : int
        The shift, at most half of the window each way, ``rows`` >= 0.
    height : float
        Of the peak, in standard deviations.
    within : Box
        Where it was found.
    """

    rows: int
    cols: int
    height: float
    within: Box

    @property
    def shifts(self) -> tuple[tuple[int, int], ...]:
        """Every shift that it can stand for: the transform goes round, so that a long one looks like its short complement."""
        high, wide = (
            side // 2 * 2 for side in (self.within.row1 - self.within.row0, self.within.col1 - self.within.col0)
        )
        round_cols = self.cols - wide if self.cols > 0 else self.cols + wide
        return tuple((rows, cols) for rows in (self.rows, self.rows - high) for cols in (self.cols, round_cols))


def echoes(luma: MatLike) -> tuple[Echo, ...]:
    """Find the ``MOST`` clearest shifts of a luma, shape (M, N), float32, 0 to 255; clearest first."""
    detail = whitened(luma)
    found = [echo for box in _windows(*detail.shape) for echo in _echoes_in(detail, box)]
    found.sort(key=lambda echo: -echo.height)
    return tuple(found[:MOST])


def whitened(luma: MatLike) -> Plane:
    """Return fine detail of equal strength in bright and dark, lively and calm places; next to none in even ones."""
    fine = luma - cv2.GaussianBlur(luma, (0, 0), GRAIN_PX)
    strength = np.sqrt(np.maximum(cv2.blur(fine * fine, (AROUND_PX, AROUND_PX)), 0))
    return np.clip(fine / (strength + FAINT), -3, 3).astype(np.float32)


def _windows(height: int, width: int) -> Iterator[Box]:
    for row in _starts(height):
        for col in _starts(width):
            yield Box(row, col, min(row + WINDOW_PX, height), min(col + WINDOW_PX, width))
    if max(height, width) > WINDOW_PX:
        yield Box(0, 0, height, width)


def _starts(side: int) -> list[int]:
    """Return where windows begin; the last ends at the border."""
    last = max(side - WINDOW_PX, 0)
    return [*range(0, last, STEP_PX), last]


def _echoes_in(detail: Plane, box: Box) -> Iterator[Echo]:
    height, width = (side // 2 * 2 for side in (box.row1 - box.row0, box.col1 - box.col0))
    part = detail[box.row0 : box.row0 + height, box.col0 : box.col0 + width]
    if min(height, width) < 4 * NEAREST_PX or float(np.square(part).mean()) < LEAST_DETAIL:
        return
    heights = _cepstrum(part)
    for _ in range(PER_WINDOW):
        row, col = divmod(int(heights.argmax()), width)
        if heights[row, col] < LEAST_HEIGHT:
            return
        turned = col - width if col > width // 2 else col
        yield Echo(rows=row, cols=turned, height=float(heights[row, col]), within=box)
        heights[max(row - 2, 0) : row + 3, max(col - 2, 0) : col + 3] = 0


def _cepstrum(part: Plane) -> Plane:
    """Return heights of half of all shifts (the other half mirrors them), shape (M // 2 + 1, N), in standard deviations."""
    height, width = part.shape
    spectrum = np.fft.rfft2(part)
    power = np.square(spectrum.real) + np.square(spectrum.imag)
    logs = np.log(power + 1e-3 * power.mean())
    logs -= cv2.blur(logs, (9, 9), borderType=cv2.BORDER_REFLECT)
    cepstrum = np.fft.irfft2(logs, s=part.shape)
    rows = np.minimum(np.arange(height), height - np.arange(height))[:, None]
    cols = np.minimum(np.arange(width), width - np.arange(width))[None]
    near = rows**2 + cols**2 < NEAREST_PX**2
    cepstrum[near] = 0
    some = np.abs(cepstrum.ravel()[:: max(cepstrum.size // SAMPLE, 1)])
    spread = 1.4826 * float(np.median(some))  # the normal law's deviation from its median
    return np.asarray(cepstrum[: height // 2 + 1] / max(spread, 1e-12), np.float32)
