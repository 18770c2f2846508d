"""Letters as Markdown and as one HTML file, by Jinja2. What was given is escaped; it can be no markup of ours."""

import re
from functools import lru_cache
from importlib import resources
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from fairclaim.law.filings.letter import Letter, Line, Part

_MARKDOWN_SIGNS: Final = re.compile(r"([\\`*_\[\]<>|~&$])")
_MARKDOWN_STARTS: Final = re.compile(r"^(\s*)([#+=-]|\d+[.)])")


def to_markdown(letter: Letter) -> str:
    """Return a letter as Markdown (CommonMark with tables)."""
    return _environment().get_template("letter.md.j2").render(letter=letter)


def to_html(letter: Letter) -> str:
    """Return a letter as one HTML document that needs no network; encode it as UTF-8."""
    style = resources.files("fairclaim.law.filings").joinpath("templates", "letter.css").read_text(encoding="utf-8")
    # Our own constant file; the only text that enters the page unescaped.
    trusted = Markup(style)  # noqa: S704
    return _environment().get_template("letter.html.j2").render(letter=letter, style=trusted)


def markdown_text(text: str) -> str:
    r"""Escape a text so that Markdown shows it as it is.

    Examples
    --------
    >>> print(markdown_text("# 3 * 4"))
    \# 3 \* 4
    """
    escaped = _MARKDOWN_SIGNS.sub(r"\\\1", text)
    return _MARKDOWN_STARTS.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", escaped)


def markdown_line(line: Line) -> str:
    """Return a line in Markdown; blanks are bold."""
    texts = [markdown_text(run.text) for run in line]
    return "".join(f"**{text}**" if run.part is Part.BLANK else text for run, text in zip(line, texts, strict=True))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("fairclaim.law.filings", "templates"),
        autoescape=select_autoescape(enabled_extensions=("html.j2",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["md"] = markdown_text
    environment.filters["md_line"] = markdown_line
    return environment
