"""Rows of printed-looking signs in a picture: where a visible mark or a caption may stand. Reads no text.

A sign is a small figure of even thickness and even tone that stands out from what is around it; a row is several of about
one height on one line. Precision comes first: a mark that is missed costs nothing here, a texture taken for a mark does.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from cv2.typing import MatLike

from fairclaim.domain.box import Box

Pixels = MatLike
Mask = npt.NDArray[np.bool_]
Grey = MatLike

SIZES_PX = (13, 29)
"""Sides of the squares that a sign's stroke must not fill; signs of 7 to about 60 px height are found between them."""
MIN_CONTRAST = 14
"""Grey levels by which a sign stands out at least; faint semi-transparent marks reach 20."""
MIN_HEIGHT_PX, MAX_HEIGHT_PX = 7, 70
MAX_STROKE_SHARE = 0.34
"""Thickness of a stroke relative to the height of its sign."""
MAX_UNEVEN = 0.30
"""Spread of a sign's contrast relative to the contrast."""
MIN_SIGNS = 4
HEIGHT_RATIO = 1.7
MAX_GAP_HEIGHTS = 1.1
MAX_TONE_SPREAD = 12.0
"""Grey levels between the signs of one row: one ink, or one faint veil."""
MAX_CLUTTER = 0.05
"""Ink of other figures around a row, relative to the area: a texture has as much around as within."""


@dataclass(frozen=True, slots=True)
class _Sign:
    box: Box
    tone: float
    contrast: float


@dataclass(frozen=True, slots=True)
class Row:
    """Signs on one line.

    Parameters
    ----------
    box : Box
        Around all of them.
    signs : int
        How many.
    is_bright : bool
        True where they are brighter than what is around.
    """

    box: Box
    signs: int
    is_bright: bool


def find_rows(pixels: Pixels) -> tuple[Row, ...]:
    """Find rows of signs, the one with most signs first.

    Parameters
    ----------
    pixels : (M, N, 3) uint8
        Red, green, blue. Best at a long side of about 1024 px.
    """
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    found: list[Row] = []
    for is_bright in (True, False):
        for size_px in SIZES_PX:
            ink, standing_out = _ink(grey, size_px, is_bright=is_bright)
            chains = _chains(_signs(ink, standing_out, grey))
            rows = (Row(_around(chain), len(chain), is_bright) for chain in chains)
            found += [row for row in rows if _stands_alone(row.box, ink)]
    return _each_once(sorted(found, key=lambda row: -row.signs))


def _each_once(rows: list[Row]) -> tuple[Row, ...]:
    """Keep one of rows at one place: a line is found at both sizes, and its gaps in the other tone."""
    kept: list[Row] = []
    for row in rows:
        if not any(row.box.iou(known.box) > 0.3 for known in kept):
            kept.append(row)
    return tuple(kept)


def _ink(grey: Grey, size_px: int, *, is_bright: bool) -> tuple[Grey, Grey]:
    """Return where thin figures stand out (0 or 1), and by how many grey levels."""
    square = np.ones((size_px, size_px), np.uint8)
    standing_out = cv2.morphologyEx(grey, cv2.MORPH_TOPHAT if is_bright else cv2.MORPH_BLACKHAT, square)
    # half of the local height of the contrast follows both strong captions and faint marks
    local = cv2.blur(cv2.dilate(standing_out, square), (size_px, size_px))
    return ((standing_out > MIN_CONTRAST) & (standing_out > 0.5 * local)).astype(np.uint8), standing_out


def _signs(ink: Grey, standing_out: Grey, grey: Grey) -> list[_Sign]:
    """Return the figures that look like signs."""
    height_px, width_px = ink.shape
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    fits = (stats[:, 3] >= MIN_HEIGHT_PX) & (stats[:, 3] <= MAX_HEIGHT_PX) & (stats[:, 2] <= 1.6 * MAX_HEIGHT_PX)
    fits &= stats[:, 4] >= 10  # pixels of ink
    kept = []
    for number in np.flatnonzero(fits[1:count]) + 1:
        col, row, width, height, _ = (int(value) for value in stats[number])
        box = Box(row, col, row + height, col + width)
        if row == 0 or col == 0 or box.row1 == height_px or box.col1 == width_px:
            continue  # cut off by the frame: nobody sets a mark there
        place = np.s_[row : box.row1, col : box.col1]
        sign = _to_sign(box, labels[place] == number, standing_out[place], grey[place])
        if sign is not None:
            kept.append(sign)
    return kept


def _to_sign(box: Box, own: Mask, contrast: Grey, grey: Grey) -> _Sign | None:
    """Return a figure of thin strokes with even thickness and tone; None where it is something else."""
    depth = cv2.distanceTransform(np.pad(own.astype(np.uint8), 1), cv2.DIST_L2, 3)[1:-1, 1:-1]
    stroke_px = 2 * float(np.percentile(depth[own], 95))
    if stroke_px > MAX_STROKE_SHARE * max(own.shape) + 1 or own.mean() < 0.12:  # a hair fills less
        return None
    core = own & (depth >= 0.6 * depth.max())
    strength = contrast[core].astype(np.float32)
    if float(strength.std()) > MAX_UNEVEN * float(strength.mean()):
        return None
    return _Sign(box, float(np.median(grey[core])), float(np.median(strength)))


def _chains(signs: list[_Sign]) -> list[list[_Sign]]:
    """Chain signs of like height and tone whose feet lie on one level line."""
    waiting = sorted(signs, key=lambda sign: sign.box.col0)
    chains = []
    while waiting:
        chain = [waiting.pop(0)]
        for sign in list(waiting):
            if _continues(chain[-1].box, sign.box) and _is_alike(chain[0], sign):
                chain.append(sign)
                waiting.remove(sign)
        if len(chain) >= MIN_SIGNS and _is_straight([sign.box for sign in chain]):
            chains.append(chain)
    return chains


def _is_alike(first: _Sign, other: _Sign) -> bool:
    return min(abs(first.tone - other.tone), abs(first.contrast - other.contrast)) <= MAX_TONE_SPREAD


def _continues(last: Box, box: Box) -> bool:
    heights = (last.row1 - last.row0, box.row1 - box.row0)
    gap = box.col0 - last.col1
    shared = min(last.row1, box.row1) - max(last.row0, box.row0)
    return (
        max(heights) <= HEIGHT_RATIO * min(heights)
        and -0.3 * max(heights) <= gap <= MAX_GAP_HEIGHTS * max(heights)
        and shared >= 0.6 * min(heights)
    )


def _is_straight(chain: list[Box]) -> bool:
    """Tell whether the signs stand on one level line, up to an eighth of their height."""
    height = float(np.median([box.row1 - box.row0 for box in chain]))
    feet = np.array([box.row1 for box in chain], dtype=np.float64)
    middles = np.array([(box.col0 + box.col1) / 2 for box in chain])
    slope, foot = np.polyfit(middles, feet, 1)
    off = np.abs(feet - (slope * middles + foot))
    return bool(np.median(off) <= 0.12 * height and abs(slope) < 0.05)


def _stands_alone(box: Box, ink: Grey) -> bool:
    """Tell whether hardly any other ink surrounds a row."""
    margin = box.row1 - box.row0
    row0, col0 = max(box.row0 - margin, 0), max(box.col0 - margin, 0)
    around = ink[row0 : box.row1 + margin, col0 : box.col1 + margin]
    close = ink[max(box.row0 - 2, 0) : box.row1 + 2, max(box.col0 - margin // 2, 0) : box.col1 + margin // 2]
    rest = int(around.sum()) - int(close.sum())
    return rest <= MAX_CLUTTER * max(around.size - close.size, 1)


def _around(chain: list[_Sign]) -> Box:
    return Box(
        min(sign.box.row0 for sign in chain),
        min(sign.box.col0 for sign in chain),
        max(sign.box.row1 for sign in chain),
        max(sign.box.col1 for sign in chain),
    )
