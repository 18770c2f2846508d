"""Neural upscalers as a further kind of drawn pixels: a crop is made smaller and grown again by a generator network."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

Upscale = Callable[[np.ndarray], np.ndarray]


def upscalers(folder: Path) -> list[tuple[str, Upscale]]:
    """Return every model of a folder of ncnn files (``name.param`` beside ``name.bin``) that grows a picture fourfold or twofold."""
    found = []
    for param in sorted(folder.glob("*.param")):
        factor = next(
            (
                number
                for number in (4, 3, 2)
                if f"x{number}" in param.stem.lower() or f"{number}x" in param.stem.lower()
            ),
            4,
        )
        upscale = _upscaler(param, factor)
        try:
            if upscale(np.full((64, 64, 3), 128, np.uint8)).shape == (64, 64, 3):
                found.append((param.stem, upscale))
        except (RuntimeError, ValueError, cv2.error):
            continue
    return found


def _upscaler(param: Path, factor: int) -> Upscale:
    import ncnn  # noqa: PLC0415

    net = ncnn.Net()
    net.opt.num_threads = 1
    net.opt.use_vulkan_compute = False
    net.load_param(str(param))
    net.load_model(str(param.with_suffix(".bin")))

    def upscale(crop: np.ndarray) -> np.ndarray:
        side = crop.shape[0]
        small = cv2.resize(crop, (side // factor, side // factor), interpolation=cv2.INTER_AREA)
        planes = np.ascontiguousarray(small.transpose(2, 0, 1).astype(np.float32) / 255)
        extractor = net.create_extractor()
        extractor.input(net.input_names()[0], ncnn.Mat(planes))
        status, grown = extractor.extract(net.output_names()[0])
        if status != 0:
            raise RuntimeError(param.stem)
        large = np.clip(np.array(grown).transpose(1, 2, 0), 0, 1)
        if large.shape[:2] != crop.shape[:2]:
            large = cv2.resize(large, (side, side), interpolation=cv2.INTER_AREA)
        return np.rint(large * 255).astype(np.uint8)

    return upscale
