"""Blend real damage into a good photo: a crack from a photographed road, rot from a photographed fruit.

Unlike paint, this damage has a photo's own texture, light and grain. As in :mod:`fairclaim.benchmark.forge`, pixels outside
the returned mask stay as they were.
"""

import cv2
import numpy as np
from cv2.typing import MatLike

from fairclaim.benchmark.channels import Mask, Pixels
from fairclaim.benchmark.forge import Forgery
from fairclaim.domain.box import Box

CRACK_DARKER = 0.86
"""A pixel belongs to a crack where it has at most this share of the light around it."""
LEAST_CRACK_PX = 60
FEATHER_PX = 2.5


def blend_crack(pixels: Pixels, donor: Pixels, generator: np.random.Generator, *, within: Box) -> Forgery:
    """Darken a photo as a photographed crack darkens the ground it runs through.

    Parameters
    ----------
    pixels : (M, N, 3) uint8
        A good photo; not changed.
    donor : (P, Q, 3) uint8
        A photo of a crack in something even.
    generator : numpy.random.Generator
        Which way round the donor is laid.
    within : Box
        Where the crack runs.
    """
    patch = _fitted(donor, within, generator).astype(np.float32)
    luma = cv2.GaussianBlur(patch @ np.array([0.299, 0.587, 0.114], np.float32), (0, 0), 0.8)
    light = luma / np.maximum(cv2.GaussianBlur(luma, (0, 0), max(min(luma.shape) / 10, 3.0)), 1.0)
    dark = _without_specks(light < CRACK_DARKER)
    opacity = cv2.GaussianBlur(dark.astype(np.float32), (0, 0), 0.7)[..., None]
    ground = pixels[_rows_cols(within)].astype(np.float32)
    cracked = ground * (1 - opacity + opacity * np.clip(0.85 * light, 0.1, 1.0)[..., None])
    return _pasted(pixels, cracked, opacity[..., 0] > 0.05, within)


def blend_rot(pixels: Pixels, donor: Pixels, rotten: Mask, generator: np.random.Generator, *, within: Box) -> Forgery:
    """Lay the rotten part of a photographed fruit on a photo, its rim softened.

    Parameters
    ----------
    rotten : (P, Q) bool
        Where the donor is rotten.
    """
    rows, cols = np.flatnonzero(rotten.any(axis=1)), np.flatnonzero(rotten.any(axis=0))
    cut = (slice(rows[0], rows[-1] + 1), slice(cols[0], cols[-1] + 1))
    seed = int(generator.integers(2**31))
    patch = _fitted(donor[cut], within, np.random.default_rng(seed)).astype(np.float32)
    shape = _fitted(rotten[cut].astype(np.uint8) * 255, within, np.random.default_rng(seed))
    core = cv2.erode(shape, np.ones((3, 3), np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=0)
    opacity = cv2.GaussianBlur(core.astype(np.float32) / 255, (0, 0), FEATHER_PX)[..., None]
    ground = pixels[_rows_cols(within)].astype(np.float32)
    return _pasted(pixels, ground + opacity * (patch - ground), opacity[..., 0] > 0.05, within)


def _fitted(donor: Pixels, within: Box, generator: np.random.Generator) -> Pixels:
    """Turn the donor at random and fit it into the box; the longer side along the box's longer side."""
    height, width = within.row1 - within.row0, within.col1 - within.col0
    turned = np.rot90(donor, 2 * int(generator.integers(2)))
    if (donor.shape[0] > donor.shape[1]) != (height > width):
        turned = np.rot90(turned)
    turned = np.ascontiguousarray(turned[:, ::-1] if generator.random() < 0.5 else turned)
    return np.asarray(cv2.resize(turned, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _without_specks(dark: Mask) -> Mask:
    """Keep what hangs together: the grain of asphalt is no crack."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark.astype(np.uint8), connectivity=8)
    large = [i for i in range(1, count) if stats[i, cv2.CC_STAT_AREA] >= LEAST_CRACK_PX]
    longest = max(range(1, count), key=lambda i: stats[i, cv2.CC_STAT_AREA], default=0)
    return np.asarray(np.isin(labels, large or [longest]) & dark)


def _rows_cols(box: Box) -> tuple[slice, slice]:
    return slice(box.row0, box.row1), slice(box.col0, box.col1)


def _pasted(pixels: Pixels, patch: MatLike, shown: Mask, within: Box) -> Forgery:
    forged, mask = pixels.copy(), np.zeros(pixels.shape[:2], np.bool_)
    whole = np.clip(np.rint(patch), 0, 255).astype(np.uint8)
    forged[_rows_cols(within)][shown] = whole[shown]
    mask[_rows_cols(within)][shown] = True
    return Forgery(forged, mask)
