"""``fairclaim examine``: one claim, on the terminal, as JSON, as a report."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fairclaim.cli.exits import Exit
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import NotReadableError, UsageError
from fairclaim.domain.examination import Examination
from fairclaim.domain.exhibit import ExhibitId, Role, read_exhibit
from fairclaim.domain.order import Order, parse_order

if TYPE_CHECKING:
    from fairclaim.imaging.photo import Photo


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("claim", nargs="+", type=Path, metavar="CLAIM", help="the buyer's photo of the damage")
    for role, text in (
        (Role.LISTING, "the merchant's public product picture"),
        (Role.DISPATCH, "a picture from the packing of this order"),
        (Role.CHAT, "an earlier picture that the buyer sent in this dispute"),
    ):
        parser.add_argument(
            f"--{role.value}", action="append", default=[], type=Path, metavar="FILE", help=f"{text}; repeatable"
        )
    parser.add_argument("--order", type=Path, metavar="FILE", help="JSON with the order's dates")
    parser.add_argument("--case", default="case", metavar="ID", help="name of the case in the result")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write a self-contained HTML report")
    parser.add_argument("--maps", type=Path, metavar="DIR", help="write the change maps as PNG")


def run(arguments: argparse.Namespace) -> Exit:
    """Examine, render; unreadable when no claim photo could be read."""
    order = read_order(arguments.order)
    exhibits = [read_exhibit(path, role) for role in Role for path in _paths(arguments, role)]

    from fairclaim.forensics.examine import Examiner  # noqa: PLC0415  (heavy: only once the arguments are right)
    from fairclaim.forensics.settings import ExamineSettings  # noqa: PLC0415

    with Examiner(ExamineSettings()) as examiner:
        examined = examiner.examine(exhibits, order=order, case=arguments.case)
        warn_of_missing_locks(examiner.missing_locks)
    examination = examined.examination
    maps = write_maps(examination, arguments.maps) if arguments.maps else {}
    if arguments.report:
        _write_report(arguments.report, examination, examined.photos)
    if arguments.json:
        print(json.dumps(examination.to_record(maps=maps), ensure_ascii=False))  # noqa: T201
    else:
        _print(examination, arguments)
    was_read = any(photo.role is Role.CLAIM for photo in examined.photos.values())
    return Exit.DONE if was_read else Exit.UNREADABLE


def read_order(path: Path | None) -> Order | None:
    """Read the order's JSON file.

    Raises
    ------
    NotReadableError
        If the file is not there.
    UsageError
        If it is no JSON, or not an order.
    """
    if path is None:
        return None
    try:
        record = json.loads(path.read_bytes())
    except OSError as exc:
        raise NotReadableError(str(path), exc.strerror or type(exc).__name__) from exc
    except (ValueError, RecursionError) as exc:
        raise UsageError(Bilingual(f"{path} 不是有效的 JSON。", f"{path} is not valid JSON.")) from exc
    return parse_order(record)


def warn_of_missing_locks(missing: tuple[str, ...]) -> None:
    """Say once, on stderr, which layers of the decoder's sandbox this machine lacks."""
    if missing:
        print(f"fairclaim: the decoder runs without: {', '.join(missing)}", file=sys.stderr)


def write_maps(examination: Examination, folder: Path) -> dict[int, str]:
    """Write each finding's map and return the paths by position."""
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[int, str] = {}
    for position, finding in enumerate(examination.findings):
        if finding.map is not None:
            path = folder / f"{'_'.join(finding.exhibits)}.{finding.check}.png"
            path.write_bytes(finding.map.png)
            written[position] = str(path)
    return written


def _paths(arguments: argparse.Namespace, role: Role) -> list[Path]:
    paths: list[Path] = getattr(arguments, role.value)
    return paths


def _titles() -> dict[str, Bilingual]:
    from fairclaim.forensics.catalogue import CATALOGUE  # noqa: PLC0415

    return {check.name: check.title for check in CATALOGUE}


def _write_report(path: Path, examination: Examination, photos: "dict[ExhibitId, Photo]") -> None:
    from fairclaim.report.html import render_report  # noqa: PLC0415

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render_report(examination, photos, titles=_titles()), encoding="utf-8")


def _print(examination: Examination, arguments: argparse.Namespace) -> None:
    from rich.console import Console  # noqa: PLC0415

    from fairclaim.cli.terminal import print_examination  # noqa: PLC0415

    console = Console()
    print_examination(examination, console=console, language=arguments.language, titles=_titles())
    if arguments.report:
        console.print(f"→ {arguments.report}")
