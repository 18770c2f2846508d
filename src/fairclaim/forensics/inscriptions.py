"""Everything that can be read in a claim photo, with its place: one pass of the text reader, shared by the checks that need it.

Two looks. The **frame**, reduced, shows what is written large anywhere. Two **bands** along the upper and the lower edge, enlarged,
show what is written small where services set their marks. Tiles without any thin figure that stands out are skipped.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from cv2.typing import MatLike

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.box import Box
from fairclaim.domain.errors import UnavailableError
from fairclaim.inference.text_reader import Corners, TextLine, TextReader, shared_reader

Pixels = MatLike

FRAME_SIDE_PX = 704
"""Long side of the reduced frame: letters of 2.5 % of the long side are 18 px high, enough for the reader."""
BAND_SIDE_PX = 2880
"""Length that an edge of the long side has in the bands: letters of 0.6 % are 18 px high."""
MOST_ENLARGED = 2.0
BAND_ROWS_PX = 160
"""Height of a band, at its own scale."""
STANDS_OUT, THIN_PX, LEAST_INK = 8, 11, 300
"""Grey levels by which a faint stroke stands out from what is within ``THIN_PX``, and how many such pixels a tile with text
has at least: the shortest label at 12 px and 20 % has 750."""
LEAST_SCORE = 0.55
MOST_LINES, MOST_FRAME_LINES = 14, 10
"""Lines of a band and of the frame that are read, the largest first: a carton with small print would cost seconds."""
SHALLOWEST_PX = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Inscription:
    """One line of text in a photo.

    Parameters
    ----------
    text : str
        As read.
    score : float
        Mean probability of its signs, 0 to 1.
    box : Box
        Where it stands, on the photo's own pixel grid.
    tilt_deg : float
        Angle of the line to the horizontal, 0 to 90.
    height_px : float
        Height of the line in the photo, in pixels.
    """

    text: str
    score: float
    box: Box
    tilt_deg: float
    height_px: float


@dataclass(frozen=True, slots=True)
class Inscriptions:
    """What was read in one photo; ``unread`` says why nothing could be."""

    lines: tuple[Inscription, ...] = ()
    unread: Bilingual | None = None


def read_inscriptions(pixels: Pixels, *, reader: TextReader | None = None) -> Inscriptions:
    """Read a photo.

    Parameters
    ----------
    pixels : (M, N, 3) uint8
        Red, green, blue, at full size.
    reader : TextReader, optional
        The one of this process by default.

    Returns
    -------
    Inscriptions
        Lines by place, bands before the frame, each place once. Without the reader's parts: none, and the reason.
    """
    chosen = reader or shared_reader()
    try:
        chosen.prepare()
    except UnavailableError as error:
        return Inscriptions(unread=error.message)
    if min(pixels.shape[:2]) < SHALLOWEST_PX:
        return Inscriptions()
    found: list[Inscription] = []
    for look in _looks(*pixels.shape[:2]):
        found += [line for line in _read(chosen, pixels, look) if not any(_is_same(line, other) for other in found)]
    return Inscriptions(tuple(found))


@dataclass(frozen=True, slots=True)
class _Look:
    place: Box
    scale: float
    is_band: bool = False


def _looks(height: int, width: int) -> list[_Look]:
    long_side = max(height, width)
    frame = _Look(Box(0, 0, height, width), min(1.0, FRAME_SIDE_PX / long_side))
    scale = min(MOST_ENLARGED, BAND_SIDE_PX / long_side)
    rows = round(BAND_ROWS_PX / scale)
    if scale < 1.2 * frame.scale or 2 * rows >= height:  # small: one enlarged look shows all
        return [_Look(frame.place, min(MOST_ENLARGED, FRAME_SIDE_PX / long_side))]
    bands = (Box(height - rows, 0, height, width), Box(0, 0, rows, width))
    return [*(_Look(band, scale, is_band=True) for band in bands), frame]


def _read(reader: TextReader, pixels: Pixels, look: _Look) -> list[Inscription]:
    place = look.place
    part = pixels[place.row0 : place.row1, place.col0 : place.col1]
    cols, rows = (max(round(side * look.scale), 1) for side in (part.shape[1], part.shape[0]))
    view = cv2.resize(part, (cols, rows), interpolation=cv2.INTER_AREA if look.scale < 1 else cv2.INTER_CUBIC)
    places = _largest(reader.find(view, worth_a_look=could_hold_text), MOST_LINES if look.is_band else MOST_FRAME_LINES)
    lines = [_placed(line, look, pixels.shape) for line in reader.read(view, places) if line.score >= LEAST_SCORE]
    return [line for line in lines if not _is_cut(line.box, look, pixels.shape[0])]


def _is_cut(box: Box, look: _Look, height: int) -> bool:
    """Tell whether a line reaches over the inner side of a band: the frame shows the whole of it."""
    slack = 1 / look.scale
    return (look.place.row0 > 0 and box.row0 <= look.place.row0 + slack) or (
        look.place.row1 < height and box.row1 >= look.place.row1 - slack
    )


def could_hold_text(tile: Pixels) -> bool:
    """Tell whether anything thin stands out in a tile, bright or dark; text does, a table top or a wall does not."""
    grey = cv2.GaussianBlur(cv2.cvtColor(tile, cv2.COLOR_RGB2GRAY), (3, 3), 0)
    square = np.ones((THIN_PX, THIN_PX), np.uint8)
    bright = cv2.morphologyEx(grey, cv2.MORPH_TOPHAT, square)
    dark = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, square)
    return int(np.count_nonzero(np.maximum(bright, dark) > STANDS_OUT)) >= LEAST_INK


def _largest(places: Sequence[Corners], most: int) -> list[Corners]:
    by_area = sorted(range(len(places)), key=lambda n: -_area(places[n]))
    return [places[number] for number in sorted(by_area[:most])]


def _area(corners: Corners) -> float:
    return float(cv2.contourArea(corners))


def _placed(line: TextLine, look: _Look, shape: tuple[int, ...]) -> Inscription:
    corners = line.corners / look.scale + np.array([look.place.col0, look.place.row0])
    (col0, row0), (col1, row1) = corners.min(axis=0), corners.max(axis=0)
    box = Box(int(max(row0, 0)), int(max(col0, 0)), int(min(row1, shape[0] - 1)) + 1, int(min(col1, shape[1] - 1)) + 1)
    along, across = corners[1] - corners[0], corners[3] - corners[0]
    tilt = abs(float(np.degrees(np.arctan2(along[1], along[0]))))
    height = float(np.hypot(across[0], across[1]))
    return Inscription(text=line.text, score=round(line.score, 3), box=box, tilt_deg=round(tilt, 1), height_px=height)


def _is_same(line: Inscription, other: Inscription) -> bool:
    """Tell whether two lines stand at one place: the frame shows again what a band has shown."""
    shared = line.box.intersection(other.box).area
    return shared > 0.6 * min(line.box.area, other.box.area)


def paragraphs(lines: Sequence[Inscription], *, most_lines: int = 4) -> list[tuple[Inscription, ...]]:
    """Put lines together that stand below each other, as a sentence that was broken; each line begins one of its own, too."""
    found: list[tuple[Inscription, ...]] = []
    for first in lines:
        block = [first]
        while len(block) < most_lines:
            below = [line for line in lines if line not in block and stands_above(block[-1], line)]
            if not below:
                break
            block.append(min(below, key=lambda line: line.box.row0))
        found += [tuple(block[:count]) for count in range(1, len(block) + 1)]
    return found


def stands_above(first: Inscription, second: Inscription) -> bool:
    """Tell whether a line directly follows another below it."""
    shared = min(first.box.col1, second.box.col1) - max(first.box.col0, second.box.col0)
    gap = second.box.row0 - first.box.row1
    height = max(first.height_px, second.height_px)
    return shared > 0 and -0.5 * height <= gap <= 0.6 * height and first.box.row0 < second.box.row0


def stands_before(first: Inscription, second: Inscription) -> bool:
    """Tell whether a line directly follows another to its right."""
    shared = min(first.box.row1, second.box.row1) - max(first.box.row0, second.box.row0)
    gap = second.box.col0 - first.box.col1
    height = max(first.height_px, second.height_px)
    return shared > 0.5 * height and -0.5 * height <= gap <= 1.2 * height


def around(boxes: Sequence[Box]) -> Box:
    """Return the smallest box that holds all of one or more boxes."""
    return Box(
        min(box.row0 for box in boxes),
        min(box.col0 for box in boxes),
        max(box.row1 for box in boxes),
        max(box.col1 for box in boxes),
    )
