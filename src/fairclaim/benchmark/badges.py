"""Draw the visible labels that picture services set onto their pictures, as large, faint and far from the edge as wanted."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from fairclaim.domain.box import Box

Pixels = npt.NDArray[np.uint8]

FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
)
"""Where Debian's package fonts-noto-cjk puts its fonts."""

BRIGHT_FROM = 128.0
"""Mean of the place from which the ink is black: the standard asks for a legible mark, so the ink is the one that contrasts more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """One mark to draw.

    Parameters
    ----------
    text : str
        Its words; a line break stacks them.
    height_px : int
        Font size.
    opacity : float
        0 to 1.
    corner : str
        ``bottom-right``, ``bottom-left``, ``top-right``, ``top-left``, ``bottom-centre``.
    """

    text: str
    height_px: int
    opacity: float
    corner: str = "bottom-right"


def can_draw() -> bool:
    """Tell whether a font with Chinese signs is installed."""
    return any(Path(place).is_file() for place in FONTS)


def draw(pixels: Pixels, badge: Badge) -> tuple[Pixels, Box]:
    """Return a copy of a photo, shape (M, N, 3), with the badge on it, and the badge's place."""
    height, width = pixels.shape[:2]
    veil = Image.new("L", (width, height), 0)
    canvas, font = ImageDraw.Draw(veil), _font(badge.height_px)
    left, top, right, bottom = (round(edge) for edge in canvas.multiline_textbbox((0, 0), badge.text, font=font))
    row, col = _place(badge, height, width, bottom - top, right - left)
    canvas.multiline_text((col - left, row - top), badge.text, fill=255, font=font, align="right")
    box = Box(row, col, row + bottom - top, col + right - left)
    share = np.asarray(veil, np.float32)[..., None] / 255 * badge.opacity
    under = pixels[max(row, 0) : box.row1, max(col, 0) : box.col1]
    ink = 0.0 if float(under.mean()) >= BRIGHT_FROM else 255.0
    return np.rint(pixels * (1 - share) + ink * share).astype(np.uint8), box


def _place(badge: Badge, height: int, width: int, rows: int, cols: int) -> tuple[int, int]:
    margin = max(round(0.6 * badge.height_px), round(0.012 * min(height, width)))
    upright, side = badge.corner.split("-")
    row = margin if upright == "top" else height - margin - rows
    col = {"left": margin, "right": width - margin - cols, "centre": (width - cols) // 2}[side]
    return row, col


@cache
def _font(height_px: int) -> ImageFont.FreeTypeFont:
    place = next(place for place in FONTS if Path(place).is_file())
    return ImageFont.truetype(place, height_px)


def draw_star(pixels: Pixels, side_px: int, *, opacity: float) -> tuple[Pixels, Box]:
    """Return a copy of a photo with Gemini's star at its place, drawn from cubic curves as the public icon is, and its square."""
    height, width = pixels.shape[:2]
    margin, fine = round(side_px * 2 / 3), 8
    veil = Image.new("L", (side_px * fine, side_px * fine), 0)
    ImageDraw.Draw(veil).polygon([(x * side_px * fine, y * side_px * fine) for x, y in _star_outline()], fill=255)
    box = Box(height - margin - side_px, width - margin - side_px, height - margin, width - margin)
    share = np.asarray(veil.resize((side_px, side_px), Image.Resampling.BOX), np.float32)[..., None] / 255 * opacity
    drawn = pixels.copy()
    place = np.s_[box.row0 : box.row1, box.col0 : box.col1]
    drawn[place] = np.rint(pixels[place] * (1 - share) + 255 * share).astype(np.uint8)
    return drawn, box


def _star_outline() -> list[tuple[float, float]]:
    """Return points on the outline of the star in a unit square: four hollow cubic curves from point to point."""
    steps, pull = (
        np.linspace(0, 1, 33),
        0.5 * 0.5523,
    )  # the usual pull of a cubic curve that stands for a quarter circle
    points = []
    for turn in (1, 1j, -1, -1j):
        for t in steps:
            ends = (1 - t) ** 3 * 0.5 + t**3 * 0.5j
            curve = ends + 3 * (1 - t) ** 2 * t * (0.5 - pull) + 3 * (1 - t) * t**2 * (0.5 - pull) * 1j
            point = curve * turn
            points.append((0.5 + point.real, 0.5 + point.imag))
    return points
