"""The summary of a bundle on paper, as PDF/A: the words of its ``SUMMARY.txt``, line by line, so that the two cannot differ."""

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Final

from fairclaim.report.pdf import settable
from fairclaim.typesetting import FAMILIES, typeset

STANDARD: Final = "a-2u"
"""PDF/A-2u (ISO 19005-2): for keeping, and every character can be copied out."""


def render_summary(text: str, *, fonts: Path | None = None, families: Sequence[str] = FAMILIES) -> bytes:
    """Return the page; the same text gives the same bytes.

    Parameters
    ----------
    text : str
        Lines: the first is the title, ``== … ==`` is a heading, indented lines are details.
    fonts : Path, optional
        Folder that is searched for fonts beside the system's own.
    families : sequence of str
        Fonts to set it in; the first that is installed.

    Raises
    ------
    UnavailableError
        If ``typst`` is not installed.
    FontMissingError
        If no font with Chinese characters is.
    """
    lines = [settable(line) for line in text.splitlines()]
    files = {"lines.json": json.dumps(lines).encode()}
    return typeset(_template(), {}, standard=STANDARD, files=files, folder=fonts, families=families)


@lru_cache(maxsize=1)
def _template() -> bytes:
    return resources.files("fairclaim.report").joinpath("templates", "summary.typ").read_bytes()
