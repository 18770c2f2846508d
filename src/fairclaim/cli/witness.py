"""``fairclaim witness``: watch a desk's evidence log, cosign it as long as it only grows, and raise an alarm if it does not."""

import argparse
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fairclaim.cli.desk_part import desk_installed
from fairclaim.cli.exits import Exit
from fairclaim.cli.output import print_line, printing, say
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import IntegrityError, UnavailableError

if TYPE_CHECKING:
    from fairclaim.runtime.log_client import LogClient
    from fairclaim.runtime.witness_folder import WitnessFolder

_EXAMPLES = """\
examples:
  fairclaim witness --log https://desk.example/api/v1/log/shop-street --state witness --name association.example/w
  fairclaim witness --log https://desk.example/api/v1/log/shop-street --state witness --every 300

Run it on a machine of somebody else than who runs the desk. At the first run it makes a key and prints it: give it to the desk's
operator (FAIRCLAIM_WITNESSES), and compare the log's key with what the operator says elsewhere. It keeps the last checkpoint in
the folder, demands proof that the log still begins with it, cosigns, and brings the cosignature. Keep the folder.

exit codes:
  0    the log only grew; it is cosigned
  1    the log was rewritten, or shows two histories: both signed checkpoints are kept under "alarm" in the folder
  2    bad use: unknown option, the folder belongs to another log
  4    the log does not answer, or a package is missing
  130  interrupted"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLES
    parser.add_argument("--log", required=True, metavar="URL", help="address of the log")
    parser.add_argument("--state", required=True, type=Path, metavar="DIR", help="the witness's folder; keep it")
    parser.add_argument("--name", metavar="NAME", help="the witness's name, at the first run")
    parser.add_argument("--every", type=int, metavar="SECONDS", help="look again and again; once by default")


def run(arguments: argparse.Namespace) -> Exit:
    """Look once, or until the log contradicts itself."""
    with desk_installed():
        from fairclaim.runtime.log_client import LogClient  # noqa: PLC0415  (heavy: only once the arguments are right)
        from fairclaim.runtime.witness_folder import WitnessFolder  # noqa: PLC0415

        log, folder = LogClient(arguments.log.rstrip("/")), WitnessFolder(arguments.state)
    while True:
        try:
            _look(log, folder, arguments)
        except IntegrityError as error:
            say(_ALARM, arguments.language)
            say(error.message, arguments.language)
            return Exit.NOT_PROVEN
        except UnavailableError as error:
            if arguments.every is None:
                raise
            say(error.message, arguments.language)  # a log that is away comes back
        if arguments.every is None:
            return Exit.DONE
        time.sleep(max(1, arguments.every))


def _look(log: "LogClient", folder: "WitnessFolder", arguments: argparse.Namespace) -> None:
    from fairclaim.evidence.signed_note import COSIGNATURE, NoteKey  # noqa: PLC0415  (an optional part)

    seen = folder.look(log, name=arguments.name, now=datetime.now(UTC))
    name, signer = folder.signer(arguments.name)
    state = seen.checkpoint.checkpoint
    with printing():
        print_line(NoteKey(name, COSIGNATURE, signer.public_key.raw).to_text())
        print_line(
            f"已会签：{state.origin}，{state.size} 条。"
            if arguments.language == "zh"
            else f"Cosigned: {state.origin}, {state.size} entries."
        )


_ALARM = Bilingual(
    "警报：日志不再以见证过的内容开头。两份互相矛盾的检查点已留存，请告知各方。",
    "ALARM: the log does not begin with what was witnessed any more. Both checkpoints are kept; tell everybody.",
)
