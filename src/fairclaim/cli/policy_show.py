"""``fairclaim policy schema`` and ``fairclaim policy show-default``: what is shipped, as it is."""

import argparse

from fairclaim.cli.exits import Exit
from fairclaim.cli.output import print_json, print_line, printing
from fairclaim.policy.jdm import to_model
from fairclaim.policy.schema import schema_text
from fairclaim.policy.shipped import default_policy, default_text


def run(arguments: argparse.Namespace) -> Exit:
    """Print it."""
    with printing():
        if arguments.action == "schema":
            print_line(schema_text(arguments.of).rstrip("\n"))
        elif arguments.jdm:
            print_json(to_model(default_policy()))
        else:
            print_line(default_text().rstrip("\n"))
    return Exit.DONE
