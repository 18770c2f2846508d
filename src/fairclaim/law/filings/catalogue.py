"""The kinds of filings that are shipped, in the order in which they are shown."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.law.filings.kind import Block, Cite, Field, Kind, Shape

KINDS: Final = (
    "notice-to-buyer",
    "buyer-answer",
    "decision-notice",
    "platform-appeal",
    "buyer-appeal",
    "withdrawal-notice",
    "provider-inquiry",
    "authority-report",
    "police-cover",
    "civil-demand",
    "demand-answer",
    "personal-data-answer",
)
"""Each is the file ``kinds/<name>.toml``."""


@cache
def kind_named(name: str) -> Kind:
    """Return a kind; a name that is not in :data:`KINDS` is a bug, and a ``FileNotFoundError``."""
    text = files("fairclaim.law.filings").joinpath("kinds", f"{name}.toml").read_text(encoding="utf-8")
    return parse_kind(name, tomllib.loads(text))


def parse_kind(name: str, table: Mapping[str, Any]) -> Kind:
    """Return the kind that a TOML table holds; tests hold the shipped ones to their promises."""
    return Kind(
        name=name,
        title=_text(table["title"]),
        purpose=_text(table["purpose"]),
        sender=_text(table["sender"]),
        recipient=_text(table["recipient"]),
        cites=tuple(Cite(**row) for row in table["cites"]),
        fields=tuple(_field(row) for row in table["field"]),
        blocks=tuple(_block(row) for row in table["block"]),
        attach=tuple(_text(row["title"]) for row in table["attach"]),
    )


def _text(value: Mapping[str, str]) -> Bilingual:
    return Bilingual(value["zh"], value["en"])


def _field(row: Mapping[str, Any]) -> Field:
    return Field(
        key=row["key"],
        label=_text(row["label"]),
        shape=Shape(row.get("shape", "text")),
        is_needed=row.get("needed", True),
    )


def _block(row: Mapping[str, Any]) -> Block:
    return Block(
        heading=_text(row["heading"]) if "heading" in row else None,
        say=_text(row["say"]) if "say" in row else None,
        points=tuple(_text(one) for one in row.get("points", ())),
        rows=tuple(row.get("table", ())),
        items=row.get("list"),
        only_if=row.get("only_if"),
    )
