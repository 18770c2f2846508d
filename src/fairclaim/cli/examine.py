"""``fairclaim examine``: one claim, on the terminal, as JSON, as a report."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from fairclaim.cli.exits import Exit
from fairclaim.cli.output import print_json, print_line, printing, say, silence_log, write_file
from fairclaim.cli.own_cores import own_cores
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import NotReadableError, UsageError
from fairclaim.domain.examination import Examination
from fairclaim.domain.exhibit import Exhibit, ExhibitId, MissingExhibit, Role, read_exhibit
from fairclaim.domain.order import Order, parse_order

if TYPE_CHECKING:
    from fairclaim.imaging.photo import Photo

STANDARD_INPUT: Final = "-"
"""The name that stands for the bytes on standard input; a file of this name is ``./-``."""

_MAX_INPUT_BYTES: Final = 1 << 28
"""Far above every limit on a photo; what is longer is cut, and refused by the limit."""

THREADS: Final = 2
"""The command has the machine to itself; a third thread would find nothing left to do, and each needs memory for its planes."""

_EXAMPLES = """\
examples:
  fairclaim examine damage.jpg --listing listing.jpg
  fairclaim examine a.jpg b.jpg --listing front.png --listing side.png --order order.json
  fairclaim examine damage.jpg --listing listing.jpg --json --maps maps > result.json
  fairclaim examine damage.jpg --listing listing.jpg --report report.html
  fairclaim examine damage.jpg --listing listing.jpg --report report.pdf
  curl -s https://shop.example/damage.jpg | fairclaim examine - --listing listing.jpg

exit codes:
  0    examined, whatever the verdict: read verdict.call
  2    bad use: unknown option, malformed order.json, a report or folder that cannot be written
  3    no claim photo could be read
  4    a part is missing or switched off (typst or a Chinese font, for PDF), or the disk is full
  130  interrupted"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLES
    parser.add_argument(
        "claim",
        nargs="+",
        metavar="CLAIM",
        help="the buyer's photos of the damage, first of all; - reads standard input",
    )
    for role, text in (
        (Role.LISTING, "the merchant's public product picture"),
        (Role.DISPATCH, "a picture from the packing of this order"),
        (Role.CHAT, "an earlier picture that the buyer sent in this dispute"),
    ):
        parser.add_argument(f"--{role.value}", action="append", default=[], metavar="FILE", help=f"{text}; repeatable")
    parser.add_argument("--order", type=Path, metavar="FILE", help="JSON with the order's dates")
    parser.add_argument("--case", default="case", metavar="ID", help="name of the case in the result")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    parser.add_argument(
        "--report",
        type=Path,
        metavar="FILE",
        help="write a self-contained HTML report; a name that ends in .pdf is written as PDF/A-3, in the chosen language",
    )
    parser.add_argument("--maps", type=Path, metavar="DIR", help="write the change maps as PNG")


def run(arguments: argparse.Namespace) -> Exit:
    """Examine, render; unreadable when no claim photo could be read."""
    _refuse_overwriting(arguments)
    order = read_order(arguments.order)
    exhibits = read_exhibits([(role, name) for role in Role for name in _names(arguments, role)])

    from fairclaim.forensics.examine import Examiner  # noqa: PLC0415  (heavy: only once the arguments are right)
    from fairclaim.forensics.settings import ExamineSettings  # noqa: PLC0415

    silence_log()
    with Examiner(ExamineSettings(threads=min(THREADS, own_cores()))) as examiner:
        examined = examiner.examine(exhibits, order=order, case=arguments.case)
        warn_of_missing_locks(examiner.missing_locks, arguments.language)
    examination = examined.examination
    maps = write_maps(examination, arguments.maps) if arguments.maps else {}
    if arguments.report:
        _write_report(arguments.report, examination, examined.photos, arguments.language)
    with printing():
        if arguments.json:
            print_json(examination.to_record(maps=maps))
        else:
            _print(examination, arguments)
    if any(photo.role is Role.CLAIM for photo in examined.photos.values()):
        return Exit.DONE
    _say_why_unreadable(examination, arguments.language)
    return Exit.UNREADABLE


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
        raise UsageError(
            Bilingual(
                f"{path} 不是有效的 JSON。请写成例如 {{}} 的 JSON 对象。",
                f"{path} is not valid JSON. Write a JSON object, as {{}}.",
            )
        ) from exc
    try:
        return parse_order(record)
    except UsageError as error:
        raise UsageError(Bilingual(f"{path}：{error.message.zh}", f"{path}: {error.message.en}")) from error


def read_exhibits(named: list[tuple[Role, str]]) -> list[Exhibit | MissingExhibit]:
    """Read the files; ``-`` is standard input.

    Raises
    ------
    UsageError
        If standard input is asked for twice: it can be read once.
    """
    if sum(name == STANDARD_INPUT for _, name in named) > 1:
        raise UsageError(
            Bilingual(
                "标准输入（-）只能使用一次。其余图片请给出文件名。",
                "Standard input (-) can be read only once. Name a file for the other pictures.",
            )
        )
    return [_read_input(role) if name == STANDARD_INPUT else read_exhibit(name, role) for role, name in named]


def warn_of_missing_locks(missing: tuple[str, ...], language: str) -> None:
    """Say once, on stderr, which layers of the decoder's sandbox this machine lacks."""
    if missing:
        names = ", ".join(missing)
        say(Bilingual(f"解码进程缺少以下隔离层：{names}。", f"The decoder runs without: {names}."), language)


def write_maps(examination: Examination, folder: Path) -> dict[int, str]:
    """Write each finding's map and return the paths by position.

    Raises
    ------
    UsageError
        If the folder cannot be written; UnavailableError if the disk is full.
    """
    written: dict[int, str] = {}
    for position, finding in enumerate(examination.findings):
        if finding.map is not None:
            name = f"{'_'.join(finding.exhibits)}.{finding.check}"
            path = folder / f"{name}.png"
            if str(path) in written.values():
                path = folder / f"{name}.{position}.png"
            write_file(path, finding.map.png)
            written[position] = str(path)
    return written


def _names(arguments: argparse.Namespace, role: Role) -> list[str]:
    names: list[str] = getattr(arguments, role.value)
    return names


def _read_input(role: Role) -> Exhibit | MissingExhibit:
    try:
        data = sys.stdin.buffer.read(_MAX_INPUT_BYTES)
    except (OSError, AttributeError) as exc:  # AttributeError: the caller closed it
        return MissingExhibit(role, STANDARD_INPUT, NotReadableError(STANDARD_INPUT, str(exc)))
    return Exhibit(data, role, STANDARD_INPUT)


def _refuse_overwriting(arguments: argparse.Namespace) -> None:
    """Refuse a report that would take the place of an original: its bytes are evidence."""
    report: Path | None = arguments.report
    if report is None:
        return
    inputs = [Path(name) for role in Role for name in _names(arguments, role)]
    for path in (*inputs, *([arguments.order] if arguments.order else ())):
        if _is_same_file(report, path):
            raise UsageError(
                Bilingual(
                    f"--report 会覆盖 {path}。请换一个文件名。",
                    f"--report would overwrite {path}. Choose another name.",
                )
            )


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):  # one of them is not there
        return False


def _titles() -> dict[str, Bilingual]:
    from fairclaim.forensics.catalogue import CATALOGUE  # noqa: PLC0415

    return {check.name: check.title for check in CATALOGUE}


def _write_report(path: Path, examination: Examination, photos: "dict[ExhibitId, Photo]", language: str) -> None:
    if path.suffix.lower() == ".pdf":
        from fairclaim.report.pdf import render_pdf  # noqa: PLC0415
        from fairclaim.settings import read_settings  # noqa: PLC0415

        fonts = read_settings().fonts
        chosen: Literal["zh", "en"] = "zh" if language == "zh" else "en"
        write_file(path, render_pdf(examination, photos, titles=_titles(), language=chosen, fonts=fonts))
        return
    from fairclaim.report.html import render_report  # noqa: PLC0415

    write_file(path, render_report(examination, photos, titles=_titles()).encode(errors="replace"))


def _print(examination: Examination, arguments: argparse.Namespace) -> None:
    from fairclaim.cli.console import Terminal  # noqa: PLC0415
    from fairclaim.cli.terminal import print_examination  # noqa: PLC0415
    from fairclaim.report.text import printable  # noqa: PLC0415

    print_examination(examination, console=Terminal(), language=arguments.language, titles=_titles())
    if arguments.report:
        print_line(f"→ {printable(str(arguments.report))}")


def _say_why_unreadable(examination: Examination, language: str) -> None:
    claims = {facts.id: facts.path for facts in examination.exhibits if facts.role is Role.CLAIM}
    for error in examination.errors:
        if error.exhibit in claims:
            path, message = claims[error.exhibit], error.message
            is_named = error.code == NotReadableError.code  # its message names the file already
            say(message if is_named else Bilingual(f"{path}：{message.zh}", f"{path}: {message.en}"), language)
