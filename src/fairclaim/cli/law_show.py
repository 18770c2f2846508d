"""``fairclaim law show``: provisions in plain words, each with its days, grade of certainty and source."""

import argparse
from collections.abc import Iterator

from fairclaim.cli.exits import Exit
from fairclaim.cli.output import print_json, print_line, printing, write_file
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.law.provision import CERTAINTY_MEANS, Provision
from fairclaim.law.reference_page import reference_page
from fairclaim.law.statute_book import Book, shipped_book

SCHEMA = "fairclaim.law/1"


def run(arguments: argparse.Namespace) -> Exit:
    """Show what is asked for."""
    book = shipped_book()
    if arguments.page is not None:
        write_file(arguments.page, reference_page(book).encode())
        return Exit.DONE
    found = _chosen(book, arguments)
    with printing():
        if arguments.json:
            print_json({"schema": SCHEMA, "provisions": [_record(one, book) for one in found]})
        else:
            for one in found:
                for line in _lines(one, book, arguments.language):
                    print_line(line)
    return Exit.DONE


def _chosen(book: Book, arguments: argparse.Namespace) -> tuple[Provision, ...]:
    named = [one for one in book.provisions if arguments.name in (None, one.id, one.series)]
    if not named:
        given = arguments.name
        raise UsageError(
            Bilingual(
                f"没有名为 {given!r} 的规定。fairclaim law show 列出全部。",
                f"There is no provision {given!r}. fairclaim law show lists all.",
            )
        )
    return tuple(one for one in named if arguments.on is None or one.is_in_force(arguments.on))


def _lines(one: Provision, book: Book, language: str) -> Iterator[str]:
    def say(text: Bilingual) -> str:
        return text.zh if language == "zh" else text.en

    source = book.source(one.source)
    yield f"{one.id} · {say(one.cited())} · {one.starts} – {one.ends or ''}".rstrip()
    yield f"  {say(one.plain)}"
    yield f"  [{one.certainty}] {say(CERTAINTY_MEANS[one.certainty])} · {say(source.title)} · {source.read}" + (
        f" · {source.address}" if source.address else ""
    )


def _record(one: Provision, book: Book) -> dict[str, object]:
    source = book.source(one.source)
    return {
        "id": one.id,
        "series": one.series,
        "field": one.field.value,
        "name": one.cited().to_record(),
        "from": one.starts.isoformat(),
        "until": one.ends.isoformat() if one.ends else None,
        "certainty": one.certainty.value,
        "plain": one.plain.to_record(),
        "figures": [
            {
                "name": figure.name,
                "low": figure.low,
                "high": figure.high,
                "unit": figure.unit.value,
                "certainty": figure.certainty.value,
                "source": figure.source,
            }
            for figure in one.figures
        ],
        "source": {"id": source.id, "title": source.title.to_record(), "address": source.address, "read": source.read},
    }
