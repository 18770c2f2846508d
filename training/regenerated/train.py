"""Train the detector on pairs that are drawn while it learns: crops of genuine photos, as they were and drawn anew.

Run it so::

    python -m training.regenerated.train PACK WEIGHTS OUT --minutes 9 --first 0 --last 0.4

``PACK`` is what ``training/regenerated/pack.py`` made, ``WEIGHTS`` the folder of the autoencoder, ``OUT`` receives the network and
what a later call goes on from (``--resume OUT``). ``--first`` and ``--last`` say which part of the whole training this call is: the
learning rate falls and channels grow harsher over all of it. On a graphics card half an hour is a million crops and more; on a CPU the
same takes days, and ``--tiny`` shows in minutes that everything runs.

What a photo and its redrawn twin share: size, tone, channel. What they do not share, drawn independently for each, so that it
cannot be learned instead: earlier savings, smoothing, sharpening, noise.
"""

import argparse
import io
import math
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional
from torch.utils.data import DataLoader, IterableDataset, get_worker_info
from training.regenerated.decoders import PLANS, UNSEEN, Generators, Tools
from training.regenerated.detector import CELL_PX, Detector
from training.regenerated.scores import area
from training.regenerated.simulated_jpeg import through_jpeg

BASE_PX, SEEN_PX = 320, 224
"""Side of a crop when it is drawn anew, and when the detector sees it, after the channel."""
GROUPS, EACH = 6, 24
RATE = 2.5e-3
STEADY = 0.998
SEED = 20261126


@dataclass(slots=True)
class Batch:
    """Crops, what they are, and where they were drawn."""

    rgb: Tensor
    cells: Tensor
    """Share of each cell that was drawn anew."""
    whole: Tensor
    """1 drawn as a whole, 0 genuine, -1 in part."""


class Photos:
    """Genuine photos; a subject is as likely as the next however many photos it has, by the root."""

    def __init__(self, pack: Path, *, learned: bool) -> None:
        stored = np.load(pack)
        data, ends = stored["data"], stored["ends"]
        starts = np.concatenate([[0], ends[:-1]])
        chosen = np.flatnonzero(stored["learned"] == learned)
        names = stored["subject"][chosen]
        self._pixels = [_decoded(data[starts[place] : ends[place]].tobytes()) for place in chosen]
        counts = np.array([(names == name).sum() for name in names])
        areas = np.array([pixels.shape[0] * pixels.shape[1] for pixels in self._pixels])
        weights = np.sqrt(areas / counts)
        self._weights = weights / weights.sum()

    def crops(self, count: int, chance: np.random.Generator) -> Tensor:
        """Shrink by a random scale, cut squares of ``BASE_PX`` out and turn them, shape (count, 3, 320, 320), uint8."""
        chosen = chance.choice(len(self._pixels), count, p=self._weights)
        return torch.from_numpy(
            np.stack([_crop(self._pixels[place], chance) for place in chosen]).transpose(0, 3, 1, 2).copy()
        )


class Stream(IterableDataset):
    """Endless groups of crops, cut by other processes while the card learns."""

    def __init__(self, pack: Path, seed: int) -> None:
        self._pack, self._seed = pack, seed

    def __iter__(self) -> Iterator[Tensor]:
        """Yield groups of ``EACH`` crops, uint8."""
        cv2.setNumThreads(1)
        worker = get_worker_info()
        chance = np.random.default_rng((self._seed, worker.id if worker else 0))
        photos = Photos(self._pack, learned=True)
        while True:
            yield photos.crops(EACH, chance)


def _crop(pixels: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    most = min(pixels.shape[:2]) / BASE_PX
    shrink = 1.0 if chance.random() < 0.25 else math.exp(chance.random() * math.log(min(most, 3.2)))
    side = min(round(BASE_PX * shrink), *pixels.shape[:2])
    row, col = (int(chance.integers(limit - side + 1)) for limit in pixels.shape[:2])
    cut = pixels[row : row + side, col : col + side]
    if side != BASE_PX and chance.random() < 0.6:
        cut = cv2.resize(cut, (BASE_PX, BASE_PX), interpolation=cv2.INTER_AREA)
    elif side != BASE_PX:
        kernel = (Image.Resampling.BICUBIC, Image.Resampling.LANCZOS, Image.Resampling.BILINEAR)[
            int(chance.integers(3))
        ]
        cut = np.asarray(Image.fromarray(cut).resize((BASE_PX, BASE_PX), kernel))
    cut = np.rot90(cut, int(chance.integers(4)))
    return np.ascontiguousarray(cut[:, ::-1] if chance.random() < 0.5 else cut)


def _decoded(data: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(data)) as picture:
        return np.array(picture.convert("RGB"))


class Pairs:
    """Draws batches."""

    def __init__(self, crops: Iterator[Tensor], generators: Generators, chance: torch.Generator) -> None:
        self._crops, self._generators, self._chance = crops, generators, chance

    def _next(self) -> Tensor:
        return next(self._crops).to(self._generators.device, non_blocking=True).float().div(255)

    def batch(self, severity: float) -> Batch:
        """Draw ``GROUPS`` groups of ``EACH`` photos and their twins, each group through a channel of its own."""
        return _joined([self._group(severity) for _ in range(GROUPS)])

    def _group(self, severity: float) -> Batch:
        genuine = self._next()
        before = genuine
        if self._toss(0.3):
            before = through_jpeg(genuine, self._qualities(70, 98), halves_colour=self._toss(0.7))
        in_part = self._toss(0.4)
        spliced = in_part and self._toss(0.2)
        drawn = self._next() if spliced else self._generators.draw(before, self._chance)
        if in_part:
            mask = _masks(EACH, genuine.device)
            other = before if self._toss(0.5) else genuine
            forged = other + mask * (self._treated(drawn) if self._toss(0.3) else drawn).sub(other)
        else:
            mask = torch.ones_like(genuine[:, :1])
            forged = drawn
        alike = self._toss(0.35)
        if not alike:
            genuine, forged = self._treated(genuine), self._treated(forged)
        if self._toss(0.5):
            genuine = through_jpeg(genuine, self._qualities(72, 98), halves_colour=self._toss(0.7))
        if self._toss(0.5):
            forged = through_jpeg(forged, self._qualities(72, 98), halves_colour=self._toss(0.7))
        both = torch.cat([genuine, forged, mask.expand(-1, 3, -1, -1)])
        sent, masks = self._channel(both, severity)
        cells = functional.avg_pool2d(masks, CELL_PX)[:, 0]
        cells = torch.cat([torch.zeros_like(cells), cells])
        ones = torch.ones(EACH, device=cells.device)
        return Batch(sent, cells, torch.cat([0 * ones, -ones if in_part else ones]))

    def _treated(self, rgb: Tensor) -> Tensor:
        """Smooth, sharpen or roughen, as cameras and apps do to anything."""
        kind = _drawn(self._chance)
        if kind < 0.4:
            return rgb
        if kind < 0.55:
            return _blurred(rgb, 0.3 + 0.8 * _drawn(self._chance))
        if kind < 0.7:
            return (rgb + (0.3 + 1.2 * _drawn(self._chance)) * (rgb - _blurred(rgb, 0.6 + _drawn(self._chance)))).clamp(
                0, 1
            )
        if kind < 0.9:
            noise = torch.randn_like(rgb)
            if self._toss(0.5):
                noise = 1.8 * _blurred(noise, 0.4 + 0.5 * _drawn(self._chance))
            return (rgb + noise * (0.5 + 4 * _drawn(self._chance)) / 255).clamp(0, 1)
        patches = functional.unfold(functional.pad(rgb, (1, 1, 1, 1), mode="reflect"), 3)
        count, _, places = patches.shape
        return patches.reshape(count, 3, 9, places).median(dim=2).values.reshape(rgb.shape)

    def _channel(self, both: Tensor, severity: float) -> tuple[Tensor, Tensor]:
        """Send photos, twins and their masks the same way; return what arrives and the masks alone."""
        row, col = (int(16 * _drawn(self._chance)) for _ in range(2)) if self._toss(0.5) else (0, 0)
        both = both[:, :, row:, col:]
        scale = 1.0
        if self._toss(0.5):
            scale = 0.75 if self._toss(0.4) else 0.74 + 0.5 * _drawn(self._chance)
            mode = "bilinear" if self._toss(0.6) else "bicubic"
            size = [round(side * scale) for side in both.shape[2:]]
            both = functional.interpolate(both, size, mode=mode, antialias=True, align_corners=False).clamp(0, 1)
        rgb, masks = both[: 2 * EACH], both[2 * EACH :, :1]
        if self._toss(0.3):
            rgb = rgb.clamp_min(1e-4) ** (0.8 + 0.45 * _drawn(self._chance))
        rgb = rgb.mul(255).round().div(255)
        if not self._toss(0.12):
            lowest = 97 - 42 * severity
            halves = self._toss(0.8)
            quality = self._qualities(lowest, 99).repeat(2)
            rgb = through_jpeg(rgb, quality, halves_colour=halves)
            if self._toss(0.25):
                again = quality if self._toss(0.5) else self._qualities(max(lowest, 65), 96).repeat(2)
                rgb = through_jpeg(rgb, again, halves_colour=halves)
        row, col = (int(_drawn(self._chance) * (limit - SEEN_PX + 1)) for limit in rgb.shape[2:])
        cut = (slice(None), slice(None), slice(row, row + SEEN_PX), slice(col, col + SEEN_PX))
        return rgb[cut], masks[cut]

    def _qualities(self, low: float, high: float) -> Tensor:
        spread = torch.rand(EACH, device=self._generators.device)
        return (low + (high - low) * spread).round().clamp(1, 100)

    def _toss(self, share: float) -> bool:
        return _drawn(self._chance) < share


def main() -> None:
    """Train for the minutes given; say every minute or so how well unseen photos are told apart."""
    options = argparse.ArgumentParser()
    options.add_argument("pack", type=Path)
    options.add_argument("weights", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--minutes", type=float, default=9)
    options.add_argument("--decoder-minutes", type=float, default=3)
    options.add_argument("--first", type=float, default=0.0)
    options.add_argument("--last", type=float, default=1.0)
    options.add_argument("--resume", type=Path)
    options.add_argument("--workers", type=int, default=14)
    options.add_argument("--tiny", action="store_true")
    given = options.parse_args()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if given.tiny:
        Watch.COUNT = 4
    torch.backends.cudnn.benchmark = True
    torch.backends.cuda.matmul.allow_tf32 = True
    torch.backends.cudnn.allow_tf32 = True
    torch.manual_seed(SEED + round(1000 * given.first))
    chance = torch.Generator().manual_seed(SEED + round(1000 * given.first))
    crops = iter(
        DataLoader(
            Stream(given.pack, SEED + round(1000 * given.first)),
            batch_size=None,
            num_workers=given.workers,
            pin_memory=device.type == "cuda",
            prefetch_factor=8 if given.workers else None,
        )
    )
    generators = Generators(given.weights, device)
    given.out.mkdir(parents=True, exist_ok=True)
    if given.resume and (given.resume / "decoders.pt").exists():
        _load_decoders(generators, given.resume / "decoders.pt", device)
    else:
        _train_decoders(generators, crops, minutes=given.decoder_minutes)
    torch.save(
        {name: {k: v.half() for k, v in net.state_dict().items()} for name, net in generators.own.items()},
        given.out / "decoders.pt",
    )
    Run(given, device, Pairs(crops, generators, chance), Watch(Photos(given.pack, learned=False), generators)).train()


class Run:
    """One call's share of the training."""

    def __init__(self, given: argparse.Namespace, device: torch.device, pairs: Pairs, watch: "Watch") -> None:
        self._given, self._pairs, self._watch, self._device = given, pairs, watch, device
        self._network = Detector().to(device, memory_format=torch.channels_last)
        self._steady = Detector().to(device, memory_format=torch.channels_last)
        weights, others = [], []
        for name, value in self._network.named_parameters():
            (weights if value.ndim > 1 and "filters" not in name else others).append(value)
        self._optimiser = torch.optim.AdamW(
            [{"params": weights, "weight_decay": 0.05}, {"params": others, "weight_decay": 0.0}],
            RATE,
            betas=(0.9, 0.98),
            fused=device.type == "cuda",
        )
        self.steps = 0
        self._means, self._values = (
            [value for value in net.state_dict().values() if value.dtype.is_floating_point]
            for net in (self._steady, self._network)
        )
        if given.resume and (given.resume / "steady.pt").exists():
            self._network.load_state_dict(torch.load(given.resume / "steady.pt", map_location=device))
        self._steady.load_state_dict(self._network.state_dict())

    def train(self) -> None:
        """Step until the time is up, then save."""
        begins = time.monotonic()
        seconds = 60 * self._given.minutes
        told, losses = begins, []
        while (passed := time.monotonic() - begins) < seconds:
            progress = self._given.first + (self._given.last - self._given.first) * passed / seconds
            for group in self._optimiser.param_groups:
                warm = min((self.steps + 1) / 200, 1.0)
                group["lr"] = RATE * warm * (0.5 + 0.5 * math.cos(math.pi * progress)) + 1e-5
            losses.append(self._step(min(0.35 + 2.5 * progress, 1.0)))
            if time.monotonic() - told > 75 or self._given.tiny:
                told = time.monotonic()
                _say(
                    f"{passed:5.0f} s  step {self.steps}  loss {float(torch.stack(losses).mean()):.3f}  {self._watch.look(self._steady)}"
                )
                losses = []
                self._save()
                if self._given.tiny:
                    return
        _say(f"end: step {self.steps}  {self._watch.look(self._steady)}")
        self._save()

    def _step(self, severity: float) -> Tensor:
        with torch.no_grad():
            batch = self._pairs.batch(severity)
        self._network.train()
        with torch.autocast(self._device.type, torch.bfloat16):
            seen = self._network(batch.rgb.contiguous(memory_format=torch.channels_last))
        sure = ((batch.cells < 0.05) | (batch.cells > 0.6)).float()
        truth = (batch.cells > 0.5).float()
        cells = functional.binary_cross_entropy_with_logits(seen.cells.float(), truth, weight=sure)
        counts = (batch.whole >= 0).float()
        frame = functional.binary_cross_entropy_with_logits(seen.frame.float(), batch.whole.clamp_min(0), weight=counts)
        loss = cells + 0.7 * frame
        self._optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._network.parameters(), 2.0)
        self._optimiser.step()
        self.steps += 1
        keep = min(STEADY, 1 - 1 / (1 + self.steps / 4))
        with torch.no_grad():
            torch._foreach_lerp_(self._means, self._values, 1 - keep)
        return loss.detach()

    def _save(self) -> None:
        kept = {
            key: value.half() if value.is_floating_point() else value
            for key, value in self._steady.state_dict().items()
        }
        torch.save(kept, self._given.out / "steady.pt")


class Watch:
    """A fixed set of crops of photos that are not learned from, by decoders seen and unseen, through named channels."""

    COUNT = 96

    def __init__(self, photos: Photos, generators: Generators) -> None:
        genuine = photos.crops(self.COUNT, np.random.default_rng(7)).to(generators.device).float() / 255
        torch.manual_seed(7)
        mask = _masks(self.COUNT, genuine.device)
        self._sets: dict[str, tuple[Tensor, Tensor, Tensor]] = {}
        for name in ("plain", "nearest-8", *sorted(UNSEEN)):
            drawn = torch.cat([generators.by(name, part) for part in genuine.split(12)])
            self._sets[name] = (genuine, drawn, genuine + mask * (drawn - genuine))
        self._mask = mask

    @torch.no_grad()
    def look(self, network: Detector) -> str:
        """Return areas under the curve: frames, then cells of pictures drawn in part."""
        network.eval()
        told = []
        for name, pictures in self._sets.items():
            parts = []
            for channel in ("95", "75r", "70r"):
                sent = [_sent(rgb, channel) for rgb in pictures]
                frames, cells = zip(*[_seen(network, rgb) for rgb in sent], strict=True)
                mask = functional.avg_pool2d(
                    _sent(self._mask.expand(-1, 3, -1, -1), channel.removesuffix("r") if channel == "95" else "r"), 8
                )[:, 0]
                inside = (mask > 0.6).cpu().numpy()
                outside = (mask < 0.05).cpu().numpy()
                parts.append(
                    f"{channel} {area(frames[0], frames[1]):.2f}/{area(cells[2][outside], cells[2][inside]):.2f}"
                )
            told.append(f"{name}: {', '.join(parts)}")
        return "  ".join(told)


def _sent(rgb: Tensor, channel: str) -> Tensor:
    if channel.endswith("r"):
        size = [round(side * 0.75) // 16 * 16 for side in rgb.shape[2:]]
        rgb = functional.interpolate(rgb, size, mode="bilinear", antialias=True, align_corners=False)
    quality = channel.removesuffix("r")
    if quality and not (rgb.shape[1] == 3 and (rgb[:, 0] == rgb[:, 1]).all()):
        rgb = through_jpeg(rgb, torch.full((len(rgb),), float(quality), device=rgb.device), halves_colour=True)
    return rgb


def _seen(network: Detector, rgb: Tensor) -> tuple[np.ndarray, np.ndarray]:
    parts = [network(part) for part in rgb.split(16)]
    return torch.cat([part.frame for part in parts]).cpu().numpy(), torch.cat(
        [part.cells for part in parts]
    ).cpu().numpy()


def _train_decoders(generators: Generators, crops: Iterator[Tensor], *, minutes: float) -> None:
    """Train all small autoencoders side by side; critics join after a third of the time."""
    begins, rounds = time.monotonic(), 0
    tools = {name: Tools(network, generators.device) for name, network in generators.own.items()}
    errors = dict.fromkeys(tools, 0.0)
    while (passed := time.monotonic() - begins) < 60 * minutes:
        cut = next(crops)[:16, :, :192, :192].to(generators.device).float() / 255
        weight = 0.0 if passed < 20 * minutes else 0.03
        for name, each in tools.items():
            generators.own[name].train()
            errors[name] = 0.98 * errors[name] + 0.02 * generators.train_step(name, each, cut, critic_weight=weight)
        rounds += 1
    _say(f"decoders: {rounds} rounds, " + ", ".join(f"{name} {error:.3f}" for name, error in errors.items()))


def _load_decoders(generators: Generators, path: Path, device: torch.device) -> None:
    stored = torch.load(path, map_location=device)
    for plan in PLANS:
        generators.own[plan.name].load_state_dict({key: value.float() for key, value in stored[plan.name].items()})


def _masks(count: int, device: torch.device) -> Tensor:
    """Soft blobs of 4 to 60 % of the crop, shape (count, 1, BASE_PX, BASE_PX)."""
    grid = int(torch.randint(3, 8, ()).item())
    rough = torch.rand(count, 1, grid, grid, device=device)
    smooth = functional.interpolate(rough, (BASE_PX, BASE_PX), mode="bicubic", align_corners=False)
    share = 0.04 + 0.56 * torch.rand(count, device=device) ** 1.5
    flat = smooth.flatten(1).sort(dim=1, descending=True).values
    level = flat[torch.arange(count, device=device), (share * (flat.shape[1] - 1)).long()]
    soft = 0.002 + 0.03 * torch.rand(count, 1, 1, 1, device=device)
    return ((smooth - level[:, None, None, None]) / soft + 0.5).clamp(0, 1)


def _blurred(rgb: Tensor, spread_px: float) -> Tensor:
    place = torch.arange(-3, 4, device=rgb.device, dtype=rgb.dtype)
    bell = torch.exp(-(place**2) / (2 * spread_px**2))
    bell = bell / bell.sum()
    channels = rgb.shape[1]
    across = bell.reshape(1, 1, 1, -1).repeat(channels, 1, 1, 1)
    padded = functional.pad(rgb, (3, 3, 3, 3), mode="reflect")
    return functional.conv2d(
        functional.conv2d(padded, across, groups=channels), across.transpose(2, 3), groups=channels
    )


def _joined(groups: list[Batch]) -> Batch:
    return Batch(*(torch.cat([getattr(group, part) for group in groups]) for part in ("rgb", "cells", "whole")))


def _drawn(chance: torch.Generator) -> float:
    return float(torch.rand((), generator=chance))


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
