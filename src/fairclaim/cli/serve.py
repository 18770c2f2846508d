"""``fairclaim serve``: the claim desk over HTTP, with a worker in the same process."""

import argparse

from fairclaim.cli.desk_part import add_data, desk_installed, settings_of
from fairclaim.cli.exits import Exit
from fairclaim.settings import MOST_WEB_PROCESSES

_EXAMPLES = """\
examples:
  fairclaim demo-data && fairclaim serve
  fairclaim serve --data /srv/desk --port 8080 --web-processes 2
  FAIRCLAIM_DATABASE=postgresql://desk@db/fairclaim FAIRCLAIM_ORIGIN=https://desk.example fairclaim serve --no-worker

Everything else is set by variables of the environment: see docs/reference/settings.md. Stop it with Ctrl-C or SIGTERM: requests
and jobs under way are finished first.

exit codes:
  0    stopped when it was told to
  2    bad use: unknown option, a setting that is none
  4    a part is missing or does not answer: a package, the database, the address"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLES
    add_data(parser)
    parser.add_argument(
        "--host", metavar="ADDRESS", help="address to listen on; FAIRCLAIM_HOST, or 127.0.0.1, by default"
    )
    parser.add_argument(
        "--port", type=_port, metavar="N", help="port to listen on; FAIRCLAIM_PORT, or 8000, by default"
    )
    parser.add_argument(
        "--web-processes",
        type=_processes,
        metavar="N",
        help="serve from so many processes; FAIRCLAIM_WEB_PROCESSES, or 1, by default",
    )
    parser.add_argument(
        "--no-worker", action="store_true", help="serve only; jobs are done by 'fairclaim worker' elsewhere"
    )


def run(arguments: argparse.Namespace) -> Exit:
    """Serve until told to stop."""
    settings = settings_of(arguments)
    with desk_installed():
        from fairclaim.cli.serve_run import serve  # noqa: PLC0415  (heavy: only once the arguments are right)

        serve(settings, with_worker=not arguments.no_worker, language=arguments.language)
    return Exit.DONE


def _processes(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST_WEB_PROCESSES:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 to {MOST_WEB_PROCESSES}")
    return int(text)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port from 0 to 65535")
    return int(text)
