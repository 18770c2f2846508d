"""Letters as PDF/A, by typst. The letter goes in as data, never as markup; the same letter gives the same bytes."""

import json
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Final

from fairclaim.law.filings.letter import Letter, Line
from fairclaim.typesetting import FAMILIES, draw, typeset

STANDARD: Final = "a-2u"
"""PDF/A-2u (ISO 19005-2): for keeping, with text that can be searched and copied."""


def to_pdf(letter: Letter, *, families: Sequence[str] = FAMILIES, folder: Path | None = None) -> bytes:
    """Return a letter as PDF/A-2u.

    Parameters
    ----------
    families : sequence of str
        Fonts to set it in; the first that is installed.
    folder : Path, optional
        Searched for fonts beside the system's own folders.

    Raises
    ------
    UnavailableError
        If ``typst`` is not installed.
    FontMissingError
        If no font with Chinese characters is.
    """
    return typeset(_template(), _inputs(letter), standard=STANDARD, on=letter.made_on, families=families, folder=folder)


def to_png(letter: Letter, *, ppi: float = 110.0) -> tuple[bytes, ...]:
    """Return a letter's pages as PNG, for a preview; errors as :func:`to_pdf`."""
    return tuple(draw(_template(), _inputs(letter), ppi=ppi))


def _template() -> bytes:
    return resources.files("fairclaim.law.filings").joinpath("templates", "letter.typ").read_bytes()


def _inputs(letter: Letter) -> dict[str, str]:
    return {"letter": json.dumps(_record(letter), ensure_ascii=False)}


def _record(letter: Letter) -> dict[str, object]:
    """Return what the typst template reads: texts with their parts, and nothing else."""
    return {
        "language": letter.language.value,
        "title": letter.title,
        "address": [{"label": label, "line": _line(line)} for label, line in letter.address],
        "on": _line(letter.on),
        "body": [
            {
                "heading": paragraph.heading,
                "line": _line(paragraph.line),
                "items": [_line(item) for item in paragraph.items],
                "rows": [{"label": label, "line": _line(line)} for label, line in paragraph.rows],
            }
            for paragraph in letter.body
        ],
        "basis": list(letter.basis),
        "enclosures": [
            {"title": one.title, "file": one.file, "sha256": one.sha256, "enclosed": one.is_enclosed}
            for one in letter.enclosures
        ],
        "sender": _line(letter.sender),
        "blanks": len(letter.blanks),
        "words": letter.words,
    }


def _line(line: Line) -> list[dict[str, str]]:
    return [{"text": run.text, "part": run.part.value} for run in line]
