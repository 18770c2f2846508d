"""``fairclaim duties``: which duties of a platform a desk's records fulfil, and where they were not."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fairclaim.cli.desk_part import add_data, desk_installed, settings_of
from fairclaim.cli.exits import Exit
from fairclaim.cli.output import print_json, print_line, printing
from fairclaim.domain.bilingual import Bilingual

if TYPE_CHECKING:
    from fairclaim.law.duties import DutyFound
    from fairclaim.services.check_duties import DutiesChecked

SCHEMA = "fairclaim.duties/1"
_FIRST = 10
_EXAMPLES = """\
examples:
  fairclaim duties --tenant shop-street
  fairclaim duties --tenant shop-street --data /srv/desk --json

Reads decisions, appeals, consequences, wishes and letters of one tenant. Each duty is kept, broken (with the claims), not recorded
here, or does not apply yet. It is information, not legal advice, and proves nothing about what happened elsewhere.

exit codes:
  0    no duty is broken, as far as the records show
  1    at least one is
  2    bad use: unknown option, no such tenant
  4    a package is missing, or the database does not answer"""
_HEAD = Bilingual("{at}，{count} 个申请：", "{at}, {count} claims:")
_AGAINST = Bilingual("{count} 处：{listed}", "{count}: {listed}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLES
    add_data(parser)
    parser.add_argument("--tenant", required=True, metavar="ID", help="whose records")
    parser.add_argument("--json", action="store_true", help="print one JSON object, fairclaim.duties/1")


def run(arguments: argparse.Namespace) -> Exit:
    """Check, and print what was found."""
    settings = settings_of(arguments)
    with desk_installed():
        from fairclaim.compose import open_desk  # noqa: PLC0415  (heavy: only once the arguments are right)
        from fairclaim.domain.desk.party import PersonId  # noqa: PLC0415
        from fairclaim.law.duties import Standing  # noqa: PLC0415
        from fairclaim.services.caller import Caller, Role  # noqa: PLC0415
        from fairclaim.services.check_duties import check_duties  # noqa: PLC0415

        operator = Caller(tenant=arguments.tenant, person=PersonId("operator"), roles=frozenset({Role.ADMIN}))
        with open_desk(settings) as opened:
            found = check_duties(opened.desk, operator)
    with printing():
        if arguments.json:
            print_json(to_record(found))
        else:
            for line in in_words(found, is_zh=arguments.language == "zh"):
                print_line(line)
    is_broken = any(one.standing is Standing.BROKEN for one in found.duties)
    return Exit.NOT_PROVEN if is_broken else Exit.DONE


def to_record(found: "DutiesChecked") -> dict[str, object]:
    """Return what was found as plain values."""
    return {
        "schema": SCHEMA,
        "at": found.at.isoformat(),
        "claims": found.claims,
        "duties": [
            {
                "id": one.duty.id,
                "standing": one.standing.value,
                "seen": one.seen,
                "against": list(one.against),
                "asks": one.duty.asks.to_record(),
                "note": None if one.note is None else one.note.to_record(),
                "provision": one.duty.provision.id,
                "certainty": one.duty.provision.certainty.value,
                "reading": one.duty.reading.value,
            }
            for one in found.duties
        ],
    }


def in_words(found: "DutiesChecked", *, is_zh: bool) -> Iterator[str]:
    """Return what was found line by line in one language."""

    def say(text: Bilingual) -> str:
        return text.zh if is_zh else text.en

    yield say(_HEAD).format(at=found.at.date(), count=found.claims)
    for one in found.duties:
        yield from _duty(one, is_zh=is_zh)


def _duty(one: "DutyFound", *, is_zh: bool) -> Iterator[str]:
    from fairclaim.law.duties import STANDING_NAMES  # noqa: PLC0415  (not for --help)

    name, asks = STANDING_NAMES[one.standing], one.duty.asks
    mark = {"kept": "✓", "broken": "✗"}.get(one.standing.value, "·")
    grades = f"[{one.duty.provision.certainty}/{one.duty.reading}]"
    yield f"{mark} {name.zh if is_zh else name.en} {grades} {asks.zh if is_zh else asks.en}"
    if one.against:
        more = f" … (+{len(one.against) - _FIRST})" if len(one.against) > _FIRST else ""
        told = _AGAINST.zh if is_zh else _AGAINST.en
        yield "    " + told.format(count=len(one.against), listed=", ".join(one.against[:_FIRST]) + more)
    if one.note is not None:
        yield f"    {one.note.zh if is_zh else one.note.en}"
