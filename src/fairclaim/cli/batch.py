"""``fairclaim batch``: many claims, one line each, resumable after a kill."""

import argparse
from pathlib import Path

from fairclaim.cli.exits import Exit
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "cases", type=Path, metavar="CASES.jsonl", help='a line per case: {"case": "id", "claim": [paths], "listing": [paths], …}'
    )
    parser.add_argument("--out", type=Path, required=True, metavar="RESULTS.jsonl", help="results; continued if it exists")
    parser.add_argument("--workers", type=_positive, default=None, metavar="N", help="processes; one per core by default")
    parser.add_argument("--engine", choices=("local", "ray"), default="local", help="where the work runs")


def run(arguments: argparse.Namespace) -> Exit:
    """Examine every case that has no result yet."""
    if arguments.engine == "ray":
        raise UnavailableError(
            Bilingual("此版本还没有 Ray 引擎。请使用 --engine local。", "This version has no Ray engine yet. Use --engine local.")
        )
    from fairclaim.cli.batch_run import examine_cases  # noqa: PLC0415  (heavy: only once the arguments are right)

    done, skipped = examine_cases(arguments.cases, arguments.out, workers=arguments.workers)
    print(f"{done} examined, {skipped} already done → {arguments.out}")  # noqa: T201
    return Exit.DONE


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number
