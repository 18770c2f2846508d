"""A corpus of a few small pictures, made of scikit-image's own, in the layout of ``fairclaim.benchmark.cases``."""

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from skimage import data

from fairclaim.benchmark.channels import jpeg
from fairclaim.benchmark.forge import paint_stain
from fairclaim.domain.box import Box

Pixels = npt.NDArray[np.uint8]
MANIFEST = "file,label\nproducts/motorcycle/00.jpg,genuine\n"


def lay_out(place: Path) -> Path:
    """Write one case of every kind; return the folder."""
    coffee, cat = picture("coffee"), picture("chelsea")
    stained = paint_stain(coffee, np.random.default_rng(1), within=Box(120, 160, 220, 290)).pixels
    left, right, _ = data.stereo_motorcycle()
    files = {
        "edits/coffee_stain/original.jpg": coffee,
        "edits/coffee_stain/edited.jpg": stained,
        "products/motorcycle/00.jpg": scaled(left),
        "products/motorcycle/01.jpg": scaled(right),
        "listing/cat/listing.jpg": cat,
        "listing/cat/inhand_0.jpg": picture("astronaut"),
        "prints/rocket/photo.jpg": picture("rocket"),
        "prints/rocket/reference.jpg": picture("astronaut"),
    }
    for name, pixels in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(jpeg(pixels, quality=92))
    (place / "manifest.csv").write_text(MANIFEST, encoding="utf-8")
    return place


def picture(name: str) -> Pixels:
    """Return one of scikit-image's pictures, 320 px high."""
    return scaled(getattr(data, name)())


def scaled(pixels: Pixels, *, height: int = 320) -> Pixels:
    width = round(pixels.shape[1] * height / pixels.shape[0])
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
