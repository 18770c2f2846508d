"""All provisions that are shipped, read once and held against themselves.

A book is refused if versions of one rule leave a gap in time or overlap, if something names a source that is not there, or if a
place's figure lies outside the national range.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from fairclaim.domain.bilingual import Bilingual
from fairclaim.law.errors import BrokenBookError
from fairclaim.law.provision import Area, Certainty, Field, Figure, Provision, Source, Tier, Unit

TIERS = ("relatively-large", "huge", "especially-huge")
"""Names of the tiers of article 266, from the smallest. Source: Fa Shi [2011] No. 7, article 1."""

FIGURES_SERIES = "fraud-figures"


@dataclass(frozen=True, slots=True)
class Book:
    """The shipped law.

    Parameters
    ----------
    provisions : tuple of Provision
        In the order of the files.
    areas : tuple of Area
        Places with figures of their own.
    """

    provisions: tuple[Provision, ...]
    sources: tuple[Source, ...]
    areas: tuple[Area, ...]

    def provision(self, name: str) -> Provision:
        """Return a provision by its id; a wrong id is a bug, and a ``KeyError``."""
        return {one.id: one for one in self.provisions}[name]

    def source(self, name: str) -> Source:
        """Return a source by its id; a wrong id is a bug, and a ``KeyError``."""
        return {one.id: one for one in self.sources}[name]

    def in_force(self, series: str, on: date) -> Provision | None:
        """Return the version of a rule under which an act of this day falls; None before its first."""
        return next((one for one in self.provisions if one.series == series and one.is_in_force(on)), None)


@cache
def shipped_book() -> Book:
    """Return the book of this package.

    Raises
    ------
    BrokenBookError
        If the installed files contradict themselves.
    """
    tables = {field: _table(field.value) for field in Field}
    return parse_book(tables, sources=_table("sources"), areas=_table("areas"))


def parse_book(
    tables: Mapping[Field, Mapping[str, Any]], *, sources: Mapping[str, Any], areas: Mapping[str, Any]
) -> Book:
    """Return the book that TOML tables hold; raises BrokenBookError as :func:`shipped_book`."""
    try:
        book = Book(
            provisions=tuple(_provision(row, field) for field, table in tables.items() for row in table["provision"]),
            sources=tuple(_source(row) for row in sources["source"]),
            areas=tuple(_area(row) for row in areas["area"]),
        )
    except (KeyError, TypeError, ValueError) as exc:
        raise BrokenBookError((f"{type(exc).__name__} {exc}",)) from exc
    faults = book_faults(book)
    if faults:
        raise BrokenBookError(faults)
    return book


def book_faults(book: Book) -> tuple[str, ...]:
    """Return everything in a book that contradicts itself; empty for a sound one."""
    return (*_time_faults(book.provisions), *_source_faults(book), *_name_faults(book), *_area_faults(book))


def _time_faults(provisions: Sequence[Provision]) -> list[str]:
    faults = [
        f"{one.id} ends before it starts" for one in provisions if one.ends is not None and one.ends <= one.starts
    ]
    for series in dict.fromkeys(one.series for one in provisions):
        versions = sorted((one for one in provisions if one.series == series), key=lambda one: one.starts)
        for before, after in pairwise(versions):
            if before.ends is None or before.ends > after.starts:
                faults.append(f"{before.id} and {after.id} overlap")
            elif before.ends < after.starts:
                faults.append(f"a gap between {before.id} and {after.id}")
    return faults


def _source_faults(book: Book) -> list[str]:
    known = {one.id for one in book.sources}
    named = [(one.id, one.source) for one in book.provisions]
    named += [(f"{one.id}/{figure.name}", figure.source) for one in book.provisions for figure in one.figures]
    named += [(one.code, one.source) for one in book.areas]
    return [f"{who} names the unknown source {what}" for who, what in named if what not in known]


def _name_faults(book: Book) -> list[str]:
    names = (
        [one.id for one in book.provisions]
        + [f"source {one.id}" for one in book.sources]
        + [one.code for one in book.areas]
    )
    twice = sorted({name for name in names if names.count(name) > 1})
    upside = [f"{one.id}/{f.name}" for one in book.provisions for f in one.figures if not 0 <= f.low <= f.high]
    return [f"{name} stands twice" for name in twice] + [f"{name} runs backwards" for name in upside]


def _area_faults(book: Book) -> list[str]:
    versions = [one for one in book.provisions if one.series == FIGURES_SERIES]
    if not versions or any(tuple(figure.name for figure in one.figures) != TIERS for one in versions):
        return [f"{FIGURES_SERIES} lacks a tier"]
    figures = {figure.name: figure for figure in versions[-1].figures}
    return [
        f"{area.code}/{tier.name} lies outside the national range"
        for area in book.areas
        for tier in area.tiers
        if not figures[tier.name].low <= tier.low <= figures[tier.name].high
    ]


def _table(name: str) -> dict[str, Any]:
    text = files("fairclaim.law").joinpath("statutes", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _text(value: Mapping[str, str]) -> Bilingual:
    return Bilingual(value["zh"], value["en"])


def _provision(row: Mapping[str, Any], field: Field) -> Provision:
    return Provision(
        id=row["id"],
        series=row["series"],
        field=field,
        instrument=_text(row["instrument"]),
        article=_text(row["article"]) if "article" in row else None,
        starts=row["from"],
        ends=row.get("until"),
        certainty=Certainty(row["certainty"]),
        source=row["source"],
        plain=_text(row["plain"]),
        figures=tuple(_figure(figure) for figure in row.get("figure", ())),
    )


def _figure(row: Mapping[str, Any]) -> Figure:
    return Figure(
        name=row["name"],
        low=row["low"],
        high=row["high"],
        unit=Unit(row["unit"]),
        certainty=Certainty(row["certainty"]),
        source=row["source"],
    )


def _source(row: Mapping[str, Any]) -> Source:
    return Source(id=row["id"], title=_text(row["title"]), read=row["read"], address=row.get("address"))


def _area(row: Mapping[str, Any]) -> Area:
    return Area(
        code=row["code"],
        province=row.get("province", row["code"]),
        cities=tuple(row.get("cities", ())),
        name=_text(row["name"]),
        tiers=tuple(Tier(name=name, low=row[name], high=row[name]) for name in TIERS),
        certainty=Certainty(row["certainty"]),
        source=row["source"],
        remark=_text(row["remark"]) if "remark" in row else None,
    )
