"""A kind of filing as data: whom it goes to, what it holds, what it says, what to attach.

A kind names all its fields. Data with any other field is refused, so that no filing carries more than its purpose needs.
"""

from dataclasses import dataclass
from enum import StrEnum

from fairclaim.domain.bilingual import Bilingual


class Shape(StrEnum):
    """What a field holds."""

    TEXT = "text"
    LIST = "list"
    MONEY = "money"
    DAY = "day"
    DIGEST = "digest"
    """A SHA-256, 64 hexadecimal digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing a record, or a person, fills in.

    Parameters
    ----------
    is_needed : bool
        Left out, a needed field becomes a marked blank; another one disappears with its sentence.
    """

    key: str
    label: Bilingual
    shape: Shape = Shape.TEXT
    is_needed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One piece of the text; exactly one of its contents is set.

    Parameters
    ----------
    say : Bilingual or None
        A paragraph with fields in braces.
    points : tuple of Bilingual
        A numbered list of our own sentences.
    rows : tuple of str
        Fields as a table.
    items : str or None
        A field of shape list.
    only_if : str or None
        A field without which the block is left out.
    """

    heading: Bilingual | None = None
    say: Bilingual | None = None
    points: tuple[Bilingual, ...] = ()
    rows: tuple[str, ...] = ()
    items: str | None = None
    only_if: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """A rule to cite, in the version of a day.

    Parameters
    ----------
    on : str or None
        The field whose day chooses the version; the letter's own date without one.
    """

    series: str
    on: str | None = None
    only_if: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of filing.

    Parameters
    ----------
    name : str
        Kebab-case.
    attach : tuple of Bilingual
        What one usually attaches.
    """

    name: str
    title: Bilingual
    purpose: Bilingual
    sender: Bilingual
    recipient: Bilingual
    cites: tuple[Cite, ...]
    fields: tuple[Field, ...]
    blocks: tuple[Block, ...]
    attach: tuple[Bilingual, ...]

    def field(self, key: str) -> Field:
        """Return a field by its key; a wrong key is a bug, and a ``KeyError``."""
        return {one.key: one for one in self.fields}[key]
