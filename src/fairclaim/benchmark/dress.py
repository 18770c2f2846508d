"""Honest things that people do to a merchant's picture: caption it, circle a place, put it beside their own, filter it.

None of it adds damage; a change that is *called* damage in such a picture is a false accusation.
"""

import cv2
import numpy as np
from PIL import Image, ImageDraw

from fairclaim.benchmark.channels import Pixels

_WORDS = ("broken here", "not as described", "this corner", "see the scratch?", "arrived like this")
_INKS = ((230, 30, 30), (255, 210, 0), (30, 90, 230), (255, 255, 255))


def caption(pixels: Pixels, generator: np.random.Generator) -> Pixels:
    """Write a line or two of text over the picture."""
    image = Image.fromarray(pixels)
    draw = ImageDraw.Draw(image)
    height, width = pixels.shape[:2]
    for _ in range(int(generator.integers(1, 3))):
        text = _WORDS[int(generator.integers(len(_WORDS)))]
        size = max(round(min(height, width) * generator.uniform(0.05, 0.1)), 12)
        place = (generator.uniform(0.02, 0.4) * width, generator.uniform(0.05, 0.85) * height)
        ink = _INKS[int(generator.integers(len(_INKS)))]
        draw.text(place, text, fill=ink, font_size=size, stroke_width=max(size // 14, 0), stroke_fill=(20, 20, 20))
    return np.array(image)


def circle(pixels: Pixels, generator: np.random.Generator) -> Pixels:
    """Draw an oval around a place, and an arrow to it."""
    drawn = np.ascontiguousarray(pixels)
    drawn = drawn.copy()
    height, width = pixels.shape[:2]
    ink = _INKS[int(generator.integers(3))]
    thickness = max(min(height, width) // 120, 2)
    centre = (int(generator.uniform(0.3, 0.7) * width), int(generator.uniform(0.3, 0.7) * height))
    axes = (int(generator.uniform(0.06, 0.16) * width), int(generator.uniform(0.06, 0.16) * height))
    cv2.ellipse(drawn, centre, axes, float(generator.uniform(-20, 20)), 0, 360, ink, thickness, cv2.LINE_AA)
    tail = (int(generator.uniform(0.05, 0.2) * width), int(generator.uniform(0.05, 0.2) * height))
    cv2.arrowedLine(drawn, tail, (centre[0] - axes[0], centre[1] - axes[1]), ink, thickness, cv2.LINE_AA)
    return drawn


def collage(pixels: Pixels, other: Pixels, generator: np.random.Generator) -> Pixels:
    """Put the picture and another side by side, or one above the other, at one size."""
    along = int(generator.integers(2))
    length = min(pixels.shape[1 - along], 800)
    parts = [_scaled(part, length, 1 - along) for part in (pixels, other)]
    if generator.random() < 0.5:
        parts.reverse()
    return np.concatenate(parts, axis=along)


def strong_filter(pixels: Pixels, generator: np.random.Generator) -> Pixels:
    """Apply one of the filters that phone albums offer, at full strength."""
    photo = pixels.astype(np.float32) / 255
    grey = photo @ np.array([0.299, 0.587, 0.114], np.float32)
    match int(generator.integers(8)):
        case 0:
            made = photo**0.6
        case 1:
            made = photo**1.7
        case 2:
            made = grey[..., None] + 0.4 * (photo - grey[..., None])
        case 3:
            made = grey[..., None] + 1.7 * (photo - grey[..., None])
        case 4:
            made = photo * np.array([1.15, 1.0, 0.8], np.float32)
        case 5:
            made = 0.5 + 1.45 * (photo - 0.5)
        case 6:
            made = np.repeat(grey[..., None], 3, axis=2)
        case _:
            made = photo * _vignette(pixels)[..., None] + 0.03
    return np.clip(np.rint(made * 255), 0, 255).astype(np.uint8)


def _vignette(pixels: Pixels) -> Pixels:
    rows, cols = (np.linspace(-1, 1, side, dtype=np.float32) for side in pixels.shape[:2])
    return np.asarray(1.1 - 0.45 * (rows[:, None] ** 2 + cols[None] ** 2) / 2)


def _scaled(pixels: Pixels, length: int, axis: int) -> Pixels:
    """Resize to a length along an axis (0 rows, 1 columns), keeping the proportions."""
    scale = length / pixels.shape[axis]
    size = [max(round(side * scale), 1) for side in pixels.shape[:2]]
    size[axis] = length
    return np.asarray(cv2.resize(pixels, (size[1], size[0]), interpolation=cv2.INTER_AREA), np.uint8)
