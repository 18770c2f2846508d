"""Frames of a film, for people and for comparing: a few moments of it, evenly spread. Runs inside the sandboxed child only.

FFmpeg (in OpenCV) opens and decodes; it reads from memory and can reach neither a file nor a network. Which container it may be has
been decided before by its first bytes, so that no playlist comes here. Sound is not touched.
"""

import io
import time
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from fairclaim.domain.errors import BrokenFileError, OverLimitError
from fairclaim.imaging.film_sketch import SKETCH_SIDE, different_views, sketches_of
from fairclaim.imaging.limits import Limits

MOMENTS = 16
"""Looked at in one film."""
FRAMES = 8
"""Kept of them, those that differ."""
SIDE_PX = 1920
"""Longer side of a kept frame; a larger one is made smaller."""
WITHIN_S = 8.0
"""After this time no further moment is looked for. They are taken in an order that covers the whole film however early it ends."""
_QUALITY = 90
_FLAT = 4.0
"""Standard deviation of a sketch in grey levels, below which a frame shows nothing."""
_MOST_FRAMES = 20_000_000
"""A header that states more lies."""
Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of a film.

    Parameters
    ----------
    at_ms : int
        Since its beginning, in milliseconds.
    sketch : bytes
        16 × 16 means of grey, row by row.
    jpeg : bytes or None
        The frame, upright; None of moments that look like an earlier one, and beyond the bound.
    """

    at_ms: int
    sketch: bytes
    jpeg: bytes | None


def prepare() -> None:
    """Let nothing run beside; call before the process is locked down."""
    cv2.setNumThreads(1)


def film_moments(data: bytes, *, limits: Limits, within_s: float = WITHIN_S) -> list[Moment]:
    """Return up to 16 moments of a film in order, up to 8 of them with their frame.

    Raises
    ------
    BrokenFileError
        If no frame of it can be decoded.
    OverLimitError
        If its frames are larger than those of any honest film.
    """
    source = io.BytesIO(data)  # OpenCV keeps no reference of its own
    film = cv2.VideoCapture(source, cv2.CAP_FFMPEG, [cv2.CAP_PROP_N_THREADS, 1])  # type: ignore[call-overload]  # OpenCV's stubs know no streams
    try:
        if not film.isOpened():
            raise BrokenFileError("film: cannot be opened")
        height, width = (int(film.get(one)) for one in (cv2.CAP_PROP_FRAME_HEIGHT, cv2.CAP_PROP_FRAME_WIDTH))
        if height * width > limits.pixels:
            raise OverLimitError(quantity="pixels", value=height * width, limit=limits.pixels)
        until = time.monotonic() + within_s
        count = film.get(cv2.CAP_PROP_FRAME_COUNT)
        found = dict(_sought(film, int(count), until)) if MOMENTS <= count <= _MOST_FRAMES else {}
        if not found:
            found = _walked(film, until)
    finally:
        film.release()
    if not found:
        raise BrokenFileError("film: no frame can be decoded")
    return _chosen(sorted(found.items()))


def _sought(film: cv2.VideoCapture, count: int, until: float) -> Iterator[tuple[int, Pixels]]:
    """Yield time and pixels of moments in the middle of equal parts, the coarse ones first."""
    for part in _spread():
        if time.monotonic() > until:
            return
        if film.set(cv2.CAP_PROP_POS_FRAMES, (2 * part + 1) * count // (2 * MOMENTS)):
            is_read, pixels = film.read()
            if is_read:
                yield _now_ms(film), _small(pixels)


def _walked(film: cv2.VideoCapture, until: float) -> dict[int, Pixels]:
    """Return moments of a film that does not say how long it is: from its beginning on, thinned out whenever there are too many."""
    film.set(cv2.CAP_PROP_POS_FRAMES, 0)
    found: list[tuple[int, Pixels]] = []
    stride, number = 1, 0
    while time.monotonic() < until and film.grab():
        if number % stride == 0:
            is_read, pixels = film.retrieve()
            if is_read:
                found.append((_now_ms(film), _small(pixels)))
            if len(found) == 2 * MOMENTS:
                found, stride = found[::2], 2 * stride
        number += 1
    step = -(-len(found) // MOMENTS) or 1
    return dict(found[::step])


def _spread() -> list[int]:
    """Return the numbers of the moments, so that the first ones are spread over the whole film too: 8, 0, 12, 4 and so on."""
    width = MOMENTS.bit_length() - 1
    return sorted(range(MOMENTS), key=lambda part: int(f"{part ^ (MOMENTS >> 1):0{width}b}"[::-1], 2))


def _now_ms(film: cv2.VideoCapture) -> int:
    return max(0, round(film.get(cv2.CAP_PROP_POS_MSEC)))


def _small(pixels: npt.NDArray[np.generic]) -> Pixels:
    frame = np.ascontiguousarray(pixels, np.uint8)
    longer = max(frame.shape[:2])
    if longer <= SIDE_PX:
        return frame
    height, width = (max(1, side * SIDE_PX // longer) for side in frame.shape[:2])
    return np.asarray(cv2.resize(frame, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _chosen(moments: list[tuple[int, Pixels]]) -> list[Moment]:
    """Give a frame to those moments that differ from all before; where they are too many, to evenly spread ones."""
    sketches = [_sketch(pixels) for _, pixels in moments]
    compared = sketches_of(b"".join(sketches))
    kept = [number for number in different_views(compared) if compared[number].std() >= _FLAT]
    if len(kept) > FRAMES:
        kept = [kept[part * len(kept) // FRAMES] for part in range(FRAMES)]
    return [
        Moment(at_ms, sketches[number], _jpeg(pixels) if number in kept else None)
        for number, (at_ms, pixels) in enumerate(moments)
    ]


def _sketch(pixels: Pixels) -> bytes:
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, (SKETCH_SIDE, SKETCH_SIDE), interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(small, np.uint8).tobytes()


def _jpeg(pixels: Pixels) -> bytes:
    is_made, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    if not is_made:  # pragma: no cover  (JPEG takes every picture of this size)
        raise BrokenFileError("film: frame cannot be kept")
    return bytes(data)
