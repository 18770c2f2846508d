"""A film opened for reading frames: the one way to do it. Runs inside the sandboxed child only.

FFmpeg (in OpenCV) opens and decodes; it reads from memory and can reach neither a file nor a network. Which container it may be was
decided before, by the first bytes, so that no playlist comes here. Sound is not touched.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager

import cv2

from fairclaim.domain.errors import BrokenFileError, OverLimitError
from fairclaim.imaging.limits import Limits


def prepare() -> None:
    """Let nothing run beside; call before the process is locked down."""
    cv2.setNumThreads(1)


@contextmanager
def opened_film(data: bytes, *, limits: Limits) -> Iterator[cv2.VideoCapture]:
    """Open a film for as long as the block lasts.

    Raises
    ------
    BrokenFileError
        If it cannot be opened.
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
        yield film
    finally:
        film.release()
