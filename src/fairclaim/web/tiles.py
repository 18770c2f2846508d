"""Deep Zoom tiles of exhibits, so that a browser shows a photo of 50 million pixels by the few that are on the screen.

The original is decoded in the sandbox, never here, and never changed: a tile is a derivative, cut when it is asked for
the first time and kept in a folder of bounded size. What is kept can be thrown away at any time and is thrown away
when the exhibit is erased.

Format: Deep Zoom as Microsoft's "Deep Zoom File Format Overview" and OpenSeadragon's ``DziTileSource`` have it. Level
L is the picture divided by ``2 ** (top - L)``, its sides rounded up, where ``top = ceil(log2(longer side))``; level 0
is a single pixel. Tiles overlap by a pixel, so that the viewer joins them without seams and without stretching them.
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.imaging.limits import DEFAULT_LIMITS, Limits
from fairclaim.imaging.raster import Raster
from fairclaim.imaging.sandbox import Sandbox
from fairclaim.imaging.walk.walk import walk
from fairclaim.web.view_folder import NoDigestError, ViewFolder

TILE_PX = 512
OVERLAP_PX = 1
PREVIEW_TYPE = "image/jpeg"
_PNG_EFFORT = 3
_JPEG_QUALITY = 92
_PREVIEW_QUALITY = 85
_NAMESPACE = "http://schemas.microsoft.com/deepzoom/2008"

Load = Callable[[], bytes]
"""Fetches an original's bytes when they are needed."""


class TileFormat(StrEnum):
    """How tiles are sent."""

    PNG = "png"
    """Without loss: the eye and the loupe see what was decoded."""
    JPEG = "jpg"
    """With little loss, for thin lines. The viewer says so in its loupe."""


class NoSuchTileError(UsageError):
    """The pyramid has no such tile, or the exhibit is not named by a digest."""

    code = "no-such-tile"

    def __init__(self, what: str) -> None:
        super().__init__(Bilingual(f"没有这个图块：{what[:80]}。", f"There is no such tile: {what[:80]}."))


@dataclass(frozen=True, slots=True)
class Pyramid:
    """The sizes of a picture's levels.

    Parameters
    ----------
    height, width : int
        Of the picture, in pixels; both at least 1.
    """

    height: int
    width: int

    @property
    def top(self) -> int:
        """The level of full size."""
        return (max(self.height, self.width) - 1).bit_length()

    def level_size(self, level: int) -> tuple[int, int]:
        """Return height and width of a level.

        Raises
        ------
        NoSuchTileError
            If there is no such level.
        """
        if not 0 <= level <= self.top:
            raise NoSuchTileError(f"level {level}")
        step = 1 << (self.top - level)
        return -(-self.height // step), -(-self.width // step)

    def tile_box(self, level: int, col: int, row: int) -> tuple[int, int, int, int]:
        """Return the half-open rows and columns of a tile in its level, with the overlap: row0, row1, col0, col1.

        Raises
        ------
        NoSuchTileError
            If there is no such tile.
        """
        height, width = self.level_size(level)
        if not (0 <= row * TILE_PX < height and 0 <= col * TILE_PX < width):
            raise NoSuchTileError(f"{level}/{col}_{row}")
        return (
            max(row * TILE_PX - OVERLAP_PX, 0),
            min((row + 1) * TILE_PX + OVERLAP_PX, height),
            max(col * TILE_PX - OVERLAP_PX, 0),
            min((col + 1) * TILE_PX + OVERLAP_PX, width),
        )

    def descriptor(self, tile_format: TileFormat) -> str:
        """Return the ``.dzi`` document."""
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<Image xmlns="{_NAMESPACE}" Format="{tile_format}" '
            f'Overlap="{OVERLAP_PX}" TileSize="{TILE_PX}"><Size Height="{self.height}" Width="{self.width}"/></Image>\n'
        )


class Tiles:
    """Cuts tiles and keeps them. One may serve all threads of a process, and processes may share a folder.

    Parameters
    ----------
    folder : Path
        Made if it is not there, readable by its owner alone. Nothing else may lie in it.
    sandbox : Sandbox
        Where originals are decoded.
    max_bytes : int
        What the folder may hold; the longest unused go first.
    max_pixels : int
        What decoded photos may be kept in memory together, so that neighbouring tiles need no second decoding. One is
        kept however large. A pixel takes three bytes.
    tile_format : TileFormat
    limits : Limits
        What is refused before decoding.
    """

    def __init__(
        self,
        folder: Path,
        *,
        sandbox: Sandbox,
        max_bytes: int = 2 << 30,
        max_pixels: int = 100_000_000,
        tile_format: TileFormat = TileFormat.PNG,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        self.tile_format = tile_format
        self._views = ViewFolder(folder, max_bytes=max_bytes)
        self._sandbox = sandbox
        self._max_pixels = max_pixels
        self._limits = limits
        self._rasters: OrderedDict[str, Raster] = OrderedDict()
        self._turns: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    @property
    def media_type(self) -> str:
        """The tiles' type, for ``Content-Type``."""
        return "image/png" if self.tile_format is TileFormat.PNG else "image/jpeg"

    def descriptor(self, digest: str, load: Load) -> str:
        """Return an exhibit's ``.dzi`` document.

        Parameters
        ----------
        digest : str
            SHA-256 of the original, 64 lower-case hexadecimal digits.
        load : callable
            Returns the original; called only when it must be decoded. Whoever asks was authorised before.

        Raises
        ------
        NoSuchTileError
            If the digest is none.
        InputError
            If the original cannot be decoded.
        UnavailableError
            If there is no sandbox.
        """
        return self._pyramid(digest, load).descriptor(self.tile_format)

    def tile(self, digest: str, level: int, col: int, row: int, load: Load) -> bytes:
        """Return one tile, as stored in the format's files ``LEVEL/COL_ROW``; parameters and errors as `descriptor`."""
        pyramid = self._pyramid(digest, load)
        row0, row1, col0, col1 = pyramid.tile_box(level, col, row)
        path = self._place(digest, f"{level}_{col}_{row}.{self.tile_format}")
        kept = self._views.read(path)
        if kept is not None:
            return kept
        raster = self._raster(digest, load)
        tile = self._encode(_cut(raster.pixels, pyramid.top - level, (row0, row1, col0, col1)))
        self._views.keep(digest, path, tile)
        return tile

    def preview(self, digest: str, longest_px: int, load: Load) -> bytes:
        """Return the whole picture as a JPEG without metadata, its longer side at most so many pixels; see `descriptor`."""
        path = self._place(digest, f"preview_{longest_px}.jpg")
        kept = self._views.read(path)
        if kept is not None:
            return kept
        small = _encode_jpeg(_reduced(self._raster(digest, load).pixels, longest_px), _PREVIEW_QUALITY)
        self._views.keep(digest, path, small)
        return small

    def forget(self, digest: str) -> None:
        """Throw away everything derived from an exhibit, in memory and on disk, and keep nothing of it from now on.

        Call it where the exhibit is erased, in each process that has served it: a request under way there holds pixels.
        """
        self._place(digest, "")  # refuses what names no original
        with self._turn(digest):
            self._views.forget(digest)
            with self._lock:
                self._rasters.pop(digest, None)
        with self._lock:
            self._turns.pop(digest, None)

    def _pyramid(self, digest: str, load: Load) -> Pyramid:
        path = self._place(digest, "size")
        kept = re.fullmatch(rb"(\d+) (\d+)", self._views.read(path) or b"")
        if kept:
            return Pyramid(int(kept[1]), int(kept[2]))
        height, width = self._raster(digest, load).pixels.shape[:2]
        self._views.keep(digest, path, f"{height} {width}".encode())
        return Pyramid(height, width)

    def _raster(self, digest: str, load: Load) -> Raster:
        """Return the decoded photo; whoever asks for the same photo at the same time waits for the one decoding."""
        with self._turn(digest):
            with self._lock:
                if digest in self._rasters:
                    self._rasters.move_to_end(digest)
                    return self._rasters[digest]
            data = load()
            raster = self._sandbox.decode(data, walk(data, limits=self._limits).media_type)
            with self._lock:
                if not self._views.is_forgotten(digest):
                    self._rasters[digest] = raster
                while len(self._rasters) > 1 and self._pixels_kept() > self._max_pixels:
                    oldest, _ = self._rasters.popitem(last=False)
                    self._turns.pop(oldest, None)
            return raster

    def _pixels_kept(self) -> int:
        return sum(one.pixels.shape[0] * one.pixels.shape[1] for one in self._rasters.values())

    def _turn(self, digest: str) -> threading.Lock:
        with self._lock:
            return self._turns.setdefault(digest, threading.Lock())

    def _place(self, digest: str, name: str) -> Path:
        try:
            return self._views.path(digest, name)
        except NoDigestError as exc:
            raise NoSuchTileError("not a SHA-256 digest") from exc

    def _encode(self, pixels: npt.NDArray[np.uint8]) -> bytes:
        if self.tile_format is TileFormat.JPEG:
            return _encode_jpeg(pixels, _JPEG_QUALITY)
        options = [cv2.IMWRITE_PNG_COMPRESSION, _PNG_EFFORT]
        return cv2.imencode(".png", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), options)[1].tobytes()


def _cut(pixels: npt.NDArray[np.uint8], halvings: int, box: tuple[int, int, int, int]) -> npt.NDArray[np.uint8]:
    """Cut a tile out of a picture that is halved so often, by the mean over the pixels that each of the tile's covers."""
    row0, row1, col0, col1 = box
    step = 1 << halvings
    part = pixels[row0 * step : row1 * step, col0 * step : col1 * step]
    if halvings == 0:
        return np.ascontiguousarray(part)
    # The last row and column of a level may cover less than a whole step; the edge is repeated to fill it.
    short_rows, short_cols = (row1 - row0) * step - part.shape[0], (col1 - col0) * step - part.shape[1]
    whole = cv2.copyMakeBorder(part, 0, short_rows, 0, short_cols, cv2.BORDER_REPLICATE)
    return np.asarray(cv2.resize(whole, (col1 - col0, row1 - row0), interpolation=cv2.INTER_AREA), np.uint8)


def _encode_jpeg(pixels: npt.NDArray[np.uint8], quality: int) -> bytes:
    options = [
        cv2.IMWRITE_JPEG_QUALITY,
        quality,
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR,
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444,
    ]
    return cv2.imencode(".jpg", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), options)[1].tobytes()


def _reduced(pixels: npt.NDArray[np.uint8], longest_px: int) -> npt.NDArray[np.uint8]:
    """Return a picture whose longer side is at most so long; a small one as it is."""
    height, width = pixels.shape[:2]
    part = longest_px / max(height, width)
    if part >= 1:
        return pixels
    size = max(round(width * part), 1), max(round(height * part), 1)
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
