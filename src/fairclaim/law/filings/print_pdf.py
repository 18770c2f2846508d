"""Letters as PDF/A, by typst. The letter goes in as data, never as markup; the same letter gives the same bytes."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final, Literal

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError
from fairclaim.law.errors import FontMissingError
from fairclaim.law.filings.letter import Letter, Line

if TYPE_CHECKING:
    from typst import Fonts

FAMILIES: Final = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC")
"""Fonts that a letter is set in, the first that is installed."""
STANDARD: Final = "a-2u"
"""PDF/A-2u (ISO 19005-2): for keeping, with text that can be searched and copied."""
_NO_DAY: Final = date(2000, 1, 1)
"""Stands in the file's own data for a letter without a date; nobody sees it in the letter."""
_NO_TYPST: Final = Bilingual(
    "生成 PDF 需要 typst：pip install 'fairclaim[evidence]'；或改用 HTML、Markdown。",
    "A PDF needs typst: pip install 'fairclaim[evidence]'; or choose HTML or Markdown.",
)


def to_pdf(letter: Letter, *, families: Sequence[str] = FAMILIES) -> bytes:
    """Return a letter as PDF/A-2u.

    Parameters
    ----------
    families : sequence of str
        Fonts to set it in; the first that is installed.

    Raises
    ------
    UnavailableError
        If ``typst`` is not installed.
    FontMissingError
        If no font with Chinese characters is.
    """
    return _compiled(letter, families, form="pdf")[0]


def to_png(letter: Letter, *, ppi: float = 110.0) -> tuple[bytes, ...]:
    """Return a letter's pages as PNG, for a preview; errors as :func:`to_pdf`."""
    return tuple(_compiled(letter, FAMILIES, form="png", ppi=ppi))


def _compiled(
    letter: Letter, families: Sequence[str], *, form: Literal["pdf", "png"], ppi: float | None = None
) -> list[bytes]:
    """Return the document, or its pages."""
    try:
        import typst  # noqa: PLC0415  (30 MB that only printing needs)
    except ImportError as exc:
        raise UnavailableError(_NO_TYPST) from exc
    fonts = _fonts(typst.Fonts)
    installed = set(fonts.families())
    family = next((name for name in families if name in installed), None)
    if family is None:
        raise FontMissingError(tuple(families))
    source = resources.files("fairclaim.law.filings").joinpath("templates", "letter.typ").read_bytes()
    inputs = {"letter": json.dumps(_record(letter), ensure_ascii=False), "font": family}
    compiler = typst.Compiler(input=source, font_paths=fonts, sys_inputs=inputs)
    day = letter.made_on or _NO_DAY
    made = datetime(day.year, day.month, day.day, tzinfo=UTC)
    result = compiler.compile(format=form, ppi=ppi, pdf_standards=STANDARD if form == "pdf" else None, timestamp=made)
    return [result] if isinstance(result, bytes) else result or []


@cache
def _fonts(search: Callable[[], "Fonts"]) -> "Fonts":
    """Return the fonts of this machine; searching them takes a while, so it is done once."""
    return search()


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
