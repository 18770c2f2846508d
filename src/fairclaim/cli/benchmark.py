"""``fairclaim benchmark``: how good are we, measured."""

import argparse
import errno
import os
from pathlib import Path

from fairclaim.cli.arguments import whole_number
from fairclaim.cli.exits import Exit
from fairclaim.cli.output import make_folder, printing, to_json, write_file
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import NotReadableError, UsageError

TRACKS = ("reference", "labels")
"""What can be measured."""

QUICK_STEP = 7
"""Seven shares no factor with the numbers of channels and forgeries, so that a quick run meets them all."""

_EXAMPLES = """\
examples:
  fairclaim benchmark --corpus photos --quick
  fairclaim benchmark labels --corpus photos
  fairclaim benchmark --corpus photos --out build/benchmark --page accuracy.md --workers 4

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
        choices=TRACKS,
        default="reference",
        help="reference compares photos with references (default); labels reads AI-content labels",
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
        help="results and contact sheets of failures",
    )
    parser.add_argument("--page", type=Path, metavar="FILE", help="write the accuracy page, in Markdown")
    parser.add_argument("--quick", action="store_true", help="every seventh trial only")
    parser.add_argument(
        "--workers", type=whole_number, default=None, metavar="N", help="processes; one per core by default"
    )


def run(arguments: argparse.Namespace) -> Exit:
    """Run one track, print its page, write its results."""
    if not (arguments.corpus / "manifest.csv").is_file():
        raise NotReadableError(str(arguments.corpus / "manifest.csv"), os.strerror(errno.ENOENT))
    make_folder(arguments.out)  # now rather than after the work
    return _run_labels(arguments) if arguments.track == "labels" else _run_reference(arguments)


def _run_labels(arguments: argparse.Namespace) -> Exit:
    """Run the label track."""
    from rich.markdown import Markdown  # noqa: PLC0415  (heavy: only once the arguments are right)

    from fairclaim.benchmark.label_page import write_label_page  # noqa: PLC0415
    from fairclaim.benchmark.label_track import run as run_track  # noqa: PLC0415
    from fairclaim.cli.console import Terminal  # noqa: PLC0415

    errors = Terminal(stderr=True)
    results = run_track(arguments.corpus, is_quick=arguments.quick, progress=lambda part: errors.print(f"… {part}"))
    write_file(arguments.out / "labels.json", (to_json(results.to_record()) + "\n").encode())
    page = write_label_page(results, is_quick=arguments.quick)
    if arguments.page:
        write_file(arguments.page, page.encode())
    with printing():
        Terminal().print(Markdown(page))
    return Exit.DONE


def _run_reference(arguments: argparse.Namespace) -> Exit:
    """Run the reference track, print its page, write its failures as pictures."""
    from rich.markdown import Markdown  # noqa: PLC0415  (heavy: only once the arguments are right)
    from rich.progress import track  # noqa: PLC0415

    from fairclaim.benchmark.accuracy_page import write_page  # noqa: PLC0415
    from fairclaim.benchmark.contact_sheet import write_sheets  # noqa: PLC0415
    from fairclaim.benchmark.reference_track import run_trials  # noqa: PLC0415
    from fairclaim.benchmark.trials import Track, recipes  # noqa: PLC0415
    from fairclaim.cli.console import Terminal  # noqa: PLC0415

    chosen = list(recipes(arguments.corpus))[:: QUICK_STEP if arguments.quick else 1]
    if not chosen:
        raise UsageError(Bilingual("该目录里没有可用的照片。", "The folder holds no photos that the track can use."))
    workers = arguments.workers or os.cpu_count() or 1
    errors = Terminal(stderr=True)
    results = list(
        track(run_trials(chosen, workers=workers), total=len(chosen), description="reference track", console=errors)
    )

    lines = "".join(to_json(result.to_record()) + "\n" for result in results)
    write_file(arguments.out / "results.jsonl", lines.encode())
    page = write_page(results, is_quick=arguments.quick)
    if arguments.page:
        write_file(arguments.page, page.encode())
    with printing():
        Terminal().print(Markdown(page))

    forged = {Track.REAL_EDIT.value, Track.PAINTED.value}
    failures = [
        (recipe, f"{result.track} | {result.name} | {result.forgery or '-'} | {result.channel} | {result.signal}")
        for recipe, result in zip(chosen, results, strict=True)
        if (result.track in forged) != result.is_called_forged
    ]
    for sheet in write_sheets(failures, arguments.out):
        errors.print(f"→ {sheet}")
    return Exit.DONE
