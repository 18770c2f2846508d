"""What a person needs to look at a film: its size and pace, and stills for where no browser plays it. Runs in the sandboxed child only."""

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from fairclaim.domain.errors import BrokenFileError
from fairclaim.imaging.limits import Limits
from fairclaim.imaging.opened_film import opened_film

STILLS = 12
"""Taken of one film, evenly spread."""
SIDE_PX = 1280
"""Longer side of a still; a larger one is made smaller."""
WITHIN_S = 8.0
"""After this time no further still is looked for."""
_QUALITY = 85
_MOST_FPS = 1_000.0
_MOST_FRAMES = 20_000_000
"""A header that states more lies."""
Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmView:
    """A film that could be opened.

    Parameters
    ----------
    codec : str
        Four characters, as the container names it; "" if it does not.
    height, width : int
        Upright, in pixels.
    fps : float
        Frames a second, on average; 0 if unknown.
    seconds : float
        As the header states; 0 if unknown.
    stills : tuple of (float, bytes)
        Second and JPEG of each still, in order; at least one.
    """

    codec: str
    height: int
    width: int
    fps: float
    seconds: float
    stills: tuple[tuple[float, bytes], ...]


def view_film(data: bytes, *, limits: Limits, within_s: float = WITHIN_S) -> FilmView:
    """Open a film and take stills of it.

    Raises
    ------
    BrokenFileError
        If no frame of it can be decoded.
    OverLimitError
        If its frames are larger than those of any honest film.
    """
    with opened_film(data, limits=limits) as film:
        fps = _within(film.get(cv2.CAP_PROP_FPS), _MOST_FPS)
        count = int(_within(film.get(cv2.CAP_PROP_FRAME_COUNT), _MOST_FRAMES))
        stills = list(_stills(film, count, time.monotonic() + within_s))
        codec = int(film.get(cv2.CAP_PROP_FOURCC))
    if not stills:
        raise BrokenFileError("film: no frame can be decoded")
    upright = stills[0][1]
    return FilmView(
        codec=_name(codec),
        height=upright.shape[0],
        width=upright.shape[1],
        fps=fps,
        seconds=count / fps if fps else 0.0,
        stills=tuple((at, _jpeg(pixels)) for at, pixels in stills),
    )


def _stills(film: cv2.VideoCapture, count: int, until: float) -> Iterator[tuple[float, Pixels]]:
    wanted = sorted({(2 * part + 1) * count // (2 * STILLS) for part in range(STILLS)}) if count > 0 else []
    for number in wanted or range(STILLS):  # of a film that does not say how long it is, the first frames
        if time.monotonic() > until or (wanted and not film.set(cv2.CAP_PROP_POS_FRAMES, number)):
            return
        is_read, pixels = film.read()
        if is_read:
            yield max(0.0, film.get(cv2.CAP_PROP_POS_MSEC) / 1000), np.ascontiguousarray(pixels, np.uint8)


def _jpeg(pixels: Pixels) -> bytes:
    longer = max(pixels.shape[:2])
    if longer > SIDE_PX:
        height, width = (max(1, side * SIDE_PX // longer) for side in pixels.shape[:2])
        pixels = np.asarray(cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    return cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])[1].tobytes()


def _within(value: float, most: float) -> float:
    return value if math.isfinite(value) and 0 < value <= most else 0.0


def _name(codec: int) -> str:
    return "".join(char for char in (codec & 0xFFFFFFFF).to_bytes(4, "little").decode("latin-1") if char.isalnum())
