"""``fairclaim worker``: the desk's jobs in a process of their own."""

import argparse

from fairclaim.cli.desk_part import add_data, desk_installed, settings_of
from fairclaim.cli.exits import Exit

_EXAMPLES = """\
examples:
  FAIRCLAIM_WORKER=worker-2 fairclaim worker

Each worker has a name of its own that stays the same after a restart (FAIRCLAIM_WORKER). On SQLite one worker runs, inside
'fairclaim serve' or beside it; on PostgreSQL as many as you name.

exit codes:
  0    stopped when it was told to
  2    bad use: unknown option, a setting that is none
  4    a part is missing or does not answer, or another worker has the name"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLES
    add_data(parser)


def run(arguments: argparse.Namespace) -> Exit:
    """Work until told to stop."""
    settings = settings_of(arguments)
    with desk_installed():
        from fairclaim.cli.serve_run import work  # noqa: PLC0415  (heavy: only once the arguments are right)

        work(settings, language=arguments.language)
    return Exit.DONE
