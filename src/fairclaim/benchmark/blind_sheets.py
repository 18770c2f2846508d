"""The blind track's failures as pictures: the worst false alarms, and forgeries in which nothing was seen."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

from fairclaim.benchmark.blind_comparison import FORGED
from fairclaim.benchmark.blind_recipe import HONEST, BlindRecipe, Split, Way
from fairclaim.benchmark.blind_track import BlindResult
from fairclaim.benchmark.blind_trials import cook_blind
from fairclaim.benchmark.channels import Pixels
from fairclaim.benchmark.hypotheses import is_meant
from fairclaim.benchmark.weighing import Weighing

CELL_PX, COLUMNS, CAPTION_PX = 320, 4, 44
EACH = 12
"""Pictures of one sheet."""

Pair = tuple[BlindRecipe, BlindResult]


def write_blind_sheets(pairs: Sequence[Pair], keys: Sequence[str], weighing: Weighing, folder: Path) -> list[Path]:
    """Write two sheets a question; return where they lie. Sheets of an earlier run in the same folder are removed.

    Parameters
    ----------
    pairs : sequence of (recipe, result)
        Of held-out trials.
    """
    for stale in folder.glob("blind-*.jpg"):
        stale.unlink()
    written = []
    for key in keys:
        for name, chosen in (("alarms", worst_alarms(pairs, key)), ("misses", strongest_misses(pairs, key, weighing))):
            if chosen:
                path = folder / f"blind-{key.replace('/', '-')}-{name}.jpg"
                path.write_bytes(cv2.imencode(".jpg", _sheet(chosen, key))[1].tobytes())
                written.append(path)
    return written


def worst_alarms(pairs: Sequence[Pair], key: str) -> list[Pair]:
    """Return the genuine photos with the greatest scores, one of each file, whether or not they were asked about."""
    genuine = [pair for pair in pairs if pair[1].kind in HONEST and pair[1].split is Split.HELD_OUT]
    return _distinct(sorted(genuine, key=lambda pair: -_score(pair, key)), key)


def strongest_misses(pairs: Sequence[Pair], key: str, weighing: Weighing) -> list[Pair]:
    """Return the forgeries as their makers left them (no channel) that were answered, not asked about, and scored least."""
    forged = [
        (recipe, one)
        for recipe, one in pairs
        if one.kind in FORGED and is_meant(key, one.kind) and one.way is Way.ORIGINAL and not weighing.asks(one, key)
    ]
    return _distinct(sorted(forged, key=lambda pair: _score(pair, key)), key)


def _distinct(pairs: Sequence[Pair], key: str) -> list[Pair]:
    first: dict[tuple[str, str], Pair] = {}
    for recipe, result in pairs:
        if result.score(key) is not None:
            first.setdefault((result.name, result.source), (recipe, result))
    return list(first.values())[:EACH]


def _score(pair: Pair, key: str) -> float:
    score = pair[1].score(key)
    return float("-inf") if score is None else score


def _sheet(pairs: Sequence[Pair], key: str) -> Pixels:
    cells = [_cell(recipe, result, key) for recipe, result in pairs]
    cells += [np.full_like(cells[0], 255)] * (-len(cells) % COLUMNS)
    return np.vstack([np.hstack(cells[row : row + COLUMNS]) for row in range(0, len(cells), COLUMNS)])


def _cell(recipe: BlindRecipe, result: BlindResult, key: str) -> Pixels:
    """Show the photo under its score; where it was changed is outlined."""
    cell = np.full((CELL_PX + CAPTION_PX, CELL_PX, 3), 255, np.uint8)
    picture = _picture(recipe)
    cell[CAPTION_PX : CAPTION_PX + picture.shape[0], : picture.shape[1]] = picture
    score = result.score(key)
    words = f"{'-' if score is None else format(score, '.3g')} | {result.source} | {result.way} | {result.quality}"
    for row, text in ((16, words), (34, result.name[-46:])):
        cv2.putText(cell, text[:52], (4, row), cv2.FONT_HERSHEY_SIMPLEX, 0.36, (0, 0, 0), 1, cv2.LINE_AA)
    return cell


@lru_cache(maxsize=512)
def _picture(recipe: BlindRecipe) -> Pixels:
    """Cook a trial once for all questions that fail on it: a frame drawn anew takes seconds."""
    trial = cook_blind(recipe)
    picture = cv2.imdecode(np.frombuffer(trial.data, np.uint8), cv2.IMREAD_COLOR)
    if picture is None:  # a format that OpenCV does not read
        return np.full((CELL_PX, CELL_PX, 3), 235, np.uint8)
    if trial.mask is not None and trial.mask.shape == picture.shape[:2]:
        edges, _ = cv2.findContours(trial.mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        cv2.drawContours(picture, edges, -1, (0, 0, 255), max(max(picture.shape) // 300, 1))
    scale = CELL_PX / max(picture.shape[:2])
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)[:CELL_PX, :CELL_PX]
