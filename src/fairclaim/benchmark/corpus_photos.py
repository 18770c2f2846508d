"""The real photos of a corpus, for tracks that need many different ones."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from fairclaim.benchmark.channels import Pixels
from fairclaim.imaging.raster import Raster

REAL = frozenset({"genuine", "genuine damage", "original"})
SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp"})
MIN_SIDE_PX = 128


def real_photos(corpus: Path) -> Iterator[str]:
    """Name every real photo of a corpus's ``manifest.csv``, in its order."""
    with (corpus / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["label"] in REAL and Path(row["file"]).suffix.lower() in SUFFIXES:
                yield row["file"]


def decoded(data: bytes) -> Pixels:
    """Decode a file of our own making."""
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGB"))


def to_raster(pixels: Pixels) -> Raster:
    """Copy pixels into a raster."""
    return Raster(np.array(pixels, dtype=np.uint8, order="C"))
