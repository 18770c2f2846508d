"""The track of ``fairclaim benchmark`` that reads AI-content labels."""

import argparse
import os
from typing import TYPE_CHECKING

from fairclaim.cli.output import printing, to_json, write_file
from fairclaim.domain.errors import UnavailableError

if TYPE_CHECKING:
    from fairclaim.cli.console import Terminal

DRAWN_STEP = 3
"""Of the labels that are drawn, every third: each size, opacity, wording and ground is met, in a third of the time."""


def run_labels(arguments: argparse.Namespace) -> None:
    """Measure how well labels are read."""
    from rich.markdown import Markdown  # noqa: PLC0415  (heavy: only once the arguments are right)

    from fairclaim.benchmark.label_page import write_label_page  # noqa: PLC0415
    from fairclaim.benchmark.label_track import run as run_track  # noqa: PLC0415
    from fairclaim.cli.console import Terminal  # noqa: PLC0415

    errors = Terminal(stderr=True)
    marks = _marks(arguments, errors)
    results = run_track(arguments.corpus, is_quick=arguments.quick, progress=lambda part: errors.print(f"… {part}"))
    write_file(arguments.out / "labels.json", (to_json(results.to_record()) + "\n").encode())
    page = write_label_page(results, marks=marks, is_quick=arguments.quick)
    if arguments.page:
        write_file(arguments.page, page.encode())
    with printing():
        Terminal().print(Markdown(page))


def _marks(arguments: argparse.Namespace, errors: "Terminal") -> str:
    """Measure visible marks where text can be read and drawn; say why not where it cannot."""
    from rich.progress import track  # noqa: PLC0415

    from fairclaim.benchmark.badges import can_draw  # noqa: PLC0415
    from fairclaim.benchmark.mark_track import measure_marks, write_table  # noqa: PLC0415
    from fairclaim.inference.text_reader import shared_reader  # noqa: PLC0415

    try:
        shared_reader().prepare()
    except UnavailableError as error:
        return f"Not measured: {error.message.en}\n"
    if not can_draw():
        return "Not measured: no font with Chinese signs is installed (Debian: fonts-noto-cjk).\n"
    workers = arguments.workers or os.cpu_count() or 1
    trials = measure_marks(arguments.corpus, is_quick=arguments.quick, drawn_step=DRAWN_STEP, workers=workers)
    results = list(track(trials, description="visible marks", console=errors))
    write_file(arguments.out / "marks.jsonl", "".join(to_json(one.to_record()) + "\n" for one in results).encode())
    return write_table(results)
