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

DONOR_SIDE_PX = 512
CRACK_SCALE_PX = 21
"""Width up to which something dark on the ground is a crack."""
CRACK_SPREADS = 2.5
"""Standard deviations by which a crack is darker than the ground's own grain."""
CRACK_DEPTH = 0.75
"""Share of the light that a crack swallows."""
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
    shape = _fitted(np.repeat(_crack_of(donor)[..., None], 3, axis=2), within, generator)
    opacity = (shape[..., :1].astype(np.float32) / max(float(shape.max()), 1.0)) ** 0.7
    ground = pixels[_rows_cols(within)].astype(np.float32)
    return _pasted(pixels, ground * (1 - CRACK_DEPTH * opacity), opacity[..., 0] > 0.08, within)


def _crack_of(donor: Pixels) -> Pixels:
    """Return the longest dark line of a photo, cut out, shape (P, Q), 0 to 255."""
    scale = DONOR_SIDE_PX / max(donor.shape[:2])
    grey = cv2.resize(cv2.cvtColor(donor, cv2.COLOR_RGB2GRAY), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    dark = cv2.morphologyEx(
        cv2.GaussianBlur(grey, (0, 0), 1.2), cv2.MORPH_BLACKHAT, np.ones((CRACK_SCALE_PX, CRACK_SCALE_PX), np.uint8)
    )
    line = (dark > dark.mean() + CRACK_SPREADS * dark.std()).astype(np.uint8)
    labels, stats = cv2.connectedComponentsWithStats(cv2.dilate(line, np.ones((5, 5), np.uint8)), connectivity=8)[1:3]
    extent = stats[1:, cv2.CC_STAT_WIDTH] + stats[1:, cv2.CC_STAT_HEIGHT]
    longest = 1 + int(extent.argmax()) if len(extent) else 0
    col, row, width, height = (int(value) for value in stats[longest, :4])
    cut = np.s_[row : row + height, col : col + width]
    return np.asarray(dark[cut] * ((labels[cut] == longest) & (line[cut] > 0)), np.uint8)


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
    grows = height * width > turned.shape[0] * turned.shape[1]
    kernel = cv2.INTER_LINEAR if grows else cv2.INTER_AREA
    return np.asarray(cv2.resize(turned, (width, height), interpolation=kernel), np.uint8)


def _rows_cols(box: Box) -> tuple[slice, slice]:
    return slice(box.row0, box.row1), slice(box.col0, box.col1)


def _pasted(pixels: Pixels, patch: MatLike, shown: Mask, within: Box) -> Forgery:
    forged, mask = pixels.copy(), np.zeros(pixels.shape[:2], np.bool_)
    whole = np.clip(np.rint(patch), 0, 255).astype(np.uint8)
    forged[_rows_cols(within)][shown] = whole[shown]
    mask[_rows_cols(within)][shown] = True
    return Forgery(forged, mask)
