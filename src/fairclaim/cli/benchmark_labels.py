"""The track of ``fairclaim benchmark`` that reads AI-content labels."""

import argparse

from fairclaim.cli.output import printing, to_json, write_file


def run_labels(arguments: argparse.Namespace) -> None:
    """Measure how well labels are read."""
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
