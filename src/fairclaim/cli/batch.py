"""``fairclaim batch``: many claims, one line each, resumable after a kill."""

import argparse
from pathlib import Path

from fairclaim.cli.arguments import whole_number
from fairclaim.cli.exits import Exit
from fairclaim.cli.output import print_line, printing, say
from fairclaim.domain.bilingual import Bilingual

_EXAMPLES = """\
examples:
  fairclaim batch cases.jsonl --out results.jsonl
  fairclaim batch cases.jsonl --out results.jsonl --workers 4
  fairclaim batch cases.jsonl --out results.jsonl --workers 4 --engine ray

a line of CASES.jsonl; only "case" and "claim" are needed:
  {"case": "17", "claim": ["17/damage.jpg"], "listing": ["17/listing.jpg"], "dispatch": [], "chat": [],
   "order": {"placed_at": "2026-03-01T12:00:00+08:00"}}

Paths are looked up beside the case file first, then in the current folder. A file that cannot be read spoils only its
own case: its error stands in that case's result. Run the same command again after a kill, a full disk or Ctrl-C: cases
that have a result are skipped.

exit codes:
  0    every case has a result, whatever the verdicts
  2    bad use: unknown option, malformed case line, a result file that cannot be written or is in use
  3    the case file could not be read
  4    a part is missing or switched off, or the disk is full
  130  interrupted; the results so far are kept"""

_INTERRUPTED = Bilingual(
    "已中断。已有的结果都已保存；再次运行同一命令即可继续。",
    "Interrupted. The results so far are kept; run the same command again to go on.",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLES
    parser.add_argument("cases", type=Path, metavar="CASES.jsonl", help="one case per line, a JSON object")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="RESULTS.jsonl", help="results; continued if it exists"
    )
    parser.add_argument(
        "--workers", type=whole_number, default=None, metavar="N", help="processes; one per core by default"
    )
    parser.add_argument(
        "--engine",
        choices=("local", "ray"),
        default="local",
        help="where the work runs: processes of this machine, or Ray (pip install fairclaim[ray])",
    )


def run(arguments: argparse.Namespace) -> Exit:
    """Examine every case that has no result yet."""
    from fairclaim.cli.batch_run import Engine, examine_cases  # noqa: PLC0415  (heavy: only once the arguments are right)

    try:
        done = examine_cases(
            arguments.cases,
            arguments.out,
            workers=arguments.workers,
            language=arguments.language,
            engine=Engine(arguments.engine),
        )
    except KeyboardInterrupt:
        say(_INTERRUPTED, arguments.language)
        return Exit.INTERRUPTED
    with printing():
        print_line(_summary(done.examined, done.skipped, arguments))
    return Exit.DONE


def _summary(examined: int, skipped: int, arguments: argparse.Namespace) -> str:
    if arguments.language == "zh":
        return f"已检验 {examined} 件，此前已完成 {skipped} 件 → {arguments.out}"
    return f"{examined} examined, {skipped} already done → {arguments.out}"
