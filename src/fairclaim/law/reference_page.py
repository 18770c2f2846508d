"""The reference page of the law, made from the data, so that a page and an answer cannot differ."""

from collections.abc import Iterator, Sequence

from fairclaim.law.amounts import TIER_NAMES, figure_in_words, in_yuan
from fairclaim.law.filings.catalogue import KINDS, kind_named
from fairclaim.law.provision import CERTAINTY_MEANS, FIELD_NAMES, Field, Provision
from fairclaim.law.statute_book import Book

_HEAD = """\
# The law, by the date of the act

Made from the data of this version by `fairclaim law show --page`; do not edit it by hand. It is information and not legal advice;
[what is certain and what is not](../explanation/law.md) stands on a page of its own. No text of a law is copied: each row says in plain
words what the provision says, and how we know. `until` is the first day on which a version no longer holds.
"""


def reference_page(book: Book) -> str:
    """Return the page in Markdown."""
    return "\n".join([_HEAD, *_grades(), *_provisions(book), *_areas(book), *_filings(), *_sources(book)]) + "\n"


def _grades() -> Iterator[str]:
    yield "## Grades of certainty\n"
    yield from _table(
        ("grade", "means", "含义"), [(grade.value, text.en, text.zh) for grade, text in CERTAINTY_MEANS.items()]
    )


def _provisions(book: Book) -> Iterator[str]:
    for field in Field:
        yield f"## {FIELD_NAMES[field].en} · {FIELD_NAMES[field].zh}\n"
        for one in (provision for provision in book.provisions if provision.field is field):
            yield from _provision(one, book)


def _provision(one: Provision, book: Book) -> Iterator[str]:
    name, source = one.cited(), book.source(one.source)
    yield f"### {name.en} · {name.zh} {{#{one.id}}}\n"
    yield f"{one.plain.en}\n\n{one.plain.zh}\n"
    until = f", until {one.ends}" if one.ends else ""
    yield f"`{one.id}` · from {one.starts}{until} · **[{one.certainty}]** [{source.title.en}](#source-{source.id})\n"
    if one.figures:
        rows = [
            (f"`{figure.name}`", figure_in_words(figure).en, figure_in_words(figure).zh, figure.certainty.value)
            for figure in one.figures
        ]
        yield from _table(("figure", "is", "为", "grade"), rows)


def _areas(book: Book) -> Iterator[str]:
    yield "## Local figures for fraud · 各地诈骗数额标准\n"
    yield (
        "For `--province`. A province that is not here has the national range of [`fraud-interpretation-1`](#fraud-interpretation-1). "
        "All are read through lawyers' pages, none in the local document itself unless its source says so.\n"
    )
    rows = []
    for area in book.areas:
        amounts = [in_yuan(tier.low).en for tier in area.tiers]
        source = book.source(area.source)
        rows.append(
            (
                ", ".join(area.cities) or area.code,
                area.name.en,
                *amounts,
                area.certainty.value,
                f"[source](#source-{source.id})",
            )
        )
    yield from _table(("code", "place", *(TIER_NAMES[tier.name].en for tier in book.areas[0].tiers), "grade", ""), rows)


def _filings() -> Iterator[str]:
    yield "## Filings · 文书\n"
    yield "What `fairclaim file KIND` writes. A field in brackets may be left out; any field that is not listed is refused.\n"
    rows = []
    for name in KINDS:
        kind = kind_named(name)
        fields = ", ".join(f"`{field.key}`" if field.is_needed else f"[`{field.key}`]" for field in kind.fields)
        rows.append((f"`{name}`", kind.title.zh, kind.purpose.en, fields))
    yield from _table(("kind", "文书", "for", "fields"), rows)


def _sources(book: Book) -> Iterator[str]:
    yield "## Sources\n"
    for one in book.sources:
        address = f" <{one.address}>" if one.address else ""
        yield f"### {one.title.en} {{#source-{one.id}}}\n"
        yield f"{one.title.zh}.{address} Read {one.read}.\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""
