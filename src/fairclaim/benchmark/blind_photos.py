"""The material of the blind track: photos with their subjects, brought to one size in one way."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import cv2
import numpy as np
import pillow_heif
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from fairclaim.benchmark.blind_recipe import FULL_SIDE_PX, Kind
from fairclaim.benchmark.channels import Mask, Pixels
from fairclaim.benchmark.regenerate import STEP_PX

MIN_SIDE_PX = 160
_WINDOW = (0.5, 0.9)
"""Sides of a window, in sides of its photo."""
_HONEST = (
    (Kind.GENUINE, "camera", "camera/*"),
    (Kind.GENUINE, "products", "products/*/*.jpg"),
    (Kind.GENUINE, "clothes", "clothes/*.jpg"),
    (Kind.GENUINE, "listing", "listing/*/inhand_*"),
    (Kind.GENUINE, "prints", "prints/*/photo.jpg"),
    (Kind.DAMAGED, "damage/cars", "damage/cars/*"),
    (Kind.DAMAGED, "damage/lemons", "damage/lemons/*"),
    (Kind.DAMAGED, "damage/cracks", "damage/cracks/*.jpg"),
    (Kind.DAMAGED, "damage/rotten_fruit", "damage/rotten_fruit/test_*"),
    (Kind.DAMAGED, "damage/tiles", "damage/tiles/*.jpg"),
)
_OWN_FOLDER = frozenset({"products", "listing", "prints"})
"""Folders that hold one folder per object."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One photo of the corpus; ``long_side_px`` and ``short_side_px`` are those of its file."""

    kind: Kind
    source: str
    subject: str
    path: Path
    name: str
    long_side_px: int
    short_side_px: int
    mask: Path | None = None


def honest_photos(corpus: Path) -> list[Material]:
    """Return every genuine photo that can be opened, in a fixed order; a missing folder counts nothing."""
    found = [
        _material(corpus, path, kind=kind, source=source, subject=_subject(path, source))
        for kind, source, pattern in _HONEST
        for path in sorted(corpus.glob(pattern))
    ]
    return [one for one in found if one is not None]


def generated_photos(corpus: Path) -> list[Material]:
    """Return what generators drew as a whole."""
    found = [
        _material(corpus, path, kind=Kind.GENERATED, source=Kind.GENERATED, subject=f"generated/{path.stem}")
        for path in sorted(corpus.glob("generated/*"))
    ]
    return [one for one in found if one is not None]


def real_edits(corpus: Path) -> Iterator[Material]:
    """Yield each real edit and the photo that it was made from."""
    for folder in sorted(corpus.glob("edits/*")):
        forged = sorted([*folder.glob("forged.*"), *folder.glob("edited.*")])
        mask = next(iter(sorted(folder.glob("mask.*"))), None)
        for kind, paths in ((Kind.REAL_EDIT, forged), (Kind.SOURCE, sorted(folder.glob("original.*")))):
            for path in paths[:1]:
                where = mask if kind is Kind.REAL_EDIT else None
                one = _material(corpus, path, kind=kind, source=kind, subject=f"edits/{folder.name}", mask=where)
                if one is not None:
                    yield one


@lru_cache(maxsize=4)
def canonical(path: Path, side_px: int, take: int = 0) -> Pixels:
    """Decode a trusted photo upright to RGB and average it down to a long side, sides whole steps of 8 pixels; read-only.

    Parameters
    ----------
    path : Path
        A file of the corpus.
    side_px : int
        Greatest long side; a smaller photo keeps its size.
    take : int
        0 the whole photo; above, a window of 0.5 to 0.9 times its sides, the same for the same number.
    """
    pixels = _upright(path)
    height, width = pixels.shape[:2]
    row, col, rows, cols = window(height, width, take)
    full = averaged(pixels[row : row + rows, col : col + cols], FULL_SIDE_PX)  # a redrawn frame comes from this, too
    return whole_steps(averaged(full, side_px))


def averaged(pixels: Pixels, side_px: int) -> Pixels:
    """Average areas down to a long side; smaller pictures stay."""
    height, width = pixels.shape[:2]
    scale = side_px / max(height, width)
    if scale >= 1:
        return pixels
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def whole_steps(pixels: Pixels) -> Pixels:
    """Cut rows and columns beyond a multiple of 8 off, as a generator does; read-only."""
    rows, cols = (side // STEP_PX * STEP_PX for side in pixels.shape[:2])
    cut = np.ascontiguousarray(pixels[:rows, :cols])
    cut.setflags(write=False)
    return cut


def window(height: int, width: int, take: int) -> tuple[int, int, int, int]:
    """Return first row, first column, rows and columns of a take."""
    if take == 0:
        return 0, 0, height, width
    chance = np.random.default_rng((height, width, take))
    rows, cols = (round(side * chance.uniform(*_WINDOW)) for side in (height, width))
    return int(chance.integers(height - rows + 1)), int(chance.integers(width - cols + 1)), rows, cols


def mask_of(path: Path, height: int, width: int) -> Mask:
    """Read where a real edit was changed, brought to a size."""
    with Image.open(path) as picture:
        grey = np.asarray(picture.convert("L"))
    return np.asarray(cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA) > 127)


@lru_cache(maxsize=2)
def _upright(path: Path) -> Pixels:
    _open_heif()
    with Image.open(path) as picture:
        pixels = np.array(ImageOps.exif_transpose(picture).convert("RGB"))
    pixels.setflags(write=False)
    return pixels


@cache
def _open_heif() -> None:
    pillow_heif.register_heif_opener()


def _material(
    corpus: Path, path: Path, *, kind: Kind, source: str, subject: str, mask: Path | None = None
) -> Material | None:
    """Return a photo, or None for what cannot be opened or is too small to examine."""
    _open_heif()
    sides = (0, 0)
    with suppress(OSError, ValueError, UnidentifiedImageError), Image.open(path) as picture:
        size = picture.size
        if source == "camera":  # such a file may be cut short
            picture.draft("RGB", (MIN_SIDE_PX, MIN_SIDE_PX))
            picture.load()
        sides = size
    if min(sides) < MIN_SIDE_PX:
        return None
    return Material(
        kind=kind,
        source=source,
        subject=subject,
        path=path,
        name=path.relative_to(corpus).as_posix(),
        long_side_px=max(sides),
        short_side_px=min(sides),
        mask=mask,
    )


def _subject(path: Path, source: str) -> str:
    """Name the object, of ``camera`` the camera, of plates under one fixed camera the series."""
    if source in _OWN_FOLDER:
        return f"{source}/{path.parent.name}"
    if source == "camera":
        return f"camera/{_model(path) or path.stem}"
    return f"{source}/{path.stem.partition('_num')[0]}"


def _model(path: Path) -> str:
    with suppress(OSError, ValueError, UnidentifiedImageError, SyntaxError), Image.open(path) as picture:
        return str(picture.getexif().get(ExifTags.Base.Model, "")).strip("\0 ")
    return ""
