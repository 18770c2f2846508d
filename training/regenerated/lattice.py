"""Measure the check ``regenerated`` as it ships, on photos that nothing was chosen on where there are any.

Run it with the frames of ``frames.py``::

    PYTHONPATH=src python -m training.regenerated.lattice CORPUS build/regenerated/frames.npz
"""

import argparse
import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from PIL import Image
from training.regenerated.channels import Channel, jpeg
from training.regenerated.frames import Frame, load
from training.regenerated.real import edits, generated
from training.regenerated.scores import area, interval

from fairclaim.benchmark.channels import screenshot
from fairclaim.forensics.decoder_lattice import LEAST_SIDE_PX, STEP_PX, WINDOW_PX, Lattice, find_lattice

LEAST_PX, MOST_PX = 640, 2048
SHRUNK_PX = (1024, 1280, 1536, 2048)
"""Larger photos are shrunk to one of these in turn, as if a shop or an app had done it."""
CHANNELS = {
    "as file": Channel(),
    "jpeg-95": Channel(qualities=(95,)),
    "jpeg-90": Channel(qualities=(90,)),
    "jpeg-85": Channel(qualities=(85,)),
    "jpeg-70": Channel(qualities=(70,)),
    "0.75x jpeg-75": Channel(scale=0.75, qualities=(75,)),
    "0.75x jpeg-70": Channel(scale=0.75, qualities=(70,)),
}


def main() -> None:
    """Print one line for each number."""
    options = argparse.ArgumentParser()
    options.add_argument("corpus", type=Path)
    options.add_argument("frames", type=Path)
    given = options.parse_args()
    frames = load(given.frames)
    shot, made = (
        list(_genuine(given.corpus)),
        [(name, _shrunk(pixels, MOST_PX)) for name, pixels in generated(given.corpus)],
    )
    labelled = list(_labelled(given.corpus))
    pairs = [pair for pair in edits(given.corpus) if min(*pair[1].shape[:2], *pair[2].shape[:2]) >= LEAST_SIDE_PX]
    for name, channel in CHANNELS.items():
        _held_out(frames, name, channel)
        _real(shot, made, labelled, name, channel)
        _edited(pairs, name, channel)
    _screens(shot)


def _held_out(frames: list[Frame], name: str, channel: Channel) -> None:
    things = np.asarray([frame.thing for frame in frames])
    before, after = (
        np.asarray([_strength(channel.send(pixels)) for pixels in group])
        for group in ([frame.whole for frame in frames], [frame.whole_drawn for frame in frames])
    )
    _show("held-out frame", name, before, after, (things, things))
    low, high, inside, best = [], [], [], []
    for frame in frames:
        low.append(find_lattice(channel.send(frame.partly)).contrast)
        found = find_lattice(channel.send(frame.partly_drawn))
        high.append(found.contrast)
        truth = _truth(frame.mask, found, channel.scale)
        if truth.any() and not truth.all():
            inside.append(area(found.places[~truth], found.places[truth]))
            best.append(_best_f1(found.places, truth))
    _show("held-out region", name, np.asarray(low), np.asarray(high), (things, things))
    _say(
        f"held-out region {name}: place AUC mean {np.mean(inside):.3f}, F1 at the best cut mean {np.mean(best):.3f}, n {len(best)}"
    )


def _truth(mask: np.ndarray, found: Lattice, scale: float) -> np.ndarray:
    size = (round(mask.shape[1] * scale), round(mask.shape[0] * scale))
    moved = cv2.resize(mask.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
    rows, cols = (WINDOW_PX // 2 + STEP_PX * np.arange(count) for count in found.places.shape)
    return moved[np.ix_(rows.clip(max=moved.shape[0] - 1), cols.clip(max=moved.shape[1] - 1))]


def _best_f1(field: np.ndarray, truth: np.ndarray) -> float:
    cuts = np.quantile(field, np.linspace(0.5, 0.99, 30))
    return max(float(2 * ((field >= cut) & truth).sum() / ((field >= cut).sum() + truth.sum())) for cut in cuts)


def _real(shot: list, made: list, labelled: list, name: str, channel: Channel) -> None:
    zero, one, other = (
        np.asarray([_strength(channel.send(pixels)) for _, pixels in group]) for group in (shot, made, labelled)
    )
    things = tuple(np.asarray([label for label, _ in group]) for group in (shot, made))
    _show("real generators", name, zero, one, things)
    cuts = {share: float(np.quantile(zero, 1 - share)) for share in (0.01, 0.05)}
    found = ", ".join(
        f"{np.mean(one > cut):.2f} above {cut:.1f} ({share:.0%} of genuine)" for share, cut in cuts.items()
    )
    _say(f"real generators {name}: {found}; labelled pictures {np.round(other, 1).tolist()}")


def _edited(pairs: list, name: str, channel: Channel) -> None:
    names = np.asarray([label for label, _, _ in pairs])
    for what, measure in (("strength", _strength), ("contrast", _contrast)):
        before, after = (
            np.asarray([measure(channel.send(pair[place])) for pair in pairs if _fits(pair, channel)])
            for place in (1, 2)
        )
        kept = np.asarray([label for label, pair in zip(names, pairs, strict=True) if _fits(pair, channel)])
        _show(f"real edits, {what}", name, before, after, (kept, kept))


def _fits(pair: tuple, channel: Channel) -> bool:
    return min(*pair[1].shape[:2], *pair[2].shape[:2]) * min(channel.scale, 1) >= LEAST_SIDE_PX


def _screens(shot: list) -> None:
    """Show what innocent codings of genuine photos reach."""
    ways = {
        "WebP 80": _as_webp,
        "WebP 80, then JPEG 95": lambda pixels: jpeg(_as_webp(pixels), 95),
        "a screenshot": lambda pixels: np.asarray(Image.open(io.BytesIO(screenshot(pixels).data)).convert("RGB")),
    }
    for name, way in ways.items():
        scores = np.sort([_strength(way(pixels)) for _, pixels in shot[::3]])
        highest = [round(float(score), 1) for score in scores[-3:]]
        _say(
            f"genuine photos as {name}: highest {highest}, 95 % below {np.quantile(scores, 0.95):.1f}, n {len(scores)}"
        )


def _as_webp(pixels: np.ndarray) -> np.ndarray:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "WEBP", quality=80)
    with Image.open(out) as image:
        return np.asarray(image.convert("RGB"))


def _genuine(corpus: Path) -> Iterator[tuple[str, np.ndarray]]:
    with (corpus / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["label"] in {"genuine", "genuine damage"}]
    for number, row in enumerate(rows):
        try:
            with Image.open(corpus / row["file"]) as picture:
                pixels = np.array(picture.convert("RGB"))
        except OSError:  # a format that Pillow alone does not read, or a film
            continue
        pixels = _shrunk(pixels, SHRUNK_PX[number % 4]) if max(pixels.shape[:2]) > MOST_PX else pixels
        if max(pixels.shape[:2]) >= LEAST_PX and min(pixels.shape[:2]) >= 1.34 * LEAST_SIDE_PX:
            parts = row["file"].split("/")
            yield "/".join(parts[:2]) if parts[0] in {"products", "prints", "listing"} else row["file"], pixels


def _labelled(corpus: Path) -> Iterator[tuple[str, np.ndarray]]:
    """Yield generators' pictures that came with their own labels: nothing was chosen on them."""
    with (corpus / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        rows = [
            row for row in csv.DictReader(lines) if row["file"].startswith("labels/") and row["label"] == "generated"
        ]
    for row in rows:
        try:
            with Image.open(corpus / row["file"]) as picture:
                pixels = np.array(picture.convert("RGB"))
        except OSError:  # a stub
            continue
        if max(pixels.shape[:2]) >= LEAST_PX:
            yield row["file"], _shrunk(pixels, MOST_PX)


def _shrunk(pixels: np.ndarray, long_side_px: int) -> np.ndarray:
    scale = min(long_side_px / max(pixels.shape[:2]), 1.0)
    size = (round(pixels.shape[1] * scale), round(pixels.shape[0] * scale))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA) if scale < 1 else pixels


def _strength(pixels: np.ndarray) -> float:
    return find_lattice(pixels).strength


def _contrast(pixels: np.ndarray) -> float:
    return find_lattice(pixels).contrast


def _show(what: str, channel: str, low: np.ndarray, high: np.ndarray, things: tuple[np.ndarray, np.ndarray]) -> None:
    middle, least, most = interval(low, high, things, rounds=500)
    _say(f"{what} {channel}: AUC {middle:.3f} [{least:.3f}, {most:.3f}], n {len(low)} / {len(high)}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
