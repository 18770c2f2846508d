"""Does a photo carry the mark of a photo agency? Such marks lie anywhere, often aslant and many times."""

from collections.abc import Sequence
from dataclasses import dataclass
from re import search

from fairclaim.domain.box import Box
from fairclaim.forensics.inscriptions import Inscription
from fairclaim.forensics.marks.wordings import Named, bare, fold, load_wordings

LEAST_SCORE = 0.8
"""A name that makes a photo a reused one must be read surely."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyMark:
    """Every place where one agency's mark was read."""

    agency: Named
    text: str
    boxes: tuple[Box, ...]


def find_agency(lines: Sequence[Inscription]) -> AgencyMark | None:
    """Return the first agency in the list whose mark was read, with every place of it; None where there is none."""
    sure = [line for line in lines if line.score >= LEAST_SCORE]
    for agency in load_wordings().agencies:
        named = [line for line in sure if _names(line.text, agency)]
        if named:
            return AgencyMark(agency=agency, text=named[0].text, boxes=tuple(line.box for line in named))
    return None


def _names(text: str, agency: Named) -> bool:
    return any(search(mark, form) for mark in agency.marks for form in (fold(text), bare(text)))
