"""``fairclaim benchmark``: how good are we, measured."""

import argparse
import errno
import os
from pathlib import Path

from fairclaim.cli.arguments import whole_number
from fairclaim.cli.benchmark_blind import run_blind_track
from fairclaim.cli.benchmark_labels import run_labels
from fairclaim.cli.benchmark_search import NO_PHOTOS, QUICK_STEP, run_index, run_shortlist
from fairclaim.cli.exits import Exit
from fairclaim.cli.output import make_folder, printing, to_json, write_file
from fairclaim.domain.errors import NotReadableError, UsageError

_EXAMPLES = """\
examples:
  fairclaim benchmark --corpus photos --quick
  fairclaim benchmark --corpus photos --out build/benchmark --page accuracy.md --workers 4
  fairclaim benchmark labels --corpus photos
  fairclaim benchmark blind --corpus photos --page blind-accuracy.md
  fairclaim benchmark index --corpus photos --page index-speed.md --curve index-curve.svg
  fairclaim benchmark shortlist --corpus photos --page shortlist.md

exit codes:
  0    measured, whatever the numbers
  2    bad use: unknown option, a folder without usable photos, a place that cannot be written
  3    the corpus could not be read
  4    a part is missing or switched off, or the disk is full
  130  interrupted; nothing is kept"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLES
    parser.add_argument(
        "track",
        nargs="?",
        choices=tuple(TRACKS),
        default=next(iter(TRACKS)),
        help="what is measured; reference by default",
    )
    parser.add_argument(
        "--corpus",
        type=Path,
        required=True,
        metavar="DIR",
        help="photos, laid out as docs/how-to/measure-on-your-own-photos.md says",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("build/benchmark"),
        metavar="DIR",
        help="results, and what else the track makes",
    )
    parser.add_argument("--page", type=Path, metavar="FILE", help="write the track's page, in Markdown")
    parser.add_argument(
        "--autoencoder",
        type=Path,
        metavar="FILE.onnx",
        help="the reference and blind tracks send photos through this generator too (training/export_latent_autoencoder.py makes it)",
    )
    parser.add_argument(
        "--enlarged",
        type=Path,
        metavar="DIR",
        help="the blind track tries photos that a network enlarged, too (training/enlarge_photos.py fills the folder)",
    )
    parser.add_argument(
        "--quick", action="store_true", help="less: every thirteenth trial only, or 100,000 photos at most"
    )
    parser.add_argument(
        "--workers",
        type=whole_number,
        default=None,
        metavar="N",
        help="processes of the reference and blind tracks, one per core by default; the other tracks measure one core",
    )
    parser.add_argument("--curve", type=Path, metavar="FILE", help="where the index track draws its curve, as SVG")
    parser.add_argument(
        "--export", type=Path, metavar="DIR", help="the blind track writes its trials there too, with trials.csv"
    )
    parser.add_argument(
        "--against",
        type=Path,
        metavar="SCORES.csv",
        help="the blind track sets another detector's scores of the exported files (columns file, score) beside ours",
    )
    parser.add_argument(
        "--fit",
        action="store_true",
        help="the blind track learns thresholds and curves anew from the half set aside for that, and ships them",
    )


def run(arguments: argparse.Namespace) -> Exit:
    """Run one track and print its page."""
    if not (arguments.corpus / "manifest.csv").is_file():
        raise NotReadableError(str(arguments.corpus / "manifest.csv"), os.strerror(errno.ENOENT))
    for given in (arguments.autoencoder, arguments.against):
        if given and not given.is_file():
            raise NotReadableError(str(given), os.strerror(errno.ENOENT))
    if arguments.enlarged and not arguments.enlarged.is_dir():
        raise NotReadableError(str(arguments.enlarged), os.strerror(errno.ENOENT))
    make_folder(arguments.out)  # now rather than after the work
    TRACKS[arguments.track](arguments)
    return Exit.DONE


def _run_reference(arguments: argparse.Namespace) -> None:
    """Compare claims with references; write the failures as pictures."""
    from rich.markdown import Markdown  # noqa: PLC0415  (heavy: only once the arguments are right)
    from rich.progress import track  # noqa: PLC0415

    from fairclaim.benchmark.accuracy_page import is_failure, write_page  # noqa: PLC0415
    from fairclaim.benchmark.calibration_files import corpus_digest  # noqa: PLC0415
    from fairclaim.benchmark.contact_sheet import write_sheets  # noqa: PLC0415
    from fairclaim.benchmark.recipes import recipes  # noqa: PLC0415
    from fairclaim.benchmark.reference_track import run_trials  # noqa: PLC0415
    from fairclaim.cli.console import Terminal  # noqa: PLC0415

    chosen = list(recipes(arguments.corpus, autoencoder=arguments.autoencoder))[:: QUICK_STEP if arguments.quick else 1]
    if not chosen:
        raise UsageError(NO_PHOTOS)
    workers = arguments.workers or os.cpu_count() or 1
    errors = Terminal(stderr=True)
    results = list(
        track(run_trials(chosen, workers=workers), total=len(chosen), description="reference track", console=errors)
    )

    lines = "".join(to_json(result.to_record()) + "\n" for result in results)
    write_file(arguments.out / "results.jsonl", lines.encode())
    page = write_page(results, is_quick=arguments.quick, corpus=corpus_digest(arguments.corpus))
    if arguments.page:
        write_file(arguments.page, page.encode())
    with printing():
        Terminal().print(Markdown(page))

    failures = [
        (recipe, f"{result.track} | {result.name} | {result.treatment or '-'} | {result.channel} | {result.signal}")
        for recipe, result in zip(chosen, results, strict=True)
        if is_failure(result)
    ]
    for sheet in write_sheets(failures, arguments.out):
        errors.print(f"→ {sheet}")


TRACKS = {
    "reference": _run_reference,
    "index": run_index,
    "shortlist": run_shortlist,
    "labels": run_labels,
    "blind": run_blind_track,
}
"""What can be measured; the first is the default."""
