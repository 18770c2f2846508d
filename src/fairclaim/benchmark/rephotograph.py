"""An honest photograph of a flat print, rendered: what a hand, a lens and a sensor add that an edit never does.

A simulation, and named so wherever its numbers stand. The pose is drawn so that nearly frontal shots, the hardest
look-alikes, are common.
"""

import cv2
import numpy as np

from fairclaim.benchmark.channels import Pixels

ROTATION_DEG = 3.0
TILT_DEG = 7.0
"""Standard deviations of a hand's pose."""
DISTORTION = (-0.05, 0.02)
"""Range of the first radial coefficient of phone lenses after their own correction, at the picture's half diagonal."""


def rephotograph(print_pixels: Pixels, background: Pixels, generator: np.random.Generator) -> Pixels:
    """Photograph a flat print that lies on a background.

    Parameters
    ----------
    print_pixels : (M, N, 3) uint8
        The clean artwork.
    background : (P, Q, 3) uint8
        What the print lies on; gives the photo its size.
    generator : numpy.random.Generator
        Pose, lens, light and noise.

    Returns
    -------
    (P, Q, 3) uint8
        The photo, before any compression.
    """
    height, width = background.shape[:2]
    matrix = _pose(print_pixels.shape[:2], (height, width), generator)
    size = (width, height)
    laid = cv2.warpPerspective(print_pixels, matrix, size, flags=cv2.INTER_AREA)
    cover = cv2.warpPerspective(np.full(print_pixels.shape[:2], 255, np.uint8), matrix, size, flags=cv2.INTER_AREA)
    opacity = (cover.astype(np.float32) / 255.0)[..., None]
    scene = laid * opacity + background * (1 - opacity)
    scene = _through_lens(scene.astype(np.float32), generator) * _light(height, width, generator)[..., None]
    scene = cv2.GaussianBlur(scene, (0, 0), generator.uniform(0.5, 1.3))
    gains = generator.normal(1.0, 0.04, 3)
    noise = generator.normal(0.0, 1.0, scene.shape) * np.sqrt(1.5 + 0.02 * np.maximum(scene, 0))
    photo: Pixels = np.clip(scene * gains + noise, 0, 255).astype(np.uint8)
    return photo


def _pose(print_size: tuple[int, int], photo_size: tuple[int, int], generator: np.random.Generator) -> Pixels:
    """Map the print's pixels into the photo: a plane turned about three axes before a pinhole camera."""
    turn, tilt_row, tilt_col = np.radians(generator.normal(0.0, (ROTATION_DEG, TILT_DEG, TILT_DEG)))
    rotation = cv2.Rodrigues(np.array([tilt_row, tilt_col, turn]))[0]
    rows, cols = print_size
    focal_px = 1.2 * max(photo_size)
    fill = generator.uniform(0.6, 0.98)
    scale = fill * min(photo_size[0] / rows, photo_size[1] / cols)
    centre = np.array([[1, 0, -cols / 2], [0, 1, -rows / 2], [0, 0, 1.0]])
    plane = np.column_stack([rotation[:, 0] * scale, rotation[:, 1] * scale, [0, 0, focal_px]])
    shift = generator.normal(0.0, 0.02, 2) * max(photo_size)
    camera = np.array(
        [[focal_px, 0, photo_size[1] / 2 + shift[0]], [0, focal_px, photo_size[0] / 2 + shift[1]], [0, 0, 1.0]]
    )
    return np.asarray(camera @ plane @ centre)


def _through_lens(scene: Pixels, generator: np.random.Generator) -> Pixels:
    height, width = scene.shape[:2]
    focal = float(np.hypot(height, width)) / 2
    camera = np.array([[focal, 0, width / 2], [0, focal, height / 2], [0, 0, 1.0]])
    coefficients = np.array([generator.uniform(*DISTORTION), 0, 0, 0])
    cols, rows = cv2.initUndistortRectifyMap(camera, coefficients, np.eye(3), camera, (width, height), cv2.CV_32FC1)
    return np.asarray(cv2.remap(scene, cols, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT))


def _light(height: int, width: int, generator: np.random.Generator) -> Pixels:
    """Uneven room light: a slope and a soft spot."""
    rows, cols = np.mgrid[0:height, 0:width].astype(np.float32)
    slope = generator.normal(0.0, 0.12, 2)
    spot_row, spot_col = generator.uniform(0, height), generator.uniform(0, width)
    spread = 0.6 * float(np.hypot(height, width))
    spot = generator.uniform(0.0, 0.25) * np.exp(-((rows - spot_row) ** 2 + (cols - spot_col) ** 2) / (2 * spread**2))
    light = 0.9 + slope[0] * (rows / height - 0.5) + slope[1] * (cols / width - 0.5) + spot
    return np.asarray(light, dtype=np.float32)
