"""Pictures with a patch copied inside them, and where to."""

from typing import NamedTuple

import cv2
import numpy as np

from unit.forensics.material import Mask, Pixels, sealed


class Copied(NamedTuple):
    """A picture with a copied patch; ``source`` and ``target`` are upper left corners."""

    pixels: Pixels
    mask: Mask
    source: tuple[int, int]
    target: tuple[int, int]


def copied(
    pixels: Pixels,
    *,
    source: tuple[int, int],
    target: tuple[int, int],
    side: int = 72,
    angle_deg: float = 0.0,
    scale: float = 1.0,
) -> Copied:
    """Copy an oval patch with a soft rim, turned and scaled about its middle."""
    oval = np.zeros((side, side), np.float32)
    middle = side // 2
    cv2.ellipse(oval, (middle, middle), (middle - 4, middle - 4), 0, 0, 360, 1, -1)
    opacity = np.asarray(cv2.GaussianBlur(oval, (0, 0), 1.5))[..., None]
    turn = cv2.getRotationMatrix2D((source[1] + side / 2, source[0] + side / 2), angle_deg, scale)
    turn[:, 2] -= source[::-1]
    patch = cv2.warpAffine(pixels, turn, (side, side), flags=cv2.INTER_CUBIC)
    out = pixels.astype(np.float32)
    place = out[target[0] : target[0] + side, target[1] : target[1] + side]
    place[:] = patch * opacity + place * (1 - opacity)
    mask = np.zeros(pixels.shape[:2], bool)
    mask[target[0] : target[0] + side, target[1] : target[1] + side] = opacity[..., 0] > 0.5
    return Copied(sealed(np.rint(out)), mask, source, target)


def grained(height: int = 400, width: int = 500, *, seed: int = 5) -> Pixels:
    """Return a rough surface, like stone, that never repeats."""
    generator = np.random.default_rng(seed)
    coarse, fine = (
        cv2.GaussianBlur(generator.normal(0, 1, (height, width)).astype(np.float32), (0, 0), sigma)
        for sigma in (6.0, 0.8)
    )
    grey = 128 + 25 * coarse / coarse.std() + 14 * fine / fine.std() + generator.normal(0, 2, coarse.shape)
    return sealed(np.clip(np.repeat(grey[..., None], 3, axis=2), 0, 255))


def tiled(height: int = 400, width: int = 500, *, side: int = 50) -> Pixels:
    """Return a photo of equal tiles: the same motif again and again, each with its own grain."""
    motif = grained(side, side, seed=8).astype(np.float32)
    wall = np.tile(motif, (height // side + 1, width // side + 1, 1))[:height, :width]
    return sealed(np.clip(wall + np.random.default_rng(9).normal(0, 3, (height, width, 1)), 0, 255))
