"""``fairclaim law``: what confirmed acts may amount to, and the provisions behind it. Information, not advice."""

import argparse
import importlib
from datetime import date
from pathlib import Path

from fairclaim.cli.arguments import add_action
from fairclaim.cli.exits import Exit

_EXAMPLES = """\
examples:
  fairclaim law assess acts.json --province 43
  fairclaim law assess acts.json --on 2026-03-01 --json
  fairclaim law show
  fairclaim law show petty-fraud --on 2025-12-31

Only acts that two people decided and that stand after appeal are counted. This is information, not legal advice.

exit codes:
  0    done, whatever it says
  2    bad use: an acts file that cannot be used, an unknown province or provision
  3    a file could not be read
  4    the installed provisions are faulty, or the disk is full
  130  interrupted"""

_ACTIONS = (
    ("assess", "say what one person's confirmed acts may amount to"),
    ("show", "show provisions with source and grade of certainty"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLES
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, text in _ACTIONS:
        action = add_action(actions, name, text, epilog=_EXAMPLES)
        if name == "assess":
            action.add_argument("acts", type=Path, metavar="ACTS.json", help="one person's acts with what was decided")
            action.add_argument("--province", metavar="CODE", help="GB/T 2260: 43, 430000, or a city such as 440300")
        else:
            action.add_argument("name", nargs="?", metavar="NAME", help="an id or a series; all provisions without one")
            action.add_argument(
                "--page", type=Path, metavar="FILE.md", help="write the reference page of all provisions"
            )
        action.add_argument("--on", type=_day, metavar="DATE", help="the day that is asked about; today in China")
        action.add_argument("--json", action="store_true", help="print one JSON object and nothing else")


def run(arguments: argparse.Namespace) -> Exit:
    """Assess or show."""
    status: Exit = importlib.import_module(f"fairclaim.cli.law_{arguments.action}").run(arguments)
    return status


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as exc:
        raise argparse.ArgumentTypeError(f"{text!r} is no date such as 2026-03-01") from exc
