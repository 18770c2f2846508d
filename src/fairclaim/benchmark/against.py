"""Another detector beside ours: the same trials, the same numbers, and the difference on the same draws of objects."""

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fairclaim.benchmark.blind_comparison import FORGED, ScoreOf, compare
from fairclaim.benchmark.blind_numbers import FUSED, Told, tell
from fairclaim.benchmark.blind_recipe import CHANNELS, FORMATS, GENUINE_ONLY, MADE_HERE, BlindRecipe, Kind, Way
from fairclaim.benchmark.blind_track import BlindResult
from fairclaim.benchmark.scores import Estimate, Scored, auc_difference
from fairclaim.benchmark.tables import table
from fairclaim.benchmark.weighing import Weighing
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError

TRIALS = ("file", "class", "track", "source", "channel", "object", "split")
"""Columns of ``trials.csv``."""
THEIRS = "the other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Both detectors on one kind of forgery in one channel; ``difference`` is our AUC less theirs."""

    ours: Told
    theirs: Told
    difference: Estimate | None


def trial_rows(recipes: Iterable[BlindRecipe]) -> list[dict[str, str]]:
    """Return the rows of ``trials.csv``; the class is ``genuine``, ``forged`` or ``screen``."""
    return [
        {
            "file": recipe.file,
            "class": _class_of(recipe.kind),
            "track": recipe.kind.value,
            "source": recipe.source,
            "channel": recipe.way.value,
            "object": recipe.subject,
            "split": recipe.split.value,
        }
        for recipe in recipes
        if recipe.way not in FORMATS
    ]


def _class_of(kind: Kind) -> str:
    if kind is Kind.SCREEN:
        return "screen"
    return "forged" if kind in FORGED else "genuine"


def read_scores(path: Path) -> dict[str, float]:
    """Read another detector's scores, larger more adverse; a file whose score is empty was not answered.

    Parameters
    ----------
    path : Path
        CSV with the columns ``file`` and ``score``.

    Raises
    ------
    UsageError
        If a column is missing or a score is no finite number.
    """
    scores: dict[str, float] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        if not {"file", "score"} <= set(rows.fieldnames or ()):
            raise UsageError(_NO_COLUMNS)
        for row in rows:
            if row["score"]:
                scores[row["file"]] = _number(row["score"])
    return scores


def beside(results: Sequence[BlindResult], weighing: Weighing, scores: Mapping[str, float]) -> list[Beside]:
    """Measure both on the trials that the other detector answered."""
    common = [one for one in results if one.file in scores and one.way not in GENUINE_ONLY]
    found = [_beside(common, weighing, scores, kind, way) for kind in FORGED for way in CHANNELS]
    return [one for one in found if one is not None]


def against_text(pairs: Sequence[Beside], *, answered: int, trials: int) -> str:
    """Return the comparison as Markdown."""
    rows = []
    for one in pairs:
        name = f"{one.ours.kind} ({'own synthetic' if Kind(one.ours.kind) in MADE_HERE else 'real'})"
        rows.append(
            (
                name,
                one.ours.way,
                _area(one.ours),
                _area(one.theirs),
                _difference(one.difference),
                _found(one.ours),
                _found(one.theirs),
            )
        )
    head = (
        "forged",
        "channel",
        "AUC, ours",
        "AUC, the other",
        "ours less theirs",
        "found at 1 %, ours",
        "found at 1 %, the other",
    )
    return f"## Beside another detector\n\n{_WORDS.format(answered=answered, trials=trials)}\n" + table(head, rows)


def _beside(
    results: Sequence[BlindResult], weighing: Weighing, scores: Mapping[str, float], kind: Kind, way: Way
) -> Beside | None:
    def theirs(one: BlindResult) -> float:
        return scores[one.file]

    ours, other = (
        tell(results, key, of, kind=kind, way=way) for key, of in ((FUSED, weighing.fused), (THEIRS, theirs))
    )
    if ours is None or other is None:
        return None
    chosen = compare(results, kind, way)
    difference = auc_difference(
        (_scored(chosen.genuine, weighing.fused), _scored(chosen.genuine, theirs)),
        (_scored(chosen.forged, weighing.fused), _scored(chosen.forged, theirs)),
    )
    return Beside(ours=ours, theirs=other, difference=difference)


def _scored(results: Sequence[BlindResult], score_of: ScoreOf) -> Scored:
    return Scored.of([(score_of(one) or 0.0, one.subject) for one in results])


def _area(one: Told) -> str:
    if one.auc is None or one.low is None or one.high is None:
        return "–"
    return f"{one.auc:.2f} ({one.low:.2f}–{one.high:.2f}; {one.genuine}/{one.forged})"


def _difference(estimate: Estimate | None) -> str:
    if estimate is None:
        return "–"
    return f"{estimate.value:+.2f} ({estimate.interval.low:+.2f} to {estimate.interval.high:+.2f})"


def _found(one: Told) -> str:
    return f"{one.found[0][1]:.0%} ({one.found[0][2]:.0%}–{one.found[0][3]:.0%})" if one.found else "–"


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise UsageError(Bilingual(f"分数 {text!r} 不是有限的数。", f"The score {text!r} is no finite number."))
    return value


_NO_COLUMNS = Bilingual("分数文件需要 file 和 score 两列。", "The file of scores needs the columns file and score.")
_WORDS = """The other detector answered {answered} of {trials} trials; both are measured on those alone. Ours is the sum of all checks.
Differences have 95 % intervals from drawing the same objects for both.
"""
