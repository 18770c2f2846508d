"""``fairclaim erase``: a person, everywhere, at once."""

import argparse

from fairclaim.cli.desk_part import add_data, desk_installed, settings_of
from fairclaim.cli.exits import Exit
from fairclaim.cli.output import print_line, printing

_EXAMPLES = """\
examples:
  fairclaim erase person-3f2a… --tenant shop-street

Destroys the person's key and with it every name, word and photo, in backups too; blanks digests and indexes; deletes sessions,
marks and results of checks. Claims, events and decisions stay: they name an id that leads nowhere, and still verify. It cannot
be taken back. A person with an open claim is refused: the other side has a right to be judged on the evidence.

exit codes:
  0    erased, or erased before
  2    bad use: unknown option, no such person, a claim that is open
  4    a package is missing, or the database does not answer"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLES
    add_data(parser)
    parser.add_argument("person", metavar="PERSON", help="id of the person, as the desk knows them")
    parser.add_argument("--tenant", required=True, metavar="ID", help="whose person it is")


def run(arguments: argparse.Namespace) -> Exit:
    """Erase, and destroy what lies outside of the database, before it ends."""
    settings = settings_of(arguments)
    with desk_installed():
        from fairclaim.compose import open_desk  # noqa: PLC0415  (heavy: only once the arguments are right)

        with open_desk(settings) as opened:
            is_new = opened.erase(arguments.tenant, arguments.person)
    said = ("已删除。", "Erased.") if is_new else ("此前已删除。", "Erased before.")
    with printing():
        print_line(said[0] if arguments.language == "zh" else said[1])
    return Exit.DONE
