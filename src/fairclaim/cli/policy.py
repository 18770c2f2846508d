"""``fairclaim policy``: check, explain and try the tables that route claims. None of them can refuse one."""

import argparse
import importlib
from pathlib import Path

from fairclaim.cli.arguments import add_action
from fairclaim.cli.exits import Exit

_EXAMPLES = """\
examples:
  fairclaim policy show-default > ours.yaml
  fairclaim policy check ours.yaml
  fairclaim policy explain ours.yaml --facts facts.json
  fairclaim policy simulate ours.yaml --history history.jsonl --against default
  fairclaim policy schema facts

POLICY is a file, in YAML or JSON, or the word default: the policy that is shipped.

exit codes:
  0    done, whatever a simulation says
  2    bad use: a policy, facts or history that cannot be used, a place that cannot be written
  3    a file could not be read
  4    a part is missing (pip install 'fairclaim[policy]'), or the disk is full
  130  interrupted"""

_ACTIONS = (
    ("check", "say what is wrong with a policy, or in doubt"),
    ("explain", "say which rule decides a claim, why, and which nearly did"),
    ("simulate", "try a policy on history: money, people bothered, reviews"),
    ("schema", "print the JSON schema of a policy or of facts"),
    ("show-default", "print the policy that is shipped, with its reasons"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLES
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, text in _ACTIONS:
        action = add_action(actions, name, text, epilog=_EXAMPLES)
        _add_arguments_of(name, action)


def _add_arguments_of(name: str, parser: argparse.ArgumentParser) -> None:
    if name == "schema":
        parser.add_argument("of", nargs="?", choices=("policy", "facts"), default="policy", help="policy by default")
        return
    if name == "show-default":
        parser.add_argument("--jdm", action="store_true", help="as a JSON decision model rather than a compact table")
        return
    parser.add_argument("policy", type=Path, metavar="POLICY", help="a file, or the word default")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    if name == "check":
        parser.add_argument("--jdm", type=Path, metavar="FILE", help="write the policy as a JSON decision model")
    elif name == "explain":
        parser.add_argument("--facts", type=Path, required=True, metavar="FILE", help="the facts of one claim, JSON")
    else:
        parser.add_argument(
            "--history", type=Path, required=True, metavar="FILE.jsonl", help="a claim of the past a line"
        )
        parser.add_argument("--against", type=Path, metavar="POLICY", help="another policy, claim by claim")
        parser.add_argument("--first", type=int, default=20, metavar="N", help="how many differing claims to list; 20")


def run(arguments: argparse.Namespace) -> Exit:
    """Do what is asked for."""
    name = {"schema": "show", "show-default": "show"}.get(arguments.action, arguments.action)
    status: Exit = importlib.import_module(f"fairclaim.cli.policy_{name}").run(arguments)
    return status
