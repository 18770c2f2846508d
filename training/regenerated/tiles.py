"""From cached pairs to labelled squares, both halves of a pair through the same channel and cut at the same place."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from training.regenerated.channels import Channel
from training.regenerated.photos import split_of

TILE_PX = 128


@dataclass(frozen=True, slots=True)
class Pairs:
    """Crops as they were and as a decoder drew them, shape (K, 256, 256, 3), uint8, and what they show."""

    before: np.ndarray
    after: np.ndarray
    kind: np.ndarray
    thing: np.ndarray
    split: np.ndarray

    def of(self, split: str) -> "Pairs":
        """Return those of one split."""
        return self.where(self.split == split)

    def where(self, chosen: np.ndarray) -> "Pairs":
        """Return the chosen ones."""
        return Pairs(*(part[chosen] for part in (self.before, self.after, self.kind, self.thing, self.split)))


def load_pairs(*files: Path) -> Pairs:
    """Read what ``cache.py`` wrote."""
    stored = [np.load(file) for file in files]
    before, after, kind, thing = (
        np.concatenate([part[key] for part in stored]) for key in ("before", "after", "kind", "thing")
    )
    return Pairs(before, after, kind, thing, np.asarray([str(split_of(str(name))) for name in thing]))


def cut(
    pair: tuple[np.ndarray, np.ndarray], channel: Channel, generator: np.random.Generator | None, *, count: int
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Send both halves through a channel and cut the same squares; without a generator, those of a fixed grid."""
    before, after = (channel.send(half) for half in pair)
    rows, cols = before.shape[0] - TILE_PX, before.shape[1] - TILE_PX
    corners = sorted({(row, col) for row in (0, rows) for col in (0, cols)})
    for number in range(count):
        if generator is None:
            row, col = corners[number % len(corners)]
        else:
            row, col = int(generator.integers(rows + 1)), int(generator.integers(cols + 1))
        yield before[row : row + TILE_PX, col : col + TILE_PX], after[row : row + TILE_PX, col : col + TILE_PX]
