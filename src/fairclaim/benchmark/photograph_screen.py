"""A photograph of a screen that shows a photo, rendered: coloured cells, a hand, a lens, a Bayer sensor, an exposure.

A simulation, and named so wherever its numbers stand. Two layouts are drawn, an LCD's stripes and an OLED's diamonds; neither the
flicker of a backlight, nor glare, nor a bezel, nor what a phone's own software makes of it.
"""

from enum import StrEnum

import cv2
import numpy as np
import numpy.typing as npt
from cv2.typing import MatLike

from fairclaim.benchmark.channels import Pixels


class Panel(StrEnum):
    """How a screen's coloured cells lie."""

    STRIPES = "LCD stripes"
    """Three coloured columns a pixel."""
    DIAMONDS = "OLED diamonds"
    """A green cell in every pixel, a red one and a blue one in every second, in turns."""


CELL = 4
"""Fine pixels per screen pixel along each side: three coloured columns and a dark one, three lit rows and a dark one."""
FINE = 2
"""Fine pixels per sensor pixel, before the lens and the sensor's own area average."""
PITCH = (1.1, 2.6)
"""Sensor pixels per screen pixel: from a monitor that fills the frame to a phone from near."""
TURN_DEG, TILT_DEG = 4.0, 8.0
"""Standard deviations of a hand's pose."""
LENS_PX = (0.45, 0.8)
"""Standard deviation of the lens' blur, in sensor pixels."""
EXPOSURE = (0.6, 1.1)
"""What the brightest white of the screen comes to on the sensor, which is full at 1."""
GAMMA = 2.2


def photograph_screen(
    shown: Pixels,
    generator: np.random.Generator,
    *,
    height: int,
    width: int,
    pitch: float | None = None,
    panel: Panel = Panel.STRIPES,
) -> Pixels:
    """Photograph a screen that fills the frame.

    Parameters
    ----------
    shown : (M, N, 3) uint8, sRGB
        What the screen shows; scaled to fill it.
    generator : numpy.random.Generator
        Pose, lens, exposure and noise.
    height, width : int
        Size of the photograph.
    pitch : float, optional
        Sensor pixels per screen pixel; by default drawn from ``PITCH``.
    panel : Panel
        How the cells lie.

    Returns
    -------
    (height, width, 3) uint8
        The photo as the camera develops it, before any compression.
    """
    pitch = pitch or float(generator.uniform(*PITCH))
    rows, cols = (2 * round(side / pitch * 0.625) for side in (height, width))
    cells = _DRAWN[panel](cv2.resize(shown, (cols, rows), interpolation=cv2.INTER_AREA))
    seen = _seen(cells, generator, height=height, width=width, pitch=pitch)
    return _developed(seen * _WHITE[panel], generator)


def _stripes(screen: MatLike) -> npt.NDArray[np.uint8]:
    """Draw every screen pixel as three coloured stripes in a dark frame."""
    rows, cols = screen.shape[:2]
    cells = np.zeros((rows, CELL, cols, CELL, 3), np.uint8)
    for colour in range(3):
        cells[:, :3, :, colour, colour] = screen[:, None, :, colour]
    return cells.reshape(rows * CELL, cols * CELL, 3)


def _diamonds(screen: MatLike) -> npt.NDArray[np.uint8]:
    """Draw a small green cell for every screen pixel, and a larger red or blue one between the green ones."""
    rows, cols = screen.shape[:2]
    cells = np.zeros((rows, CELL, cols, CELL, 3), np.uint8)
    cells[:, :2, :, :2, 1] = screen[:, None, :, None, 1]
    for row, col in np.ndindex(2, 2):
        colour = 0 if row == col else 2
        cells[row::2, 1:, col::2, 1:, colour] = screen[row::2, None, col::2, None, colour]
    return cells.reshape(rows * CELL, cols * CELL, 3)


_DRAWN = {Panel.STRIPES: _stripes, Panel.DIAMONDS: _diamonds}
_WHITE = {
    Panel.STRIPES: np.full(3, CELL * CELL / 3, np.float32),
    Panel.DIAMONDS: np.array([CELL * CELL / 4.5, CELL * CELL / 4, CELL * CELL / 4.5], np.float32),
}
"""One over the share of the screen that each colour lights: white stays white."""


def _seen(
    cells: npt.NDArray[np.uint8], generator: np.random.Generator, *, height: int, width: int, pitch: float
) -> npt.NDArray[np.float32]:
    """Project the screen onto the sensor; linear light, shape (height, width, 3), 0 to the share that is lit."""
    size = (width * FINE, height * FINE)
    scale = pitch * FINE / CELL
    turn, tilt_row, tilt_col = np.radians(generator.normal(0.0, (TURN_DEG, TILT_DEG, TILT_DEG)))
    rotation = cv2.Rodrigues(np.array([tilt_row, tilt_col, turn]))[0]
    focal = 1.3 * max(size)
    centre = np.array([[1, 0, -cells.shape[1] / 2], [0, 1, -cells.shape[0] / 2], [0, 0, 1.0]])
    plane = np.column_stack([rotation[:, 0] * scale, rotation[:, 1] * scale, [0, 0, focal]])
    camera = np.array([[focal, 0, size[0] / 2], [0, focal, size[1] / 2], [0, 0, 1.0]])
    light = np.power(np.arange(256, dtype=np.float32) / 255, GAMMA)
    linear = cv2.LUT(cells, np.rint(light * 255).astype(np.uint8))
    # what is finer than the fine grid must be averaged away, or the drawing itself would alias
    calm = cv2.GaussianBlur(linear, (0, 0), max(0.5 / scale, 0.3))
    fine = cv2.warpPerspective(calm, camera @ plane @ centre, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
    blurred = cv2.GaussianBlur(fine, (0, 0), float(generator.uniform(*LENS_PX)) * FINE)
    small = cv2.resize(blurred, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32) / np.float32(255)


def _developed(seen: npt.NDArray[np.float32], generator: np.random.Generator) -> Pixels:
    """Sample through a Bayer mosaic with shot and read noise, and develop."""
    exposure = float(generator.uniform(*EXPOSURE))
    mosaic = np.empty(seen.shape[:2], np.float32)
    for row, col, colour in ((0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 2)):
        mosaic[row::2, col::2] = seen[row::2, col::2, colour]
    noisy = mosaic + generator.normal(0, 1, mosaic.shape) * np.sqrt(2e-5 + 4e-4 * np.maximum(mosaic, 0))
    raw = np.clip(noisy * exposure * 65535, 0, 65535).astype(np.uint16)
    # OpenCV names a mosaic by its second row and column: this one begins with red
    developed = cv2.cvtColor(raw, cv2.COLOR_BayerBG2RGB).astype(np.float32) / 65535
    return np.asarray(np.clip(np.rint(255 * np.power(developed, 1 / GAMMA)), 0, 255), np.uint8)
