"""Cache pairs that differ in one thing only: the same crop of a genuine photo, as it was and as a generator's decoder drew it.

    python -m training.regenerated.cache CORPUS WEIGHTS build/regenerated/pairs.npz --minutes 11

``WEIGHTS`` is the folder that ``training/export_latent_autoencoder.py`` reads. Nothing here is compressed: the channels come
later, the same for both. Photos are first shrunk, which washes out the grid of their own JPEG, because a decoder washes it out too
and its absence would be learned instead. Seeded; stops when the time is up, so that a slower machine makes fewer pairs.
"""

import argparse
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import torch
from training.export_latent_autoencoder import RoundTrip
from training.regenerated.photos import read, sources
from training.regenerated.upscalers import upscalers

SIDE_PX = 256
SEED = 20261122
UPSCALED = 0.3
"""Share of crops that an upscaler draws besides."""
LEAST_SPREAD = 6.0
"""Standard deviation of a crop below which it is a flat wall and tells nothing."""


def main() -> None:
    """Draw crops photo by photo, round after round, until the time is up."""
    options = argparse.ArgumentParser()
    options.add_argument("corpus", type=Path)
    options.add_argument("weights", type=Path)
    options.add_argument("target", type=Path)
    options.add_argument("--minutes", type=float, default=11)
    options.add_argument("--upscalers", type=Path, help="folder with ncnn models")
    given = options.parse_args()
    torch.set_num_threads(1)
    generator = np.random.default_rng(SEED)
    listed = sources(given.corpus)
    decoders = _Decoders(given.weights, generator)
    grown = upscalers(given.upscalers) if given.upscalers else []
    kept: dict[str, list] = {"before": [], "after": [], "kind": [], "thing": [], "split": [], "scale": []}
    ends = time.monotonic() + 60 * given.minutes
    while time.monotonic() < ends:
        for place in generator.permutation(len(listed)):
            if time.monotonic() >= ends:
                break
            source = listed[place]
            small_thing = source.thing.startswith(("listing", "clothes", "damage/tiles"))
            if small_thing and generator.random() < 0.5:
                continue  # half the photos are small pictures from shops; cameras shall weigh as much
            pixels = read(source.path)
            if pixels is None:
                continue
            crop, scale = _crop(pixels, generator)
            if crop is None:
                continue
            drawn = [decoders.draw(crop)]
            if grown and generator.random() < UPSCALED:
                name, upscale = grown[int(generator.integers(len(grown)))]
                drawn.append((name, upscale(crop)))
            for name, after in drawn:
                for key, value in zip(kept, (crop, after, name, source.thing, str(source.split), scale), strict=True):
                    kept[key].append(value)
        _save(given.target, kept)


def _save(target: Path, kept: dict[str, list]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    np.savez(target, **{key: np.asarray(values) for key, values in kept.items()})
    sys.stdout.write(f"{target}: {len(kept['kind'])} pairs\n")
    sys.stdout.flush()


def _crop(pixels: np.ndarray, generator: np.random.Generator) -> tuple[np.ndarray | None, float]:
    """Shrink large photos by a random scale and cut a square out of what is lively."""
    longest = max(pixels.shape[:2])
    least = (SIDE_PX + 8) / min(pixels.shape[:2])
    scale = float(np.clip(generator.uniform(700, 1440) / longest, least, 1.0)) if longest > 800 else 1.0
    if scale < 1:
        kernel = (cv2.INTER_AREA, cv2.INTER_CUBIC, cv2.INTER_LANCZOS4)[int(generator.integers(3))]
        size = (round(pixels.shape[1] * scale), round(pixels.shape[0] * scale))
        pixels = cv2.resize(pixels, size, interpolation=kernel)
    best = None
    for _ in range(3):
        row, col = (int(generator.integers(0, side - SIDE_PX + 1)) for side in pixels.shape[:2])
        cut = np.ascontiguousarray(pixels[row : row + SIDE_PX, col : col + SIDE_PX])
        if best is None or (generator.random() < 0.5 and cut.std() > best.std()):
            best = cut
    return (best if best is not None and best.std() > LEAST_SPREAD else None), scale


class _Decoders:
    """The autoencoder, and relatives of it: other weights by a few per cent, other ways to grow, a noisy latent."""

    def __init__(self, weights: Path, generator: np.random.Generator) -> None:
        self._plain = RoundTrip(weights).eval().to(memory_format=torch.channels_last)
        self._kin = RoundTrip(weights).eval().to(memory_format=torch.channels_last)
        self._state = {key: value.clone() for key, value in self._plain.state_dict().items()}
        self._generator = generator

    def draw(self, crop: np.ndarray) -> tuple[str, np.ndarray]:
        """Send a crop there and back."""
        planes = torch.from_numpy(crop.transpose(2, 0, 1)[None].astype(np.float32) / 255)
        planes = planes.to(memory_format=torch.channels_last)
        is_plain = self._generator.random() < 0.45
        name, network = ("plain", self._plain) if is_plain else ("kin", self._relative())
        coarse = self._generator.random() < 0.5  # many generators decode in half precision; it is faster, too
        with torch.inference_mode():
            with torch.autocast("cpu", torch.bfloat16):
                latent = network.encoder(planes).float()
            if not is_plain and self._generator.random() < 0.5:
                noise = torch.from_numpy(self._generator.normal(0, 1, latent.shape).astype(np.float32))
                latent = latent + noise * latent.std() * float(self._generator.uniform(0.02, 0.12))
            with torch.autocast("cpu", torch.bfloat16, enabled=coarse):
                nearly = network.decoder[:-1](latent).float()
            drawn = network.decoder[-1](nearly)
        return name, np.rint(drawn.clamp(0, 1)[0].numpy().transpose(1, 2, 0) * 255).astype(np.uint8)

    def _relative(self) -> RoundTrip:
        spread = float(self._generator.choice([0.0, 0.01, 0.03]))
        state = {}
        for key, value in self._state.items():
            factor = torch.from_numpy(self._generator.normal(1, spread, value.shape).astype(np.float32))
            state[key] = value * factor if key.startswith("decoder") and "weight" in key else value
        self._kin.load_state_dict(state)
        grows = [module for module in self._kin.decoder if isinstance(module, torch.nn.Upsample)]
        modes = ("nearest", "bilinear", "bicubic") if self._generator.random() < 0.5 else ("nearest",)
        for module in grows:
            module.mode = str(self._generator.choice(modes))
        return self._kin


if __name__ == "__main__":
    main()
