"""A corpus of a few small pictures, made of scikit-image's own, in the layout of ``fairclaim.benchmark.cases``."""

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from skimage import data

from fairclaim.benchmark.channels import jpeg, png
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
        "damage/cracks/001.jpg": asphalt(),
    }
    for name, pixels in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(jpeg(pixels, quality=92))
    fruit, rotten = rotten_fruit()
    (place / "damage/rotten_fruit").mkdir(parents=True)
    (place / "damage/rotten_fruit/test_01.png").write_bytes(png(fruit))
    truth = np.where(rotten[..., None], np.array([0, 0, 255], np.uint8), np.array([255, 0, 0], np.uint8))
    (place / "damage/rotten_fruit/groundtruth_01.png").write_bytes(png(truth))
    film(place / "video/clip.mov")
    (place / "manifest.csv").write_text(MANIFEST, encoding="utf-8")
    return place


def asphalt() -> Pixels:
    """Return grainy ground with a crack across."""
    ground = np.random.default_rng(3).normal(150, 6, (200, 320, 3))
    cracked = np.clip(ground, 0, 255).astype(np.uint8)
    line = np.array([[0, 90], [90, 110], [170, 85], [319, 120]], np.int32)
    cv2.polylines(cracked, [line], isClosed=False, color=(50, 50, 50), thickness=4, lineType=cv2.LINE_AA)
    return cracked


def rotten_fruit() -> tuple[Pixels, npt.NDArray[np.bool_]]:
    """Return a fruit on white, and where it is rotten."""
    fruit = np.full((160, 160, 3), 255, np.uint8)
    cv2.circle(fruit, (80, 80), 70, (200, 60, 40), -1)
    rot = np.zeros((160, 160), np.uint8)
    cv2.ellipse(rot, (95, 85), (35, 25), 20, 0, 360, 1, -1)
    grain = np.random.default_rng(4).normal(70, 12, (160, 160, 3))
    return np.where(rot[..., None] > 0, np.clip(grain, 0, 255).astype(np.uint8), fruit), rot > 0


def film(path: Path) -> None:
    """Write a clip of 70 frames in which the camera moves to the right."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scene, size = picture("astronaut"), (240, 240)
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), 30, size)
    for number in range(70):
        writer.write(np.ascontiguousarray(scene[40:280, number : number + 240, ::-1]))
    writer.release()


def picture(name: str) -> Pixels:
    """Return one of scikit-image's pictures, 320 px high."""
    return scaled(getattr(data, name)())


def scaled(pixels: Pixels, *, height: int = 320) -> Pixels:
    width = round(pixels.shape[1] * height / pixels.shape[0])
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
