"""Measure a scorer on objects it has not seen, channel by channel: squares, whole frames, regions, real generators, real edits.

Run it with what the scorer needs, a fitted classifier or a network::

    python -m training.regenerated.measure CORPUS --pairs P.npz --frames F.npz --scorer network:build/regenerated/network.pt
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import joblib
import numpy as np
from sklearn.base import ClassifierMixin
from training.regenerated.channels import NAMED, Channel
from training.regenerated.frames import Frame, load
from training.regenerated.real import edits, generated, genuine, tiles_of
from training.regenerated.scores import area, interval
from training.regenerated.tiles import TILE_PX, Pairs, cut, load_pairs

Score = Callable[[np.ndarray], np.ndarray]
STEP_PX = 32


def main() -> None:
    """Print one line for each number."""
    options = argparse.ArgumentParser()
    options.add_argument("corpus", type=Path)
    options.add_argument("--pairs", type=Path, nargs="*", default=[])
    options.add_argument("--frames", type=Path)
    options.add_argument("--scorer", required=True)
    options.add_argument("--parts", default="patch,frame,region,real,edits")
    given = options.parse_args()
    score = scorer(given.scorer)
    parts = given.parts.split(",")
    if "patch" in parts:
        measure_squares(load_pairs(*given.pairs).of("test"), score)
    frames: list[Frame] = load(given.frames) if given.frames else []
    if "frame" in parts:
        measure_frames(frames, score)
    if "region" in parts:
        measure_regions(frames, score)
    if "real" in parts:
        measure_real(given.corpus, score)
    if "edits" in parts:
        measure_edits(given.corpus, score)


def scorer(named: str) -> Score:
    """Return a function from squares, shape (K, 128, 128, 3), to log-odds, shape (K,)."""
    kind, _, file = named.partition(":")
    if kind == "network":
        return _network(Path(file))
    models = joblib.load(file)
    return lambda squares: handmade_logits(models[kind], squares)


def handmade_logits(model: ClassifierMixin, squares: np.ndarray) -> np.ndarray:
    """Return the log-odds that a fitted classifier gives to each square."""
    from training.regenerated.features import features  # noqa: PLC0415

    chance = np.clip(model.predict_proba(np.asarray([features(square) for square in squares]))[:, 1], 1e-5, 1 - 1e-5)
    return np.log(chance / (1 - chance))


def _network(file: Path) -> Score:
    import torch  # noqa: PLC0415
    from training.regenerated.network import Network  # noqa: PLC0415

    torch.set_num_threads(1)
    network = Network()
    network.load_state_dict(torch.load(file, weights_only=True))
    network.eval().to(memory_format=torch.channels_last)

    def score(squares: np.ndarray) -> np.ndarray:
        found = []
        with torch.inference_mode():
            for start in range(0, len(squares), 32):
                planes = np.ascontiguousarray(squares[start : start + 32].transpose(0, 3, 1, 2), np.float32)
                found.append(network(torch.from_numpy(planes))[:, 0].numpy())
        return np.concatenate(found)

    return score


def measure_squares(test: Pairs, score: Score) -> None:
    """Areas for single squares, by kind of decoder."""
    for name, channel in NAMED.items():
        zero, one, kinds, things = [], [], [], []
        for before, after, kind, thing in zip(test.before, test.after, test.kind, test.thing, strict=True):
            for first, second in cut((before, after), channel, None, count=2):
                zero.append(first)
                one.append(second)
                kinds.append(kind if kind in {"plain", "kin"} else "upscaler")
                things.append(thing)
        low, high, kind, thing = score(np.asarray(zero)), score(np.asarray(one)), np.asarray(kinds), np.asarray(things)
        for group in ("all", "plain", "kin", "upscaler"):
            chosen = np.ones(len(kind), bool) if group == "all" else kind == group
            if chosen.any():
                show(f"patch {group}", name, low[chosen], high[chosen], (thing[chosen], thing[chosen]))


def measure_frames(frames: list[Frame], score: Score) -> None:
    """Areas for whole frames; a frame's score is the mean of its squares."""
    things = np.asarray([frame.thing for frame in frames])
    for name, channel in NAMED.items():
        low, high = (
            np.asarray([score(tiles_of(pixels, channel, long_side_px=4096)[0]).mean() for pixels in group])
            for group in ([frame.whole for frame in frames], [frame.whole_drawn for frame in frames])
        )
        show("frame", name, low, high, (things, things))


def heat(pixels: np.ndarray, channel: Channel, score: Score) -> tuple[np.ndarray, tuple[int, int]]:
    """Return a map of log-odds, one for each 32 pixels, smoothed by nothing, and the size of what arrived."""
    squares, corners = tiles_of(pixels, channel, long_side_px=4096, step_px=STEP_PX)
    rows, cols = (max(corner[axis] for corner in corners) // STEP_PX + 1 for axis in (0, 1))
    return score(squares).reshape(rows, cols), (rows, cols)


def contrast(field: np.ndarray) -> float:
    """By how much the highest place stands out of the picture: in robust spreads above its median."""
    middle = np.median(field)
    spread = np.median(np.abs(field - middle)) * 1.48 + 0.1
    return float((cv2.blur(field.astype(np.float32), (2, 2)).max() - middle) / spread)


def measure_regions(frames: list[Frame], score: Score) -> None:
    """Areas for pasted regions and how well the map lies on them."""
    things = np.asarray([frame.thing for frame in frames])
    for name, channel in NAMED.items():
        low, high, overlaps, inside = [], [], [], []
        for frame in frames:
            before, _ = heat(frame.partly, channel, score)
            after, _ = heat(frame.partly_drawn, channel, score)
            low.append(contrast(before))
            high.append(contrast(after))
            scale = channel.scale
            size = (round(frame.mask.shape[1] * scale), round(frame.mask.shape[0] * scale))
            mask = cv2.resize(frame.mask.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
            half = TILE_PX // 2
            centres = mask[
                half : half + STEP_PX * after.shape[0] : STEP_PX, half : half + STEP_PX * after.shape[1] : STEP_PX
            ]
            centres = centres[: after.shape[0], : after.shape[1]]
            field = after[: centres.shape[0], : centres.shape[1]]
            if centres.any() and not centres.all():
                inside.append(area(field[~centres], field[centres]))
                overlaps.append(_best_f1(field, centres))
        show("region", name, np.asarray(low), np.asarray(high), (things, things))
        say(
            f"region map   {name:11s} place AUC median {np.median(inside):.3f}, "
            f"best-threshold F1 mean {np.mean(overlaps):.3f} (n {len(overlaps)})"
        )


def _best_f1(field: np.ndarray, truth: np.ndarray) -> float:
    best = 0.0
    for cutoff in np.quantile(field, np.linspace(0.5, 0.995, 40)):
        found = field >= cutoff
        best = max(best, 2 * (found & truth).sum() / (found.sum() + truth.sum()))
    return float(best)


def measure_real(corpus: Path, score: Score) -> None:
    """Real generators against genuine photos, brought to one size first."""
    made, shot = list(generated(corpus)), list(genuine(corpus))
    for long_side in (1024,):
        for name, channel in NAMED.items():
            values, names = [], []
            for group in (shot, made):
                kept = [(label, tiles_of(pixels, channel, long_side_px=long_side)[0]) for label, pixels in group]
                kept = [(label, squares) for label, squares in kept if len(squares) >= 4]
                values.append(np.asarray([score(squares).mean() for _, squares in kept]))
                names.append(np.asarray([label for label, _ in kept]))
            show(f"real {long_side}", name, values[0], values[1], (names[0], names[1]))


def measure_edits(corpus: Path, score: Score) -> None:
    """Real edits against their originals, both at their own size through one channel."""
    pairs = [
        (name, before, after) for name, before, after in edits(corpus)
        if min(*before.shape[:2], *after.shape[:2]) >= 384
    ]  # fmt: skip
    names = np.asarray([name for name, _, _ in pairs])
    for name, channel in NAMED.items():
        fields = [[heat(pixels, channel, score)[0] for pixels in pair[1:]] for pair in pairs]
        for kind, rule in (("edit mean", np.mean), ("edit contrast", contrast)):
            low, high = (np.asarray([rule(field[place]) for field in fields]) for place in (0, 1))
            show(kind, name, low, high, (names, names))


def show(what: str, channel: str, low: np.ndarray, high: np.ndarray, things: tuple[np.ndarray, np.ndarray]) -> None:
    """Print an area with its interval."""
    middle, least, most = interval(low, high, things, rounds=400)
    say(f"{what:14s} {channel:11s} AUC {middle:.3f} [{least:.3f}, {most:.3f}] n {len(low)} / {len(high)}")


def say(line: str) -> None:
    """Print now."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
