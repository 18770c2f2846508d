"""``fairclaim bundle``: seal a claim into one file that a stranger can check."""

import argparse
import os
import secrets
from pathlib import Path
from typing import BinaryIO, cast

from fairclaim.cli.desk_part import add_data, desk_installed, settings_of
from fairclaim.cli.exits import Exit
from fairclaim.cli.output import print_line, printing
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError

_EXAMPLES = """\
examples:
  fairclaim bundle claim-3f2a… --profile party --out case.zip
  fairclaim bundle claim-3f2a… --profile court --out case.zip.age --recipient age1ql3z7hjy54pw3…

"court" holds everything: originals, statements, examinations and their report as a page and as PDF/A. It is personal data, and
leaves the desk only encrypted to its recipient, who opens it with fairclaim verify, or with age. "party" holds no originals and
statements: the log's commitments, reduced copies of the pictures without metadata, the decision and the proofs. The log is signed
anew first, if a checkpoint does not cover the claim yet. Making a bundle is noted in the desk's audit. The first bundle of a claim
takes some seconds to draw pictures; what was drawn is kept.

exit codes:
  0    written
  2    bad use: unknown option, no such claim, something of it erased meanwhile, a recipient that is none, a file that exists or
       cannot be written
  4    a package is missing, the database does not answer, pictures cannot be decoded, or an original is damaged"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLES
    add_data(parser)
    parser.add_argument("claim", metavar="CLAIM", help="id of the claim")
    parser.add_argument("--tenant", metavar="ID", help="whose claim it is; found by itself if not given")
    parser.add_argument("--profile", choices=("court", "party"), required=True, help="for whom")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="where to; never overwritten")
    parser.add_argument(
        "--recipient", action="append", default=[], metavar="AGE_KEY", help="who can open it (age1…); may come twice"
    )


def run(arguments: argparse.Namespace) -> Exit:
    """Gather, seal, encrypt."""
    if arguments.profile == "court" and not arguments.recipient:
        raise UsageError(
            Bilingual(
                "court 证据包含个人信息，必须用 --recipient 加密给接收方。",
                "A court bundle holds personal data: encrypt it with --recipient.",
            )
        )
    settings = settings_of(arguments)
    beside = arguments.out.with_name(f".{arguments.out.name}.{secrets.token_hex(4)}")
    with desk_installed():
        from fairclaim.compose import open_desk  # noqa: PLC0415  (heavy: only once the arguments are right)

        if arguments.out.exists():
            raise _not_writable(arguments.out, "EEXIST")
        with open_desk(settings) as opened:
            try:
                with _private(beside) as file:
                    opened.bundle(
                        arguments.claim,
                        file,
                        tenant=arguments.tenant,
                        profile=arguments.profile,
                        recipients=arguments.recipient,
                    )
                beside.replace(arguments.out)
            finally:
                beside.unlink(missing_ok=True)
    with printing():
        print_line(f"已写入 {arguments.out}" if arguments.language == "zh" else f"Written: {arguments.out}")
    return Exit.DONE


def _private(path: Path) -> BinaryIO:
    """Open a new file that only its owner can read."""
    try:
        return cast("BinaryIO", os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"))
    except OSError as exc:
        raise _not_writable(path, exc.strerror or type(exc).__name__) from exc


def _not_writable(path: Path, cause: str) -> UsageError:
    return UsageError(Bilingual(f"无法写入 {path}：{cause}。", f"Cannot write {path}: {cause}."))
