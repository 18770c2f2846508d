"""``fairclaim label``: read the AI-content label of files, or write one into a copy.

There is no command that takes a label away, and there will be none: nobody may (标识办法, article 10).
"""

import argparse
import importlib
from pathlib import Path

from fairclaim.cli.arguments import add_action
from fairclaim.cli.exits import Exit

_EXAMPLES = """\
examples:
  fairclaim label read photo.jpg film.mp4
  fairclaim label read upload.png --json > label.json
  fairclaim label write made.png --out labelled.png --label 1 \\
      --producer 001191110102MACQD9K64010000 --produce-id 7f3a
  fairclaim label write upload.jpg --out passed-on.jpg \\
      --propagator 00119144030008867405X220001 --propagate-id 9c41

exit codes:
  0    read or written, whatever the label says
  2    bad use: a wrong code, a label that is there already, a copy that exists already
  3    a file could not be read; the others were
  4    the disk is full
  130  interrupted"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLES
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, text in (("read", "say which labels files carry"), ("write", "write a label into a copy of a file")):
        action = add_action(actions, name, text, epilog=_EXAMPLES)
        (_add_read if name == "read" else _add_write)(action)


def _add_read(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="pictures, films or sounds")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")


def _add_write(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="JPEG, PNG, WebP, MP4 or MOV; stays as it is")
    parser.add_argument("--out", type=Path, required=True, metavar="COPY", help="the labelled copy; must not exist")
    parser.add_argument("--label", choices=("1", "2", "3"), help="1 is AI-generated, 2 may be, 3 is suspected to be")
    parser.add_argument("--producer", metavar="CODE", help="the generating service's 27-character code, or its name")
    parser.add_argument("--produce-id", metavar="ID", help="its number for this content")
    parser.add_argument("--propagator", metavar="CODE", help="the code, or the name, of the platform that passes it on")
    parser.add_argument("--propagate-id", metavar="ID", help="the platform's number for this content")
    parser.add_argument(
        "--despite-credentials",
        action="store_true",
        help="write although content credentials (C2PA) in the file will no longer fit",
    )


def run(arguments: argparse.Namespace) -> Exit:
    """Read or write."""
    status: Exit = importlib.import_module(f"fairclaim.cli.label_{arguments.action}").run(arguments)
    return status
