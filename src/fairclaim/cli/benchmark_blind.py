"""The track of ``fairclaim benchmark`` that looks at one photo alone: measures, calibrates, and lets others compete."""

import argparse
import csv
import io
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairclaim.cli.benchmark_search import NO_PHOTOS
from fairclaim.cli.output import make_folder, printing, to_json, write_file
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError, UsageError
from fairclaim.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from fairclaim.benchmark.blind_recipe import BlindRecipe
    from fairclaim.benchmark.blind_track import BlindResult
    from fairclaim.benchmark.calibrate import Learned
    from fairclaim.benchmark.calibration_files import Stamp
    from fairclaim.benchmark.weighing import Weighing
    from fairclaim.cli.console import Terminal
    from fairclaim.forensics.check import Check

QUICK_FORMATS, QUICK_COSTS = 48, 6
"""Trials of swapped formats in a quick run (six photos), and of time and memory."""
SHIPPED = Path(str(resources.files("fairclaim.forensics")))
"""Where thresholds and calibration lie."""
THRESHOLDS, CALIBRATION = "thresholds.json", "calibration.json"


@dataclass(frozen=True, slots=True)
class _Run:
    """What one run was asked, and by which checks it goes."""

    arguments: argparse.Namespace
    checks: "tuple[Check, ...]"
    stamp: "Stamp"
    errors: "Terminal"

    @property
    def keys(self) -> list[str]:
        """The questions of all checks."""
        from fairclaim.benchmark.hypotheses import keys_of  # noqa: PLC0415  (heavy)

        return [key for check in self.checks for key in keys_of(check.name)]

    def results(
        self,
        recipes: "Sequence[BlindRecipe]",
        *,
        words: str,
        export: Path | None = None,
        workers: int | None = None,
    ) -> "list[BlindResult]":
        """Cook and read every recipe, under a progress bar."""
        from rich.progress import track  # noqa: PLC0415  (heavy)

        from fairclaim.benchmark.blind_track import run_blind  # noqa: PLC0415

        count = workers or self.arguments.workers or os.cpu_count() or 1
        running = run_blind(recipes, checks=self.checks, workers=count, export=export)
        return list(track(running, total=len(recipes), description=words, console=self.errors))


def run_blind_track(arguments: argparse.Namespace) -> None:
    """Measure the checks that score pixels; on demand learn their thresholds and curves first."""
    from fairclaim.benchmark.blind_recipes import cost_recipes, format_recipes, held_out_recipes, quick_sample  # noqa: PLC0415  (heavy)
    from fairclaim.benchmark.blind_sheets import write_blind_sheets  # noqa: PLC0415
    from fairclaim.benchmark.calibration_files import Stamp, corpus_digest  # noqa: PLC0415
    from fairclaim.benchmark.hypotheses import scoring_checks  # noqa: PLC0415
    from fairclaim.cli.console import Terminal  # noqa: PLC0415

    checks = scoring_checks()
    if not checks:
        raise UnavailableError(_NO_CHECKS)
    if arguments.fit and arguments.quick:
        raise UsageError(_NOT_QUICKLY)
    stamp = Stamp(
        date=datetime.now(UTC).date().isoformat(), corpus=corpus_digest(arguments.corpus), version=__version__
    )
    run = _Run(arguments, checks, stamp, Terminal(stderr=True))
    recipes = held_out_recipes(arguments.corpus, autoencoder=arguments.autoencoder, enlarged=arguments.enlarged)
    formats = format_recipes(arguments.corpus)
    if arguments.quick:
        recipes, formats = quick_sample(recipes), formats[:QUICK_FORMATS]
    if not recipes:
        raise UsageError(NO_PHOTOS)
    if arguments.export:
        _write_trials(recipes, arguments.export)
    learned = _learn(run) if arguments.fit else None  # first: the held-out photos meet the new thresholds
    results = run.results(recipes, words="held-out photos", export=arguments.export)
    swapped = run.results(formats, words="swapped formats")
    write_file(arguments.out / "results.jsonl", _lines([*results, *swapped]))
    weighing = _weighing(run) if learned is None else _keep(run, learned, results)
    _tell(
        run,
        results,
        swapped,
        weighing,
        costs=cost_recipes(arguments.corpus)[: QUICK_COSTS if arguments.quick else None],
    )
    if arguments.against:
        _set_against(arguments, results, weighing)
    for sheet in write_blind_sheets(list(zip(recipes, results, strict=True)), run.keys, weighing, arguments.out):
        run.errors.print(f"→ {sheet}")


def _tell(
    run: _Run,
    results: "Sequence[BlindResult]",
    swapped: "Sequence[BlindResult]",
    weighing: "Weighing",
    *,
    costs: "Sequence[BlindRecipe]",
) -> None:
    """Write the numbers and the pages; print one."""
    from rich.markdown import Markdown  # noqa: PLC0415  (heavy)

    from fairclaim.benchmark.blind_html import write_blind_html  # noqa: PLC0415
    from fairclaim.benchmark.blind_measured import put_together  # noqa: PLC0415
    from fairclaim.benchmark.blind_page import write_blind_page  # noqa: PLC0415
    from fairclaim.cli.console import Terminal  # noqa: PLC0415

    arguments = run.arguments
    measured = put_together(
        results,
        swapped,
        run.results(costs, words="time and memory", workers=1),
        keys=run.keys,
        weighing=weighing,
        learned_from=json.loads((SHIPPED / THRESHOLDS).read_text(encoding="utf-8")).get("learned_from", {}),
        stamp=run.stamp,
        is_quick=arguments.quick,
        is_fitted=arguments.fit,
    )
    record = json.dumps(measured.to_record(), indent=2, sort_keys=True, ensure_ascii=False)
    write_file(arguments.out / "blind.json", (record + "\n").encode())
    write_file(arguments.out / "blind.html", write_blind_html(measured).encode())
    page = write_blind_page(measured)
    if arguments.page:
        write_file(arguments.page, page.encode())
    with printing():
        Terminal().print(Markdown(page))


def _set_against(arguments: argparse.Namespace, results: "Sequence[BlindResult]", weighing: "Weighing") -> None:
    """Print another detector's numbers beside ours."""
    from rich.markdown import Markdown  # noqa: PLC0415  (heavy)

    from fairclaim.benchmark.against import against_text, beside, read_scores  # noqa: PLC0415
    from fairclaim.cli.console import Terminal  # noqa: PLC0415

    scores = read_scores(arguments.against)
    answered = sum(one.file in scores for one in results)
    text = against_text(beside(results, weighing, scores), answered=answered, trials=len(results))
    write_file(arguments.out / "against.md", text.encode())
    with printing():
        Terminal().print(Markdown(text))


def _weighing(run: _Run) -> "Weighing":
    """Return what this version weighs with."""
    from fairclaim.benchmark.weighing import shipped  # noqa: PLC0415  (heavy)
    from fairclaim.forensics.calibration import load_calibration  # noqa: PLC0415
    from fairclaim.forensics.thresholds import thresholds  # noqa: PLC0415

    return shipped(run.checks, load_calibration(), thresholds())


def _learn(run: _Run) -> "Learned":
    """Learn thresholds and curves from the half set aside for that; write the thresholds."""
    from fairclaim.benchmark.blind_recipes import fit_recipes  # noqa: PLC0415  (heavy)
    from fairclaim.benchmark.calibrate import learn  # noqa: PLC0415
    from fairclaim.benchmark.calibration_files import thresholds_record  # noqa: PLC0415

    arguments = run.arguments
    fitted = run.results(fit_recipes(arguments.corpus, autoencoder=arguments.autoencoder), words="photos to learn from")
    write_file(arguments.out / "fit.jsonl", _lines(fitted))
    learned = learn(fitted, run.keys, on=f"genuine photos of the half set aside for calibration; {run.stamp}")
    _rewrite(run, THRESHOLDS, lambda old: thresholds_record(old, learned, run.stamp))
    return learned


def _keep(run: _Run, learned: "Learned", results: "Sequence[BlindResult]") -> "Weighing":
    """Write the curves, with the error rates that the held-out photos showed."""
    from fairclaim.benchmark.calibration_files import calibration_record  # noqa: PLC0415  (heavy)

    _rewrite(
        run,
        CALIBRATION,
        lambda old: calibration_record(old, learned, results, checks=run.checks, stamp=run.stamp),
    )
    return learned.weighing


def _rewrite(run: _Run, name: str, change: "Callable[[dict[str, Any]], Mapping[str, object]]") -> None:
    """Change one of the shipped files."""
    from fairclaim.benchmark.calibration_files import to_text  # noqa: PLC0415  (heavy)

    old = json.loads((SHIPPED / name).read_text(encoding="utf-8"))
    write_file(SHIPPED / name, to_text(change(old)).encode())
    run.errors.print(f"→ {SHIPPED / name}")


def _lines(results: "Sequence[BlindResult]") -> bytes:
    return "".join(to_json(one.to_record()) + "\n" for one in results).encode()


def _write_trials(recipes: "Sequence[BlindRecipe]", folder: Path) -> None:
    """Write ``trials.csv``; the files follow as they are cooked."""
    from fairclaim.benchmark.against import TRIALS, trial_rows  # noqa: PLC0415  (heavy)

    make_folder(folder)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, TRIALS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(trial_rows(recipes))
    write_file(folder / "trials.csv", out.getvalue().encode())


_NO_CHECKS = Bilingual(
    "本版本没有给像素打分的检查，盲测没有可测的内容。",
    "This version has no check that scores pixels; the blind track has nothing to measure.",
)
_NOT_QUICKLY = Bilingual(
    "--fit 需要完整的数据，不能与 --quick 同用。", "--fit needs all the photos; leave --quick out."
)
