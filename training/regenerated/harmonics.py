"""Ask a straight-line classifier which harmonics of eight pixels tell a decoder's work from the crop that it drew.

    PYTHONPATH=src python -m training.regenerated.harmonics build/regenerated/pairs.npz

Learns on training objects, prints a weight for each harmonic and the area on test objects. The weight of the period of four
pixels is why the check looks at that line alone.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from training.regenerated.channels import Channel
from training.regenerated.scores import interval
from training.regenerated.tiles import Pairs, load_pairs

from fairclaim.forensics import decoder_lattice

SEED = 3
QUALITIES = (None, 95, 90, 85)
"""None: not compressed."""


def main() -> None:
    """Fit and print."""
    options = argparse.ArgumentParser()
    options.add_argument("pairs", type=Path)
    pairs = load_pairs(options.parse_args().pairs)
    pairs = pairs.where(np.isin(pairs.kind, ["plain", "kin"]))
    generator = np.random.default_rng(SEED)
    before, after, _, _ = _described(pairs.of("train"), generator)
    line = LogisticRegression(C=1).fit(np.concatenate([before, after]), np.repeat([0, 1], len(before)))
    periods = [round(decoder_lattice.WINDOW_PX / int(place), 2) for place in decoder_lattice._HARMONICS]
    _say(f"periods in pixels {periods}: weights {[round(float(weight), 2) for weight in line.coef_[0]]}")
    before, after, things, qualities = _described(pairs.of("test"), generator)
    for quality in (0, 95, 90, 85):
        kept = qualities == quality
        scores = (line.decision_function(part[kept]) for part in (before, after))
        middle, low, high = interval(*scores, (things[kept], things[kept]), rounds=300)
        _say(f"quality {quality or 'none'}: AUC {middle:.3f} [{low:.3f}, {high:.3f}], n {kept.sum()} crops of 256 px")


def _described(pairs: Pairs, generator: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    before, after, things, qualities = [], [], [], []
    for first, second, thing in zip(pairs.before, pairs.after, pairs.thing, strict=True):
        for quality in QUALITIES:
            shift = (0, 0) if generator.random() < 0.5 else tuple(int(number) for number in generator.integers(0, 8, 2))
            channel = Channel(qualities=(quality,) if quality else (), shift=shift)
            before.append(_heights(channel.send(first)))
            after.append(_heights(channel.send(second)))
            things.append(thing)
            qualities.append(quality or 0)
    return np.asarray(before), np.asarray(after), np.asarray(things), np.asarray(qualities)


def _heights(pixels: np.ndarray) -> np.ndarray:
    """Return the height of each harmonic above its neighbours."""
    luma = np.asarray(pixels, np.float32) @ decoder_lattice._LUMA
    spectra = (decoder_lattice._spectra(part).mean(axis=(0, 1)) for part in (luma, np.ascontiguousarray(luma.T)))
    logs = sum(spectra) / 2
    return (logs - np.median(logs[decoder_lattice._NEIGHBOURS], axis=-1))[decoder_lattice._HARMONICS]


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
