"""Noting on the desk that a letter was sent: which kind, to what sort of recipient, when, and the digest of what was written."""

import argparse
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from fairclaim.cli.desk_part import desk_installed
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.settings import read_settings

RECIPIENTS = ("buyer", "merchant", "platform", "ai-provider", "authority", "police", "court", "other")
_USAGE = Bilingual(
    "登记已发出的文书须同时给出 --final、--sent CLAIM、--to RECIPIENT 和 --tenant ID，且只写一种语言（--text zh 或 en）。",
    "To note a letter as sent, give --final, --sent CLAIM, --to RECIPIENT and --tenant ID, and one language (--text zh or en).",
)
_FORMS = (".pdf", ".html", ".md")
"""Of what was written, the first of these is taken for what was sent."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what noting takes."""
    parser.add_argument("--sent", metavar="CLAIM", help="note on the desk that the letter about this claim is sent")
    parser.add_argument("--to", choices=RECIPIENTS, metavar="RECIPIENT", help=f"with --sent: {', '.join(RECIPIENTS)}")
    parser.add_argument("--tenant", metavar="ID", help="whose claim it is; needed with --sent")
    parser.add_argument("--desk", type=Path, metavar="DIR", help="folder of the desk; FAIRCLAIM_DATA by default")


def check(arguments: argparse.Namespace) -> None:
    """Verify that either nothing is to be noted, or all of it is given.

    Raises
    ------
    UsageError
        If something is missing.
    """
    given = [arguments.sent, arguments.to, arguments.tenant]
    if any(given) and not (all(given) and arguments.final and arguments.text != "both"):
        raise UsageError(_USAGE)


def note_sent(arguments: argparse.Namespace, drawn: Mapping[str, bytes]) -> str:
    """Note the letter, and return its digest.

    Raises
    ------
    NotFoundError
        If there is no such claim.
    """
    content = next(data for form in _FORMS for name, data in drawn.items() if name.endswith(form))
    digest = hashlib.sha256(content).hexdigest()
    settings = read_settings() if arguments.desk is None else replace(read_settings(), data=arguments.desk)
    with desk_installed():
        from fairclaim.compose import open_desk  # noqa: PLC0415  (heavy: only where something is noted)
        from fairclaim.domain.desk.party import ClaimId, PersonId  # noqa: PLC0415
        from fairclaim.services.caller import Caller, Role  # noqa: PLC0415
        from fairclaim.services.note_letter import LetterWish, claim_letters, note_letter  # noqa: PLC0415
        from fairclaim.services.ports.measures import Recipient  # noqa: PLC0415

        operator = Caller(tenant=arguments.tenant, person=PersonId("operator"), roles=frozenset({Role.ADMIN}))
        with open_desk(settings) as opened:
            wish = LetterWish(
                kind=arguments.kind,
                recipient=Recipient(arguments.to),
                sha256=digest,
                sent_at=opened.desk.now(),
            )
            claim = ClaimId(arguments.sent)
            known = claim_letters(opened.desk, operator, claim)
            # The same file is noted once, however often the command is run.
            if (wish.kind, wish.recipient, digest) not in {(one.kind, one.recipient, one.sha256) for one in known}:
                note_letter(opened.desk, operator, claim, wish)
    return digest
