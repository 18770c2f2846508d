"""A photograph of a screen that shows a photo, rendered: coloured cells, a hand, a lens, a Bayer sensor.

A simulation, and named so wherever its numbers stand. Only LCD stripes are drawn, neither OLED diamonds nor the flicker of the
backlight, neither glare nor a bezel.
"""

import cv2
import numpy as np
import numpy.typing as npt
from cv2.typing import MatLike

from fairclaim.benchmark.channels import Pixels

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
GAMMA = 2.2


def photograph_screen(
    shown: Pixels, generator: np.random.Generator, *, height: int, width: int, pitch: float | None = None
) -> Pixels:
    """Photograph a screen that fills the frame.

    Parameters
    ----------
    shown : (M, N, 3) uint8, sRGB
        What the screen shows; scaled to fill it.
    generator : numpy.random.Generator
        Pose, lens and noise.
    height, width : int
        Size of the photograph.
    pitch : float, optional
        Sensor pixels per screen pixel; by default drawn from ``PITCH``.

    Returns
    -------
    (height, width, 3) uint8
        The photo as the camera develops it, before any compression.
    """
    pitch = pitch or float(generator.uniform(*PITCH))
    rows, cols = round(height / pitch * 1.25), round(width / pitch * 1.25)
    cells = _cells(cv2.resize(shown, (cols, rows), interpolation=cv2.INTER_AREA))
    seen = _seen(cells, generator, height=height, width=width, pitch=pitch)
    return _developed(seen, generator)


def _cells(screen: MatLike) -> npt.NDArray[np.uint8]:
    """Draw every screen pixel as three coloured stripes in a dark frame."""
    rows, cols = screen.shape[:2]
    cells = np.zeros((rows, CELL, cols, CELL, 3), np.uint8)
    for colour in range(3):
        cells[:, :3, :, colour, colour] = screen[:, None, :, colour]
    return cells.reshape(rows * CELL, cols * CELL, 3)


def _seen(
    cells: npt.NDArray[np.uint8], generator: np.random.Generator, *, height: int, width: int, pitch: float
) -> MatLike:
    """Project the screen onto the sensor; linear light, shape (height, width, 3), 0 to about 1."""
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
    small = cv2.resize(blurred, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    return np.asarray(small * (CELL * CELL / 3))


def _developed(seen: MatLike, generator: np.random.Generator) -> Pixels:
    """Sample through a Bayer mosaic with shot and read noise, and develop."""
    mosaic = np.empty(seen.shape[:2], np.float32)
    for row, col, colour in ((0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 2)):
        mosaic[row::2, col::2] = seen[row::2, col::2, colour]
    noisy = mosaic + generator.normal(0, 1, mosaic.shape) * np.sqrt(2e-5 + 4e-4 * np.maximum(mosaic, 0))
    raw = np.clip(noisy * 0.85 * 65535, 0, 65535).astype(np.uint16)
    # OpenCV names a mosaic by its second row and column: this one begins with red
    developed = cv2.cvtColor(raw, cv2.COLOR_BayerBG2RGB).astype(np.float32) / 65535
    return np.asarray(np.clip(np.rint(255 * np.power(developed, 1 / GAMMA)), 0, 255), np.uint8)
