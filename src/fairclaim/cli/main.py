"""``fairclaim``: finds the command, and turns errors into one line and a status."""

import argparse
import importlib
import locale
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import NoReturn

from fairclaim.cli.exits import Exit, exit_of
from fairclaim.cli.output import printing, replace_unprintable, say
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import FairclaimError
from fairclaim.version import __version__

COMMANDS = (
    ("examine", "examine the photos of one claim"),
    ("batch", "examine many claims, a line per case; resumes where it stopped"),
    ("label", "read the AI-content label of files, or write one into a copy"),
    ("policy", "check, explain and try the tables that route claims"),
    ("law", "say what confirmed acts may amount to, by the date of each; show the provisions"),
    ("file", "write a letter from a record: appeal, notice, report, request; nothing is sent"),
    ("duties", "tell which duties of a platform the desk's records fulfil, and where they were not"),
    ("verify", "check an evidence bundle or a receipt, offline"),
    ("serve", "serve the claim desk: API, sign-in and worker in one process"),
    ("worker", "do the desk's jobs, beside web processes elsewhere"),
    ("migrate", "bring the desk's database up to date"),
    ("tenant", "add a tenant to the desk, with its first administrator"),
    ("witness", "watch a desk's evidence log from outside, and cosign it"),
    ("fsck", "check everything that a desk keeps, and name the first damaged thing"),
    ("bundle", "seal a claim into one file that a stranger can check"),
    ("erase", "erase a person from the desk"),
    ("demo-data", "fill a desk with a shop, its staff and forty claims"),
    ("benchmark", "measure how good the checks are on a corpus"),
)
"""Each is the module ``fairclaim.cli.<name>`` (a hyphen is an underscore there) with
``add_arguments(parser)`` and ``run(arguments) -> Exit``."""

_LANGUAGES = ("zh", "en")
_INTERRUPTED = Bilingual("已中断。", "Interrupted.")
_EXAMPLES = """\
examples:
  fairclaim examine damage.jpg --listing listing.jpg
  fairclaim examine a.jpg b.jpg --listing front.png --order order.json --report report.html
  fairclaim batch cases.jsonl --out results.jsonl --workers 4

exit codes:
  0    examined, whatever the verdict: read verdict.call
  1    verify, witness, fsck: a proof does not hold
  2    bad use: unknown option, malformed order or case file, a place that cannot be written
  3    unreadable input: no claim photo could be read, or the case file is missing
  4    a part is missing or switched off, or the disk is full
  130  interrupted

Run "fairclaim COMMAND --help" for the options of a command."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments without the program's name; those of the process by default.

    Returns
    -------
    int
        0 done, 1 a proof fails, 2 bad use, 3 unreadable input, 4 unavailable part, 130 interrupted.
    """
    replace_unprintable()
    language = _own_language()
    try:
        arguments = _parse(sys.argv[1:] if argv is None else argv, language)
        if isinstance(arguments, Exit):
            return int(arguments)
        language = arguments.language
        return int(_module(arguments.command).run(arguments))
    except FairclaimError as error:
        say(error.message, language)
        return int(exit_of(error))
    except KeyboardInterrupt:
        say(_INTERRUPTED, language)
        return int(Exit.INTERRUPTED)


def _module(command: str) -> ModuleType:
    return importlib.import_module(f"fairclaim.cli.{command.replace('-', '_')}")


class _Parser(argparse.ArgumentParser):
    """A parser whose errors say what to do next."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(Exit.BAD_USE, f'{self.prog}: error: {message}\nRun "{self.prog} --help" for what it takes.\n')


def _parse(words: Sequence[str], language: str) -> argparse.Namespace | Exit:
    """Return the arguments; or how to end, where help was printed or the words are wrong."""
    try:
        return _parser(words, language).parse_args(words)
    except SystemExit as end:
        with printing():
            pass  # the help may still wait in the buffer
        return Exit(int(end.code or 0))


def _parser(words: Sequence[str], language: str) -> argparse.ArgumentParser:
    """Build the parser; only the command that is asked for loads its module."""
    parser = _Parser(
        prog="fairclaim",
        description="Examine after-sales claim photos, with reasons and measured error rates.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"fairclaim {__version__}")
    _add_language(parser, language)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    names = {name for name, _ in COMMANDS}
    asked = next((word for word in words if word in names), None)
    for name, help_text in COMMANDS:
        command = commands.add_parser(
            name,
            help=help_text,
            description=help_text[0].upper() + help_text[1:] + ".",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        _add_language(command, argparse.SUPPRESS)
        if name == asked:
            _module(name).add_arguments(command)
    return parser


def _add_language(parser: argparse.ArgumentParser, default: str) -> None:
    """Offer the choice before and after the command's name; without one, the default of the outer parser stands."""
    parser.add_argument("--language", choices=_LANGUAGES, default=default, help="language of the terminal output")


def _own_language() -> str:
    """Chinese where the locale is Chinese, English elsewhere."""
    try:
        locale.setlocale(locale.LC_CTYPE, "")
        name = locale.getlocale(locale.LC_CTYPE)[0] or ""
    except (locale.Error, ValueError):
        name = ""
    return "zh" if name.startswith(("zh", "Chinese")) else "en"
