"""A second shot of one scene a moment later, rendered: the honest pair that looks most like one exposure.

A simulation, and named so wherever its numbers stand. Both shots start from one photo, made smaller so that its own grain is
gone; each then gets a sensor's noise of its own.
"""

import cv2
import numpy as np
from cv2.typing import MatLike

from fairclaim.benchmark.channels import Pixels

SCALE = 0.6
TURN_DEG, SHIFT, TILT = 0.8, 0.012, 2e-5
"""Standard deviations of a hand between two shots of a burst: turn, shift in lengths of the frame, perspective."""
PARALLAX = 0.004
"""Greatest shift of near against far, in lengths of the frame."""


def shoot_twice(scene: Pixels, generator: np.random.Generator, *, from_stand: bool) -> tuple[Pixels, Pixels]:
    """Photograph a scene twice.

    Parameters
    ----------
    scene : (M, N, 3) uint8
        What is there.
    generator : numpy.random.Generator
        Hand, light and noise.
    from_stand : bool
        The camera does not move between the shots; else a hand holds it.

    Returns
    -------
    tuple of two (P, Q, 3) uint8
        ``SCALE`` times the size.
    """
    size = (max(round(scene.shape[1] * SCALE), 1), max(round(scene.shape[0] * SCALE), 1))
    calm = cv2.resize(scene, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    moved = calm if from_stand else _moved(calm, generator)
    return _exposed(calm, generator), _exposed(moved, generator)


def draw_page(generator: np.random.Generator) -> Pixels:
    """Draw a printed page: lines of words, a heading, sometimes a table or a stamp."""
    height, width = 1100, 800
    page = np.full((height, width, 3), 250, np.uint8)
    row = 90
    while row < height - 80:
        is_heading = generator.random() < 0.12
        scale, thick = (1.1, 2) if is_heading else (0.55, 1)
        words = " ".join(_word(generator) for _ in range(int(generator.integers(2, 4 if is_heading else 9))))
        cv2.putText(page, words, (60, row), cv2.FONT_HERSHEY_SIMPLEX, scale, (25, 25, 30), thick, cv2.LINE_AA)
        row += 46 if is_heading else 27
    if generator.random() < 0.5:
        centre = (int(generator.uniform(200, 600)), int(generator.uniform(300, 900)))
        cv2.circle(page, centre, 70, (200, 40, 40), 4, cv2.LINE_AA)
    return page


def _word(generator: np.random.Generator) -> str:
    return "".join(chr(97 + int(letter)) for letter in generator.integers(0, 26, int(generator.integers(2, 9))))


def _moved(scene: MatLike, generator: np.random.Generator) -> MatLike:
    """Move the camera a little: turn, shift, perspective, and near things against far ones."""
    height, width = scene.shape[:2]
    turn = np.radians(generator.normal(0, TURN_DEG))
    length = float(max(height, width))
    shift = generator.normal(0, SHIFT * length, 2)
    centre = np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1.0]])
    turned = np.array(
        [
            [np.cos(turn), -np.sin(turn), shift[0]],
            [np.sin(turn), np.cos(turn), shift[1]],
            [*generator.normal(0, TILT, 2), 1],
        ]
    )
    matrix = np.linalg.inv(centre) @ turned @ centre
    seen = cv2.warpPerspective(scene, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    depth = cv2.resize(
        generator.uniform(-1, 1, (4, 4)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC
    )
    rows, cols = np.mgrid[0:height, 0:width].astype(np.float32)
    way = generator.uniform(0, 2 * np.pi)
    reach = np.float32(PARALLAX * length) * depth
    return cv2.remap(
        seen, cols + reach * np.float32(np.cos(way)), rows + reach * np.float32(np.sin(way)), cv2.INTER_CUBIC
    )


def _exposed(scene: MatLike, generator: np.random.Generator) -> Pixels:
    """Add what every exposure has anew: a little more or less light, and noise."""
    lit = scene * np.float32(generator.normal(1.0, 0.015))
    noise = generator.normal(0.0, 1.0, scene.shape) * np.sqrt(1.0 + 0.015 * np.maximum(lit, 0))
    return np.asarray(np.clip(lit + noise, 0, 255), np.uint8)
