"""The last measurement: real generators' work against genuine photos, brought to one size and one compression first.

Never used for training. Genuine photos are those of the test objects that are large enough to be shrunk by the same rule.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from PIL import Image
from training.regenerated.channels import Channel
from training.regenerated.photos import Split, read, sources
from training.regenerated.tiles import TILE_PX


def generated(corpus: Path) -> Iterator[tuple[str, np.ndarray]]:
    """Yield whole frames of real generators."""
    for path in sorted((corpus / "generated").glob("*.png")):
        yield path.name, _rgb(path)


def genuine(corpus: Path, *, least_px: int = 1000) -> Iterator[tuple[str, np.ndarray]]:
    """Yield genuine photos of test objects with at least so many pixels on the longer side."""
    for source in sources(corpus):
        if source.split is Split.TEST:
            pixels = read(source.path)
            if pixels is not None and max(pixels.shape[:2]) >= least_px and pixels.std() > 12:
                yield source.thing, pixels


def edits(corpus: Path) -> Iterator[tuple[str, np.ndarray, np.ndarray]]:
    """Yield pairs of an original and what an editor made of it."""
    with (corpus / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["file"].startswith("edits/")]
    folders: dict[str, dict[str, Path]] = {}
    for row in rows:
        folders.setdefault(row["file"].split("/")[1], {})[row["label"]] = corpus / row["file"]
    for name, files in sorted(folders.items()):
        if {"original", "forged"} <= files.keys():
            yield name, _rgb(files["original"]), _rgb(files["forged"])


def tiles_of(
    pixels: np.ndarray, channel: Channel, *, long_side_px: int, step_px: int = TILE_PX
) -> tuple[np.ndarray, list[tuple[int, int]]]:
    """Shrink to a long side, send through a channel and cut into squares, shape (K, 128, 128, 3), with their corners."""
    scale = min(long_side_px / max(pixels.shape[:2]), 1.0)
    if scale < 1:
        size = (round(pixels.shape[1] * scale), round(pixels.shape[0] * scale))
        pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    sent = channel.send(pixels)
    corners = [
        (row, col)
        for row in range(0, sent.shape[0] - TILE_PX + 1, step_px)
        for col in range(0, sent.shape[1] - TILE_PX + 1, step_px)
    ]
    cut = [sent[row : row + TILE_PX, col : col + TILE_PX] for row, col in corners]
    return np.asarray(cut).reshape(-1, TILE_PX, TILE_PX, 3), corners


def _rgb(path: Path) -> np.ndarray:
    with Image.open(path) as picture:
        return np.array(picture.convert("RGB"))
