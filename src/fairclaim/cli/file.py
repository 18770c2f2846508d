"""``fairclaim file``: a letter from a record or from a claim of the desk, as Markdown, HTML and PDF/A. Nothing is sent."""

import argparse
import importlib
from pathlib import Path

from fairclaim.cli import file_desk_part, file_sent
from fairclaim.cli.exits import Exit
from fairclaim.law.filings.catalogue import KINDS, kind_named

_EXAMPLES = """\
examples:
  fairclaim file platform-appeal --blank > appeal.json
  fairclaim file platform-appeal appeal.json --out appeal
  fairclaim file decision-notice claim-3f2a… --with heard.json --from "A platform" --contact 400-… --out notice --final
  fairclaim file police-report claim-3f2a… --from "A shop" --contact shop@… --recipient age1ql3z7hjy54pw3… --out folder
  fairclaim file provider-inquiry --blank --photo upload.jpg > ask.json
  fairclaim file police-cover case.json --out folder --final --format pdf --text zh
  fairclaim file police-cover case.json --out folder --final --text zh --sent CLAIM --to police --tenant shop-street

police-report builds a folder: the letter police-cover, the sealed case, whatever --with attaches, and what checks it offline. The
case holds personal data: without --recipient it is not encrypted, and is handed over in person.

exit codes:
  0    written
  2    bad use: data that cannot be used, a letter that this claim does not allow now, an unfilled place with --final or in a
       police-report, a folder that cannot be written
  3    a file could not be read
  4    a part is missing (typst or a Chinese font, for PDF), or the disk is full
  130  interrupted

kinds:
"""

FORMATS = ("md", "html", "pdf")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLES + "\n".join(f"  {name:<21} {kind_named(name).purpose.en}" for name in KINDS)
    kinds = (*KINDS, file_desk_part.POLICE_REPORT)
    parser.add_argument("kind", choices=kinds, metavar="KIND", help="what to write; listed below, or police-report")
    parser.add_argument(
        "data", nargs="?", metavar="DATA.json|CLAIM", help="what it is filled with: a record, or a claim of the desk"
    )
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
    file_desk_part.add_arguments(parser)
    file_sent.add_arguments(parser)


def run(arguments: argparse.Namespace) -> Exit:
    """Write the letter, an empty record for one, or the folder for the police."""
    is_folder = arguments.kind == file_desk_part.POLICE_REPORT
    part = "fairclaim.cli.police_folder" if is_folder else "fairclaim.cli.file_write"
    status: Exit = importlib.import_module(part).run(arguments)
    return status
