"""Fit plain classifiers on hand-made features of pairs. Tried, and not shipped: they do not carry over to real generators.

Run it with the pairs and a folder to keep the classifiers in::

    python -m training.regenerated.handmade build/regenerated/pairs.npz --target build/regenerated/handmade
"""

import argparse
import sys
import time
from pathlib import Path

import joblib
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from training.regenerated.channels import any_channel
from training.regenerated.features import features
from training.regenerated.tiles import Pairs, cut, load_pairs

SEED = 7


def main() -> None:
    """Extract, fit, keep."""
    options = argparse.ArgumentParser()
    options.add_argument("pairs", type=Path, nargs="+")
    options.add_argument("--target", type=Path, required=True)
    options.add_argument("--draws", type=int, default=4)
    given = options.parse_args()
    pairs = load_pairs(*given.pairs)
    train = pairs.of("train")
    say(f"{len(train.kind)} of {len(pairs.kind)} pairs to learn from; kinds {np.unique(train.kind).size}")
    began = time.process_time()
    x, y = _learning(train, given.draws)
    say(f"{len(x)} squares, {time.process_time() - began:.0f} CPU-s")
    models = {
        "logistic": make_pipeline(StandardScaler(), LogisticRegression(C=0.03, max_iter=400)),
        "boosted": HistGradientBoostingClassifier(
            max_iter=200, learning_rate=0.08, max_leaf_nodes=12, l2_regularization=5, random_state=SEED
        ),
    }
    for name, model in models.items():
        model.fit(x, y)
        say(f"{name} fitted, {time.process_time() - began:.0f} CPU-s")
    given.target.mkdir(parents=True, exist_ok=True)
    joblib.dump(models, given.target / "models.joblib")


def _learning(train: Pairs, draws: int) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(SEED)
    rows, labels = [], []
    for before, after in zip(train.before, train.after, strict=True):
        for _ in range(draws):
            channel = any_channel(generator, severity=float(generator.random()))
            for squares in cut((before, after), channel, generator, count=1):
                rows += [features(square) for square in squares]
                labels += [0, 1]
    return np.asarray(rows, np.float32), np.asarray(labels)


def say(line: str) -> None:
    """Print now."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
