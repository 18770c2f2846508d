"""Cache whole test photos as they were, drawn anew as a whole, and with one region drawn anew and pasted back with a soft rim.

    python -m training.regenerated.frames CORPUS WEIGHTS build/regenerated/frames.npz

Only test objects, and only the autoencoder itself, none of its relatives. Photos are first brought to one long side.
"""

import argparse
import sys
from dataclasses import dataclass, fields
from pathlib import Path

import cv2
import numpy as np
import torch
from training.export_latent_autoencoder import RoundTrip
from training.regenerated.real import genuine

FRAME_PX, REGION_PX = 768, 1024
SEED = 5
FEATHER_PX = 3.0


@dataclass(frozen=True, slots=True)
class Frame:
    """One test photo at two sizes, and what was made of each."""

    thing: str
    whole: np.ndarray
    whole_drawn: np.ndarray
    partly: np.ndarray
    partly_drawn: np.ndarray
    mask: np.ndarray


def main() -> None:
    """Draw every test photo."""
    options = argparse.ArgumentParser()
    options.add_argument("corpus", type=Path)
    options.add_argument("weights", type=Path)
    options.add_argument("target", type=Path)
    options.add_argument("--most", type=int, default=36)
    given = options.parse_args()
    torch.set_num_threads(1)
    network = RoundTrip(given.weights).eval().to(memory_format=torch.channels_last)
    generator = np.random.default_rng(SEED)
    frames: list[Frame] = []
    for thing, pixels in list(genuine(given.corpus))[: given.most]:
        whole, partly = (_shrunk(pixels, side) for side in (FRAME_PX, REGION_PX))
        side = int(generator.integers(18, 41)) * 8
        row, col = (int(generator.uniform(0.1, 0.9) * (limit - side)) for limit in partly.shape[:2])
        cut = np.s_[row : row + side, col : col + side]
        opacity = np.zeros((side, side), np.float32)
        opacity[8:-8, 8:-8] = 1
        opacity = cv2.GaussianBlur(opacity, (0, 0), FEATHER_PX)
        changed, mask = partly.copy(), np.zeros(partly.shape[:2], np.bool_)
        part = partly[cut].astype(np.float32)
        changed[cut] = np.rint(part + opacity[..., None] * (_there_and_back(network, partly[cut]) - part)).astype(
            np.uint8
        )
        mask[cut] = opacity > 0.5
        frames.append(Frame(thing, whole, _there_and_back(network, whole), partly, changed, mask))
    save(frames, given.target)
    sys.stdout.write(f"{given.target}: {len(frames)} photos of {len({frame.thing for frame in frames})} objects\n")


def save(frames: list[Frame], target: Path) -> None:
    """Keep frames of different sizes in one file."""
    parts = {
        f"{number}/{part.name}": getattr(frame, part.name)
        for number, frame in enumerate(frames)
        for part in fields(Frame)
    }
    np.savez(target, **parts)


def load(target: Path) -> list[Frame]:
    """Read what :func:`save` wrote."""
    stored = np.load(target)
    count = len({key.split("/")[0] for key in stored.files})
    names = [part.name for part in fields(Frame) if part.name != "thing"]
    return [
        Frame(str(stored[f"{number}/thing"]), *(stored[f"{number}/{name}"] for name in names))
        for number in range(count)
    ]


def _shrunk(pixels: np.ndarray, long_side_px: int) -> np.ndarray:
    scale = min(long_side_px / max(pixels.shape[:2]), 1.0)
    rows, cols = (round(side * scale) // 8 * 8 for side in pixels.shape[:2])
    return np.asarray(cv2.resize(pixels, (cols, rows), interpolation=cv2.INTER_AREA))


def _there_and_back(network: RoundTrip, pixels: np.ndarray) -> np.ndarray:
    planes = torch.from_numpy(pixels.transpose(2, 0, 1)[None].astype(np.float32) / 255).to(
        memory_format=torch.channels_last
    )
    with torch.inference_mode():
        with torch.autocast("cpu", torch.bfloat16):
            latent = network.encoder(planes).float()
        drawn = network.decoder(latent).clamp(0, 1)
    return np.rint(drawn[0].numpy().transpose(1, 2, 0) * 255).astype(np.uint8)


if __name__ == "__main__":
    main()
