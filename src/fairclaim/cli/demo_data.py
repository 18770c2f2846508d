"""``fairclaim demo-data``: a living desk to look at."""

import argparse

from fairclaim.cli.desk_part import add_data, desk_installed, settings_of
from fairclaim.cli.exits import Exit

_EXAMPLES = """\
examples:
  fairclaim demo-data && fairclaim serve
  fairclaim demo-data --data /tmp/desk --if-absent

Adds the tenant "demo": six goods that are drawn, a shop, nine people and a buyer with random passwords, and forty claims in every
state, each filed, examined, answered, judged and appealed as people would have done. Takes some minutes: the photos are really examined.
Passwords are printed once.

exit codes:
  0    done
  2    bad use: unknown option, or the tenant is there already
  4    a package is missing, or the database does not answer"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLES
    add_data(parser)
    parser.add_argument("--if-absent", action="store_true", help="do nothing where the tenant is there already")


def run(arguments: argparse.Namespace) -> Exit:
    """Fill the desk."""
    settings = settings_of(arguments)
    with desk_installed():
        from fairclaim.cli.demo_run import fill_desk  # noqa: PLC0415  (heavy: only once the arguments are right)

        fill_desk(settings, if_absent=arguments.if_absent, language=arguments.language)
    return Exit.DONE
