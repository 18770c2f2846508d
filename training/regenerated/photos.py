"""Which photos the network may learn from, and which it is measured on: split by object, never by file.

Only genuine photos. ``generated`` and ``edits`` of the corpus are real generators' work and are kept for the last measurement.
"""

import csv
import hashlib
import warnings
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from PIL import Image

FOLDERS = ("camera", "clothes", "damage", "listing", "prints", "products")
TRAIN_SHARE = 0.6
LEAST_SIDE_PX = 272
"""A crop of 256 pixels with a little freedom."""


class Split(StrEnum):
    """What a photo is for."""

    TRAIN = "train"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Source:
    """One genuine photo, the object it shows, and its split."""

    path: Path
    thing: str
    split: Split


def sources(corpus: Path) -> list[Source]:
    """List the genuine photos, in the order of the manifest; three of five objects are for training."""
    with (corpus / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["label"] in {"genuine", "genuine damage"}]
    found = []
    for row in rows:
        folder = row["file"].split("/", maxsplit=1)[0]
        if folder in FOLDERS:
            thing = _thing(row["file"])
            found.append(Source(corpus / row["file"], thing, split_of(thing)))
    return found


def split_of(thing: str) -> Split:
    """Return what an object's photos are for, by the digest of its name."""
    share = int.from_bytes(hashlib.sha256(thing.encode()).digest()[:4]) / 2**32
    return Split.TRAIN if share < TRAIN_SHARE else Split.TEST


def _thing(file: str) -> str:
    """Return what a file shows: photos of one product, print or clip are one thing; of a camera model, its photos."""
    parts = file.split("/")
    if parts[0] in {"products", "prints", "listing"}:
        return "/".join(parts[:2])
    if parts[0] == "camera":  # series of one scene by one maker's camera carry running names
        return "camera/" + "_".join(parts[1].split("_")[:3])[:24]
    return file


def read(path: Path) -> np.ndarray | None:
    """Decode to RGB, shape (M, N, 3), uint8; None where Pillow cannot, or where it is too small."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(path) as picture:
                picture.draft("RGB", (2048, 2048))
                pixels = np.array(picture.convert("RGB"))
        except OSError:
            return None
    return pixels if min(pixels.shape[:2]) >= LEAST_SIDE_PX else None
