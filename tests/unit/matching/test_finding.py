"""Copies of real photos are found among other real photos."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from fairclaim.imaging.raster import Raster
from fairclaim.matching.descriptors import Describer
from fairclaim.matching.memory_index import MemoryIndex
from unit.forensics.material import Pixels, reencoded, sealed
from unit.matching.samples import entry

pytest.importorskip("onnxruntime", reason="onnxruntime is not installed")


def load(path: Path) -> Pixels:
    pixels = cv2.imread(str(path))
    assert pixels is not None
    scale = min(1.0, 512 / max(pixels.shape[:2]))
    return sealed(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)[..., ::-1])


def copies(pixels: Pixels) -> list[Pixels]:
    """Cut a tenth of each side, mirror, compress."""
    height, width = pixels.shape[:2]
    cut = pixels[height // 20 : height - height // 20, width // 20 : width - width // 20]
    return [sealed(cut), sealed(np.fliplr(pixels)), reencoded(pixels, 50)]


@pytest.mark.corpus
def test_cropped_mirrored_and_compressed_copies_are_among_the_candidates(corpus: Path) -> None:
    paths = [*sorted((corpus / "products").rglob("*.jpg")), *sorted((corpus / "clothes").glob("*.jpg"))[:60]]
    describer, index = Describer(), MemoryIndex()
    photos = {str(number): load(path) for number, path in enumerate(paths)}
    index.add([entry(name, describer.describe(Raster(pixels))) for name, pixels in photos.items()])
    missed = [
        (name, number)
        for name, pixels in photos.items()
        for number, copy in enumerate(copies(pixels))
        if name not in {candidate.id for candidate in index.search(describer.describe(Raster(copy)))}
    ]
    assert missed == []
