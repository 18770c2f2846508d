"""Writing a letter: read the data, put the attachments beside it, draw it in each language and form."""

import argparse
from dataclasses import replace
from pathlib import Path

from fairclaim.cli import file_desk_part, file_sent
from fairclaim.cli.exits import Exit
from fairclaim.cli.file_attachments import with_copies
from fairclaim.cli.law_assess import read_bytes
from fairclaim.cli.output import print_json, print_line, printing, say, write_file
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.law.filings.catalogue import kind_named
from fairclaim.law.filings.data import SCHEMA, FilingData, parse_filing
from fairclaim.law.filings.kind import Kind, Shape
from fairclaim.law.filings.letter import Language, Letter, require_complete, write_letter
from fairclaim.law.tone import doubts_about

_USAGE = Bilingual(
    "请给出 DATA.json（或申请编号）和 --out DIR，或者用 --blank 生成空白数据。",
    "Give DATA.json, or a claim, and --out DIR, or --blank for an empty record.",
)
_BLANKS = Bilingual("草稿还有待填之处：{blanks}", "The draft has places to fill in: {blanks}")
_NOTED = Bilingual("已登记为发出，SHA-256：{digest}", "Noted as sent; SHA-256 {digest}")
_EMPTY: dict[Shape, object] = {
    Shape.TEXT: "",
    Shape.LIST: [],
    Shape.MONEY: None,
    Shape.DAY: None,
    Shape.DIGEST: None,
}


def run(arguments: argparse.Namespace) -> Exit:
    """Write it."""
    kind = kind_named(arguments.kind)
    if arguments.blank:
        record = blank_record(kind)
        if arguments.photo is not None:
            from fairclaim.cli.file_label import filled_from_label  # noqa: PLC0415  (reads pictures; few letters need it)

            record = filled_from_label(record, kind.name, arguments.photo)
        with printing():
            print_json(record)
        return Exit.DONE
    if arguments.data is None or arguments.out is None:
        raise UsageError(_USAGE)
    file_sent.check(arguments)
    data, copies = _from_desk(arguments, kind) if file_desk_part.is_claim(arguments) else _from_file(arguments, kind)
    letters = written(kind, data, arguments)
    if arguments.final:
        require_complete(letters)
    pages = drawn(letters, arguments)
    for name, content in {**copies, **pages}.items():
        write_file(arguments.out / name, content)
    with printing():
        for name in pages:
            print_line(str(arguments.out / name))
    if arguments.sent is not None:
        digest = file_sent.note_sent(arguments, pages)
        say(Bilingual(_NOTED.zh.format(digest=digest), _NOTED.en.format(digest=digest)), arguments.language)
    say_doubts(letters, doubts_about(data), arguments.language)
    return Exit.DONE


def written(kind: Kind, data: FilingData, arguments: argparse.Namespace) -> list[Letter]:
    """Return the letter in each language that is asked for."""
    languages = list(Language) if arguments.text == "both" else [Language(arguments.text)]
    return [write_letter(kind, data, language) for language in languages]


def drawn(letters: list[Letter], arguments: argparse.Namespace) -> dict[str, bytes]:
    """Return each letter in each form that is asked for, by file name."""
    return {
        f"{letter.kind}.{letter.language}.{form}": _drawn(letter, form)
        for letter in letters
        for form in arguments.format
    }


def _from_file(arguments: argparse.Namespace, kind: Kind) -> tuple[FilingData, dict[str, bytes]]:
    path = Path(arguments.data)
    data = parse_filing(read_bytes(path), kind, name=str(path))
    attachments, copies = with_copies(data.attachments, path.parent)
    return replace(data, attachments=attachments), copies


def _from_desk(arguments: argparse.Namespace, kind: Kind) -> tuple[FilingData, dict[str, bytes]]:
    from fairclaim.cli.file_from_desk import desk_open, draft_of  # noqa: PLC0415  (opens a desk; few letters need one)

    with desk_open(arguments) as opened:
        data = draft_of(opened, arguments, kind)
    attachments, copies = with_copies(data.attachments, file_desk_part.folder_of(arguments))
    return replace(data, attachments=attachments), copies


def blank_record(kind: Kind) -> dict[str, object]:
    """Return an empty record for a kind: every field, in order, with nothing in it."""
    return {
        "schema": SCHEMA,
        "kind": kind.name,
        "date": None,
        "from": {"name": None, "contact": None},
        "to": {"name": None, "contact": None},
        "fields": {field.key: _EMPTY[field.shape] for field in kind.fields},
        "attachments": [],
    }


def _drawn(letter: Letter, form: str) -> bytes:
    if form == "pdf":
        from fairclaim.law.filings.print_pdf import to_pdf  # noqa: PLC0415  (typst is asked for PDF only)
        from fairclaim.settings import read_settings  # noqa: PLC0415

        return to_pdf(letter, folder=read_settings().fonts)
    from fairclaim.law.filings.render import to_html, to_markdown  # noqa: PLC0415  (not for a blank record)

    return (to_html(letter) if form == "html" else to_markdown(letter)).encode()


def say_doubts(letters: list[Letter], doubts: tuple[Bilingual, ...], language: str) -> None:
    """Say what is left to fill in, and which words to think about again."""
    blanks = letters[0].blanks
    if blanks:
        listed = Bilingual("、".join(one.zh for one in blanks), ", ".join(one.en for one in blanks))
        say(Bilingual(_BLANKS.zh.format(blanks=listed.zh), _BLANKS.en.format(blanks=listed.en)), language)
    for doubt in doubts:
        say(doubt, language)
