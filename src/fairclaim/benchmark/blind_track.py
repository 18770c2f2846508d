"""Run the trials of the blind track: each check that scores pixels reads one photo alone, and what came out is kept."""

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from multiprocessing import get_context
from multiprocessing.util import Finalize
from pathlib import Path

from fairclaim.benchmark.blind_recipe import BlindRecipe, Kind, Split, Way
from fairclaim.benchmark.blind_trials import BlindTrial, cook_blind
from fairclaim.benchmark.channels import Mask
from fairclaim.benchmark.hypotheses import by_key, keys_of
from fairclaim.benchmark.localise import marked, overlap
from fairclaim.benchmark.peak_memory import peak_mb, reset_peak
from fairclaim.domain.errors import InputError
from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Check, Reading
from fairclaim.forensics.quality import Quality, quality_of
from fairclaim.imaging.one_core import end_with_parent, keep_to_one_core
from fairclaim.imaging.open_photo import open_photo
from fairclaim.imaging.sandbox import Sandbox

CHUNK = 10
"""Recipes handed to a process at once: those of one photo follow each other, and it is decoded and forged once."""
NO_ANSWER = "no-answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What one check said of one question about a photo.

    Parameters
    ----------
    key : str
        ``check`` or ``check/hypothesis``.
    signal : str
        What was answered; ``no-answer`` where the file could not be read.
    score : float or None
        None where the check abstained.
    iou, f1 : float or None
        Marked pixels against the changed ones; None where no place is known.
    """

    key: str
    signal: str
    score: float | None
    iou: float | None = None
    f1: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What a check cost: CPU seconds, and the peak memory of its process in MB where it is known."""

    check: str
    seconds: float
    peak_mb: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindResult:
    """What came out of one trial; the fields of the recipe and of the photo, then the answers."""

    file: str
    kind: Kind
    source: str
    subject: str
    name: str
    way: Way
    split: Split
    sizes: tuple[int, ...]
    long_side_px: int
    pixels: int
    quality: Quality
    scores: tuple[Score, ...]
    spent: tuple[Spent, ...]

    def score(self, key: str) -> float | None:
        """Return the score of one question; None where it was not answered."""
        return next((one.score for one in self.scores if one.key == key), None)

    def to_record(self) -> dict[str, object]:
        """Return the fields, for a JSON line."""
        return asdict(self)


def run_blind(
    recipes: Iterable[BlindRecipe], *, checks: tuple[Check, ...], workers: int, export: Path | None = None
) -> Iterator[BlindResult]:
    """Cook and read every recipe; results come in the recipes' order.

    Parameters
    ----------
    recipes : iterable of BlindRecipe
        Those of one photo one after the other.
    checks : tuple of Check
        Whose readings carry scores.
    workers : int
        Processes.
    export : Path, optional
        A folder into which every trial's file is written, too.
    """
    run = partial(run_blind_trial, checks=checks, export=export)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start_worker) as pool:
        yield from pool.map(run, recipes, chunksize=CHUNK)


def run_blind_trial(recipe: BlindRecipe, *, checks: tuple[Check, ...], export: Path | None = None) -> BlindResult:
    """Cook and read one recipe in this process."""
    trial = cook_blind(recipe)
    if export is not None:
        (export / recipe.file).write_bytes(trial.data)
    try:
        photo = open_photo(Exhibit(trial.data, Role.CLAIM, "claim"), id=ExhibitId("claim-1"), sandbox=_opened())
    except InputError:
        silent = tuple(Score(key=key, signal=NO_ANSWER, score=None) for check in checks for key in keys_of(check.name))
        return _result(recipe, (0, 0), Quality.SMALL, silent, ())
    case = Case(photos=(photo,))
    scores: list[Score] = []
    spent: list[Spent] = []
    for check in (one for one in checks if not recipe.asks or one.name in recipe.asks):
        is_counted, started = reset_peak(), time.process_time()
        readings = check.read(case)
        seconds = time.process_time() - started
        spent.append(Spent(check=check.name, seconds=seconds, peak_mb=peak_mb() if is_counted else None))
        scores += [_score(key, reading, trial) for key, reading in by_key(check.name, readings).items()]
    sides = photo.raster.height, photo.raster.width
    return _result(recipe, sides, quality_of(photo), tuple(scores), tuple(spent))


def _result(
    recipe: BlindRecipe,
    sides: tuple[int, int],
    quality: Quality,
    scores: tuple[Score, ...],
    spent: tuple[Spent, ...],
) -> BlindResult:
    return BlindResult(
        file=recipe.file,
        kind=recipe.kind,
        source=recipe.source,
        subject=recipe.subject,
        name=recipe.name,
        way=recipe.way,
        split=recipe.split,
        sizes=recipe.sizes,
        long_side_px=max(sides),
        pixels=sides[0] * sides[1],
        quality=quality,
        scores=scores,
        spent=spent,
    )


def _score(key: str, reading: Reading, trial: BlindTrial) -> Score:
    iou, f1 = _placed(reading, trial.mask)
    score = None if reading.score is None else float(reading.score)
    return Score(key=key, signal=reading.signal, score=score, iou=iou, f1=f1)


def _placed(reading: Reading, mask: Mask | None) -> tuple[float | None, float | None]:
    """Compare marked pixels with changed ones; what marks nothing has found nothing of them."""
    if mask is None or not mask.any():
        return None, None
    found = marked(reading.map, reading.regions)
    return overlap(found, mask) if found.shape == mask.shape else (0.0, 0.0)


_worker: list[Sandbox] = []
"""The decoder of this process."""


def _start_worker() -> None:
    keep_to_one_core()
    end_with_parent()


def _opened() -> Sandbox:
    if not _worker:
        sandbox = Sandbox(tasks=("decode",))
        Finalize(None, sandbox.close, exitpriority=10)  # pool workers skip atexit
        _worker.append(sandbox.__enter__())
    return _worker[0]
