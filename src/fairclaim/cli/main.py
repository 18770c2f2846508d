"""``fairclaim``: finds the command, and turns errors into one line and a status."""

import argparse
import importlib
import locale
import sys
from collections.abc import Sequence

from fairclaim.cli.exits import Exit, exit_of
from fairclaim.domain.errors import FairclaimError
from fairclaim.version import __version__

COMMANDS = (
    ("examine", "examine the photos of one claim"),
    ("batch", "examine many claims, a line per case; resumes where it stopped"),
    ("benchmark", "measure how good the checks are on a corpus"),
)
"""Each is the module ``fairclaim.cli.<name>`` with ``add_arguments(parser)`` and ``run(arguments) -> Exit``."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments without the program's name; those of the process by default.

    Returns
    -------
    int
        0 done, 2 bad use, 3 unreadable input, 4 unavailable part, 130 interrupted.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    parser = _parser(words)
    arguments = parser.parse_args(words)
    try:
        return int(importlib.import_module(f"fairclaim.cli.{arguments.command}").run(arguments))
    except FairclaimError as error:
        message = error.message.zh if arguments.language == "zh" else error.message.en
        print(f"fairclaim: {message}", file=sys.stderr)
        return int(exit_of(error))
    except KeyboardInterrupt:
        return int(Exit.INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        return int(Exit.DONE)


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Build the parser; only the command that is asked for loads its module."""
    parser = argparse.ArgumentParser(
        prog="fairclaim", description="Examine after-sales claim photos, with reasons and measured error rates."
    )
    parser.add_argument("--version", action="version", version=f"fairclaim {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, help_text in COMMANDS:
        command = commands.add_parser(name, help=help_text, description=help_text[0].upper() + help_text[1:] + ".")
        command.add_argument(
            "--language", choices=("zh", "en"), default=_own_language(), help="language of the terminal output"
        )
        if name in words:
            importlib.import_module(f"fairclaim.cli.{name}").add_arguments(command)
    return parser


def _own_language() -> str:
    """Chinese where the locale is Chinese, English elsewhere."""
    try:
        locale.setlocale(locale.LC_CTYPE, "")
        name = locale.getlocale(locale.LC_CTYPE)[0] or ""
    except (locale.Error, ValueError):
        name = ""
    return "zh" if name.startswith(("zh", "Chinese")) else "en"
