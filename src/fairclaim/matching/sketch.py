"""A few local features and a hash: enough to guess which pictures of one case belong together, small enough to keep.

Where :mod:`fairclaim.matching.descriptors` looks at a whole picture, a sketch looks at places in it, so that a crop or a
screen around the picture leaves enough to be found by. It needs no learned weights, so that a case has the same answer
whether or not they can be run.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from fairclaim.imaging.raster import Raster
from fairclaim.matching.perceptual_hash import Codes, perceptual_hash

SKETCH_SIDE_PX = 512
FEATURES = 256
"""Strongest places kept of a reference."""

PROBE_FEATURES = {512: 256, 1024: 768}
"""Strongest places asked at each long side. A claim photo is asked at two: on a screenshot the picture fills a third of the
frame, and the lettering around it takes the strongest places."""

CONTRAST = 0.02
"""OpenCV's threshold is 0.04; soft chat copies have little above it."""

FRAME_SIDE_PX = 256
SAME_GREY = 2
MOSTLY = 0.5
"""Share of a row within ``SAME_GREY`` levels of its median from which it is background: lettering covers less than the rest."""
LEAST_CONTENT = 0.2

BOOK_LENGTH = 4096

Grey = npt.NDArray[np.uint8]
"""Shape (M, N)."""
Places = npt.NDArray[np.uint8]
"""Shape (K, 128): SIFT descriptors (Lowe 2004), 4 rows × 4 columns × 8 directions, as OpenCV orders them."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a picture is guessed by.

    Parameters
    ----------
    places : (K, 128) uint8
        SIFT descriptors of the strongest places, K at most about ``FEATURES``; of a probe those of ``PROBE_FEATURES``.
    codes : (8, 32) or (16, 32) uint8
        PDQ in eight orientations; a probe has those of its content (see :func:`content`) besides.
    """

    places: Places
    codes: Codes


def sketch(raster: Raster) -> Sketch:
    """Sketch a picture that others will be looked for in: one size, about 33 kB."""
    return Sketch(_strongest(raster, SKETCH_SIDE_PX, FEATURES), perceptual_hash(raster).codes)


def probe(raster: Raster) -> Sketch:
    """Sketch the picture that is looked for, at two sizes."""
    sizes = {min(side_px, max(raster.height, raster.width)): count for side_px, count in PROBE_FEATURES.items()}
    places = np.concatenate([_strongest(raster, side_px, count) for side_px, count in sizes.items()])
    codes = [perceptual_hash(raster).codes, perceptual_hash(content(raster)).codes]
    return Sketch(places, np.concatenate(codes))


def content(raster: Raster) -> Raster:
    """Cut away what surrounds a picture on a screen: the longest run of rows, then of columns, that are not mostly one grey.

    Returns
    -------
    Raster
        The whole picture where nothing of at least ``LEAST_CONTENT`` of its sides is left.
    """
    grey = _shrunk(raster, FRAME_SIDE_PX)
    rows = _longest_run(grey)
    cols = _longest_run(grey[rows].T) if rows.stop else rows
    if rows.stop - rows.start < LEAST_CONTENT * grey.shape[0] or cols.stop - cols.start < LEAST_CONTENT * grey.shape[1]:
        return raster
    down, across = raster.height / grey.shape[0], raster.width / grey.shape[1]
    inside = raster.pixels[
        round(rows.start * down) : round(rows.stop * down), round(cols.start * across) : round(cols.stop * across)
    ]
    kept = np.ascontiguousarray(inside)
    kept.flags.writeable = False
    return Raster(kept)


class Sketchbook:
    """Keeps the sketches of the latest files, by their SHA-256. Safe to share between threads.

    Parameters
    ----------
    length : int
        Most sketches kept; the one that was not asked for longest goes first.
    """

    def __init__(self, length: int = BOOK_LENGTH) -> None:
        self._length = length
        self._lock = threading.Lock()
        self._pages: OrderedDict[str, Sketch] = OrderedDict()

    def __len__(self) -> int:
        with self._lock:
            return len(self._pages)

    def sketch(self, sha256: str, raster: Raster) -> Sketch:
        """Return the sketch of a file, made on first use.

        Parameters
        ----------
        sha256 : str
            Of the file's bytes.
        raster : Raster
            Its pixels.
        """
        with self._lock:
            known = self._pages.get(sha256)
            if known is not None:
                self._pages.move_to_end(sha256)
                return known
        made = sketch(raster)
        with self._lock:
            self._pages[sha256] = made
            while len(self._pages) > self._length:
                self._pages.popitem(last=False)
        return made


def _strongest(raster: Raster, side_px: int, count: int) -> Places:
    sift = cv2.SIFT.create(nfeatures=count, contrastThreshold=CONTRAST)
    _, places = sift.detectAndCompute(_shrunk(raster, side_px), None)
    return np.zeros((0, 128), np.uint8) if places is None else places.astype(np.uint8)


def _shrunk(raster: Raster, side_px: int) -> Grey:
    """Return the luma at a long side, or as it is where it is smaller."""
    scale = min(1.0, side_px / max(raster.height, raster.width))
    size = (max(round(raster.width * scale), 1), max(round(raster.height * scale), 1))
    shrunk = cv2.resize(raster.pixels, size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(shrunk, cv2.COLOR_RGB2GRAY), np.uint8)


def _longest_run(grey: Grey) -> slice:
    """Return the longest run of rows that are not mostly one grey."""
    middle = np.median(grey, axis=1, keepdims=True)
    is_busy = (np.abs(grey - middle) <= SAME_GREY).mean(axis=1) < MOSTLY
    edges = np.flatnonzero(np.diff(np.concatenate([[False], is_busy, [False]])))
    if not edges.size:
        return slice(0, 0)
    starts, stops = edges[::2], edges[1::2]
    longest = int((stops - starts).argmax())
    return slice(int(starts[longest]), int(stops[longest]))
