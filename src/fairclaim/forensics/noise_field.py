"""How noisy each place of a photo is, given how bright and how busy it is, and where a compact place stands out.

Sensor noise grows with the light, and structure hides in any estimate of it. So the photo itself teaches what noise belongs
to a brightness and a business; a block is judged by how far it lies from that. The idea of a noise curve learned from the
photo follows Colom & Buades (Image Processing On Line 3, 2013), the residual Immerkaer (1996, doi:10.1006/cviu.1996.0060), the
search for compact groups of deviating blocks Gardella, Musé, Morel & Colom (2021, *Noisesniffer*; the idea only,
no code taken).
"""

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
import numpy.typing as npt

from fairclaim.domain.box import Box

Plane = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

SUB_PX = 4
"""Side of the smallest places whose residual is averaged."""
FINE_BLOCK, COARSE_BLOCK = 2, 4
"""Side of a block, in places; the finer one for photos whose long side is below ``LARGE_PX``."""
LARGE_PX = 640
MIN_SIDE_PX = 128
MIN_BLOCKS = 150
"""Usable blocks that teach a curve."""
DARK, BRIGHT = 5, 250
CLIPPED = 0.05
"""Share of a block's pixels that may be clipped."""
KNOTS = 14
"""Of each curve: more follow an edited place itself, fewer take unusual materials for edits (measured: 4 to 20)."""
MOST = 2.5
"""Spreads up to which one block counts: one strange block makes no place."""
FLAT = 0.02
"""Residual, in grey levels, below which nothing but a flat colour is left."""
MOST_FLAT = 0.4
"""Share of unclipped blocks that may be flat: above, compression has taken the noise."""
WINDOWS = (4, 6, 9, 13)
"""Sides of the compact places that are tried, in blocks."""
KNOWN = 0.6
"""Share of a window, and of its surroundings, that must be usable."""
_LAPLACIAN = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32) / 6


class NoNoise(StrEnum):
    """Why a photo's noise cannot be judged."""

    SMALL = "small"
    COMPRESSED = "compressed"
    CLIPPED = "clipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoiseField:
    """Where noise stands out.

    Parameters
    ----------
    deviation : (B, C) float32
        By how many of the photo's own spreads a block's noise, on a logarithmic scale, lies above (positive) or below what
        belongs to its brightness and texture; 0 where it is unusable.
    score : float, >= 0
        How far the strangest compact place differs from its surroundings, in robust spreads of that difference over the photo.
    box : Box
        That place, in pixels.
    ratio : float
        Its noise relative to what is expected there.
    block_px : int
        Side of a block.
    """

    deviation: Plane
    score: float
    box: Box
    ratio: float
    block_px: int


@dataclass(frozen=True, slots=True)
class _Blocks:
    noise: Plane
    brightness: Plane
    texture: Plane
    usable: Mask


def noise_field(pixels: npt.NDArray[np.uint8]) -> NoiseField | NoNoise:
    """Judge the noise of every block.

    Parameters
    ----------
    pixels : (M, N, 3) uint8, sRGB

    Returns
    -------
    NoiseField or NoNoise
        The second where there are too few pixels, too much clipping, or no noise left.
    """
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    if min(grey.shape) < MIN_SIDE_PX:
        return NoNoise.SMALL
    block = COARSE_BLOCK if max(grey.shape) >= LARGE_PX else FINE_BLOCK
    blocks = _measure(grey, block)
    flat = blocks.noise < FLAT
    if blocks.usable.sum() < MIN_BLOCKS:
        return NoNoise.CLIPPED
    if flat[blocks.usable].mean() > MOST_FLAT:
        return NoNoise.COMPRESSED
    usable = blocks.usable & ~flat
    if usable.sum() < MIN_BLOCKS:
        return NoNoise.COMPRESSED
    excess, deviation = _deviation(blocks, usable)
    return _strangest(excess, deviation, usable, block * SUB_PX)


def _measure(grey: npt.NDArray[np.uint8], block: int) -> _Blocks:
    rows, cols = (side // (SUB_PX * block) for side in grey.shape)
    cut = grey[: rows * block * SUB_PX, : cols * block * SUB_PX]
    luma = cut.astype(np.float32)
    residual = np.abs(cv2.filter2D(luma, cv2.CV_32F, _LAPLACIAN, borderType=cv2.BORDER_REFLECT))
    halved = cv2.resize(luma, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    coarser = np.abs(cv2.filter2D(halved, cv2.CV_32F, _LAPLACIAN, borderType=cv2.BORDER_REFLECT))
    clipped = ((cut <= DARK) | (cut >= BRIGHT)).astype(np.float32)
    noise, texture = (_quiet(plane, rows, cols, block) for plane in (residual, coarser))
    size = (cols, rows)
    brightness = np.asarray(cv2.resize(luma, size, interpolation=cv2.INTER_AREA), np.float32)
    usable = np.asarray(cv2.resize(clipped, size, interpolation=cv2.INTER_AREA)) <= CLIPPED
    return _Blocks(noise, brightness, texture, np.asarray(usable))


def _quiet(plane: cv2.typing.MatLike, rows: int, cols: int, block: int) -> Plane:
    """Return each block's median over its places, so that one edge through it counts little."""
    places = cv2.resize(plane, (cols * block, rows * block), interpolation=cv2.INTER_AREA)
    apart = places.reshape(rows, block, cols, block).swapaxes(1, 2).reshape(rows, cols, -1)
    return np.asarray(np.median(apart, axis=2), np.float32)


def _deviation(blocks: _Blocks, usable: Mask) -> tuple[Plane, Plane]:
    """Return log noise above its curve, and the same in units of its spread among equally busy blocks."""
    values = np.log(blocks.noise + FLAT)
    busy = np.log(blocks.texture + 0.1)
    excess = values.copy()
    for _ in range(2):  # texture and brightness in turn: their effects on the logarithm add
        excess -= _curve(busy, excess, usable, knots=KNOTS)
        excess -= _curve(blocks.brightness, excess, usable, knots=KNOTS)
    spread = np.maximum(1.4826 * _curve(busy, np.abs(excess), usable, knots=KNOTS), 0.05)
    excess[~usable] = 0
    return np.asarray(excess, np.float32), np.asarray(excess / spread, np.float32)


def _curve(along: Plane, values: Plane, usable: Mask, *, knots: int) -> Plane:
    """Return the median of values among blocks alike in ``along``, interpolated."""
    known, wanted = along[usable], values[usable]
    parts = np.array_split(np.argsort(known, kind="stable"), knots)
    centres = np.array([np.median(known[part]) for part in parts])
    medians = np.array([np.median(wanted[part]) for part in parts])
    return np.asarray(np.interp(along, centres, medians), np.float32)


def _strangest(excess: Plane, deviation: Plane, usable: Mask, block_px: int) -> NoiseField:
    weight = usable.astype(np.float32)
    clipped = np.clip(deviation, -MOST, MOST) * weight
    best, box, ratio = 0.0, Box(0, 0, 0, 0), 1.0
    for side in WINDOWS:
        if 3 * side > min(excess.shape):
            break
        inner_n, inner = _sums(weight, side), _sums(clipped, side)
        known = inner_n >= KNOWN * side**2
        if known.sum() < 4 * side:
            continue
        apart = inner / np.maximum(inner_n, 1)
        spread = 1.4826 * float(np.median(np.abs(apart[known] - np.median(apart[known]))))
        strength = np.where(known, np.abs(apart - np.median(apart[known])), 0) / max(spread, 0.05)
        row, col = np.unravel_index(int(np.argmax(strength)), strength.shape)
        if strength[row, col] > best:
            best = float(strength[row, col])
            row0, col0 = max(int(row) - side // 2, 0), max(int(col) - side // 2, 0)
            row1, col1 = min(row0 + side, excess.shape[0]), min(col0 + side, excess.shape[1])
            box = Box(row0 * block_px, col0 * block_px, row1 * block_px, col1 * block_px)
            part = excess[row0:row1, col0:col1][usable[row0:row1, col0:col1]]
            ratio = float(np.exp(part.mean())) if part.size else 1.0
    return NoiseField(deviation=np.asarray(clipped, np.float32), score=best, box=box, ratio=ratio, block_px=block_px)


def _sums(plane: Plane, side: int) -> Plane:
    return np.asarray(
        cv2.boxFilter(plane, cv2.CV_32F, (side, side), normalize=False, borderType=cv2.BORDER_CONSTANT), np.float32
    )
