"""``fairclaim file``: a letter from a record, in Chinese and English, as Markdown, HTML and PDF/A. Nothing is sent."""

import argparse
import importlib
from pathlib import Path

from fairclaim.cli import file_sent
from fairclaim.cli.exits import Exit
from fairclaim.law.filings.catalogue import KINDS, kind_named

_EXAMPLES = """\
examples:
  fairclaim file platform-appeal --blank > appeal.json
  fairclaim file platform-appeal appeal.json --out appeal
  fairclaim file provider-inquiry --blank --photo upload.jpg > ask.json
  fairclaim file police-cover case.json --out folder --final --format pdf --text zh
  fairclaim file police-cover case.json --out folder --final --text zh --sent CLAIM --to police --tenant shop-street

exit codes:
  0    written
  2    bad use: data that cannot be used, an unfilled place with --final, a folder that cannot be written
  3    a file could not be read
  4    a part is missing (typst or a Chinese font, for PDF), or the disk is full
  130  interrupted

kinds:
"""

FORMATS = ("md", "html", "pdf")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLES + "\n".join(f"  {name:<21} {kind_named(name).purpose.en}" for name in KINDS)
    parser.add_argument("kind", choices=KINDS, metavar="KIND", help="what to write; listed below")
    parser.add_argument("data", nargs="?", type=Path, metavar="DATA.json", help="what it is filled with")
    parser.add_argument("--blank", action="store_true", help="print an empty DATA.json for this kind and nothing else")
    parser.add_argument(
        "--photo", type=Path, metavar="FILE", help="with --blank: fill provider-inquiry from this photo's AI label"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the letter and its attachments are written")
    parser.add_argument(
        "--format", nargs="+", choices=FORMATS, default=list(FORMATS), metavar="F", help="md, html, pdf; all by default"
    )
    parser.add_argument("--text", choices=("zh", "en", "both"), default="both", help="language of the letter; both")
    parser.add_argument("--final", action="store_true", help="refuse while a place is not filled in")
    file_sent.add_arguments(parser)


def run(arguments: argparse.Namespace) -> Exit:
    """Write the letter, or an empty record for one."""
    status: Exit = importlib.import_module("fairclaim.cli.file_write").run(arguments)
    return status
