"""Measure the reading of visible marks: run every trial through both checks, and write the table of their pages."""

import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from fairclaim.benchmark.mark_trials import Kind, MarkRecipe, MarkTrial, cook, recipes
from fairclaim.benchmark.tables import rate
from fairclaim.domain.box import Box
from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Reading
from fairclaim.forensics.checks import instructions_in_image, visible_mark
from fairclaim.imaging.metadata import Metadata
from fairclaim.imaging.one_core import end_with_parent, keep_to_one_core
from fairclaim.imaging.photo import Photo
from fairclaim.imaging.raster import Raster
from fairclaim.imaging.structure import Structure

QUICK_STEP = 11
"""Like 3, it shares no factor with the numbers of sizes, opacities, wordings and grounds, so that each is met."""
WHOLE = frozenset({Kind.GENUINE, Kind.REAL})
LABELS, STARS = frozenset({"ai-mark", "possible-mark"}), frozenset({"gemini-star"})
APPEALS = frozenset({"addressed-to-a-judge", "asks-for-approval"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkResult:
    """What came out of one trial.

    Parameters
    ----------
    kind, photo, text : str
        Of the recipe.
    height_px, opacity : float
        Of what was drawn; 0 where nothing was.
    signals : tuple of str
        What both checks answered.
    is_placed : bool
        A label or a star was reported where it was drawn; True where no place is known.
    seconds : float
        CPU time of both checks in this process.
    """

    kind: str
    photo: str
    text: str
    height_px: int
    opacity: float
    signals: tuple[str, ...]
    is_placed: bool
    seconds: float

    def has(self, signals: frozenset[str]) -> bool:
        """Tell whether one of these signals came, at the right place."""
        return self.is_placed and bool(signals & set(self.signals))

    def to_record(self) -> dict[str, object]:
        """Return the fields, for a JSON line."""
        return asdict(self)


def measure_marks(
    corpus: Path, *, is_quick: bool = False, drawn_step: int = 1, workers: int = 1
) -> Iterator[MarkResult]:
    """Measure on a corpus; results come in a fixed order.

    Parameters
    ----------
    corpus : Path
        Laid out as ``fairclaim.benchmark.cases`` says, with a manifest.
    is_quick : bool
        Every eleventh trial only, of all kinds.
    drawn_step : int
        Of the trials that are drawn, only every so many; genuine photos and real files are all read.
    workers : int
        Processes.
    """
    every = list(recipes(corpus))
    drawn = [recipe for recipe in every if recipe.kind not in WHOLE]
    chosen = every[::QUICK_STEP] if is_quick else drawn[::drawn_step] + every[len(drawn) :]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start_worker) as pool:
        yield from pool.map(try_mark, chosen, chunksize=8)


def try_mark(recipe: MarkRecipe) -> MarkResult:
    """Cook and read one recipe in this process."""
    trial = cook(recipe)
    case = Case(photos=(_photo(trial),))
    started = time.process_time()
    readings = (*visible_mark.CHECK.read(case), *instructions_in_image.CHECK.read(case))
    seconds = time.process_time() - started
    badge = recipe.badge
    return MarkResult(
        kind=recipe.kind.value,
        photo="/".join(recipe.photo.parts[-3:]),
        text=badge.text if badge else "",
        height_px=badge.height_px if badge else recipe.star_px,
        opacity=badge.opacity if badge else recipe.opacity,
        signals=tuple(reading.signal for reading in readings),
        is_placed=trial.box is None or recipe.kind is Kind.APPEAL or _is_placed(readings, trial.box),
        seconds=seconds,
    )


def write_table(results: Sequence[MarkResult]) -> str:
    """Return the table of what was measured, in Markdown: shares with 95 % Clopper–Pearson intervals and counts."""
    rows = [
        *_recall(results),
        ("", ""),
        *_alarms(results),
        ("", ""),
        ("CPU seconds for both checks, median · 95th percentile", _seconds(results)),
        ("the same, genuine photos only", _seconds(_of(results, Kind.GENUINE))),
    ]
    return "| what | measured |\n|---|---|\n" + "".join(f"| {what} | {figure} |\n" for what, figure in rows)


def _recall(results: Sequence[MarkResult]) -> Iterator[tuple[str, str]]:
    drawn = _of(results, Kind.BADGE)
    yield "**drawn labels found**, calm grounds, all sizes and opacities", rate(drawn, lambda r: r.has(LABELS))
    for height in sorted({r.height_px for r in drawn}):
        for is_faint, words in ((True, "opacity 20 %"), (False, "opacity 40 % and more")):
            chosen = [r for r in drawn if r.height_px == height and (r.opacity < 0.3) == is_faint]
            yield f"— {height} px, {words}", rate(chosen, lambda r: r.has(LABELS))
    for text in dict.fromkeys(r.text for r in drawn):
        chosen = [r for r in drawn if r.text == text]
        yield f"— {text.replace(chr(10), ' / ')}", rate(chosen, lambda r: r.has(LABELS))
    yield (
        "other wordings, four other places, 24 px, 60 %",
        rate(_of(results, Kind.ELSEWHERE), lambda r: r.has(LABELS)),
    )
    yield "labels on busy grounds, 24 px, 40 and 100 %", rate(_of(results, Kind.BUSY), lambda r: r.has(LABELS))
    yield "labels in real files (Doubao, Jimeng, Samsung)", rate(_of(results, Kind.REAL), lambda r: r.has(LABELS))
    yield "drawn stars found, calm and busy grounds", rate(_of(results, Kind.STAR), lambda r: r.has(STARS))
    yield "drawn words to a judge found, 28 px", rate(_of(results, Kind.APPEAL), lambda r: r.has(APPEALS))


def _alarms(results: Sequence[MarkResult]) -> Iterator[tuple[str, str]]:
    honest = _of(results, Kind.GENUINE)
    yield "**false labels**, genuine photos", rate(honest, lambda r: bool(LABELS & set(r.signals)))
    yield "false stars, genuine photos", rate(honest, lambda r: bool(STARS & set(r.signals)))
    yield "false words to a judge, genuine photos", rate(honest, lambda r: bool(APPEALS & set(r.signals)))
    yield "agency marks reported, genuine photos", rate(honest, lambda r: "stock-mark" in r.signals)
    adverse = LABELS | STARS
    yield (
        "false labels, drawn words of goods, denials",
        rate(_of(results, Kind.GOODS), lambda r: bool(adverse & set(r.signals))),
    )
    chats = _of(results, Kind.CHAT)
    yield (
        "drawn words of chats taken for words to a judge",
        rate(chats, lambda r: "addressed-to-a-judge" in r.signals),
    )
    yield "drawn words of chats, any notice", rate(chats, lambda r: bool((APPEALS | adverse) & set(r.signals)))


def _of(results: Iterable[MarkResult], kind: Kind) -> list[MarkResult]:
    return [result for result in results if result.kind == kind.value]


def _seconds(results: Sequence[MarkResult]) -> str:
    times = sorted(result.seconds for result in results)
    return f"{median(times):.2f} · {times[int(0.95 * (len(times) - 1))]:.2f}" if times else "–"


def _is_placed(readings: Iterable[Reading], box: Box) -> bool:
    found = [region for reading in readings for region in reading.regions]
    return not found or any(region.intersection(box).area >= 0.4 * box.area for region in found)


def _photo(trial: MarkTrial) -> Photo:
    height, width = trial.pixels.shape[:2]
    return Photo(
        id=ExhibitId("claim-1"),
        exhibit=Exhibit(b"", Role.CLAIM),
        structure=Structure(media_type="image/jpeg", parts=(), height=height, width=width),
        metadata=Metadata(),
        raster=Raster(trial.pixels),
    )


def _start_worker() -> None:
    keep_to_one_core()
    end_with_parent()
