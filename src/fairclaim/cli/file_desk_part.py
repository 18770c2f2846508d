"""What ``fairclaim file`` takes where the letter is about a claim of the desk."""

import argparse
import re
from pathlib import Path
from typing import Final

POLICE_REPORT: Final = "police-report"
"""No kind of letter but a folder: the letter ``police-cover`` and all that goes with it."""
_CLAIM: Final = re.compile(r"claim-[0-9A-Za-z_-]+")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare it."""
    parser.add_argument(
        "--with", dest="more", type=Path, metavar="MORE.json", help="with CLAIM: a record that adds to the desk's, and goes before it"
    )  # fmt: skip
    parser.add_argument("--from", dest="sender", metavar="NAME", help="with CLAIM: who sends the letter")
    parser.add_argument("--contact", metavar="HOW", help="with CLAIM: how the sender is reached")
    parser.add_argument("--addressee", metavar="NAME", help="with CLAIM: to whom it goes, such as a police station")
    parser.add_argument(
        "--recipient", action="append", default=[], metavar="AGE_KEY", help="with police-report: who can open the case; may come twice"
    )  # fmt: skip


def is_claim(arguments: argparse.Namespace) -> bool:
    """Tell whether a claim is named, rather than a file."""
    return bool(_CLAIM.fullmatch(arguments.data)) and not Path(arguments.data).exists()


def folder_of(arguments: argparse.Namespace) -> Path:
    """Return where the attachments of ``--with`` lie."""
    return arguments.more.parent if arguments.more is not None else Path()
