"""The blind track as one HTML file that needs nothing else: tables and curves, no script, no foreign host."""

import re
from collections.abc import Sequence
from html import escape

from fairclaim.benchmark.blind_measured import Measured
from fairclaim.benchmark.blind_page import sections
from fairclaim.benchmark.blind_plots import draw_coverage, draw_det, draw_reliability, draw_roc
from fairclaim.benchmark.fused_probability import OWN_FORGERIES, REAL_FORGERIES, Fused


def write_blind_html(measured: Measured) -> str:
    """Return the page."""
    count = sum(group.trials for group in measured.groups)
    kind = " A quick sample: too few photos to quote." if measured.is_quick else ""
    lead = (
        f"Version {measured.stamp.version}, {measured.stamp.date}, corpus {measured.stamp.corpus[:12]}: {count} trials. "
        f"Measured on held-out objects.{kind} Numbers on our own synthetic forgeries stand apart from numbers on real AI edits."
    )
    parts = [f"<h1>What one photo alone shows</h1><p>{escape(lead)}</p>", _curves(measured.fused)]
    parts += [f"<section><h2>{escape(title)}</h2>{to_html(text)}</section>" for title, text in sections(measured)]
    return _SHELL.format(style=_STYLE, body="\n".join(parts))


def to_html(markdown: str) -> str:
    """Turn the paragraphs and tables of our own pages into HTML; nothing else is understood."""
    blocks = [block.strip() for block in markdown.split("\n\n") if block.strip()]
    return "\n".join(_table(block) if block.startswith("|") else f"<p>{_inline(block)}</p>" for block in blocks)


def _table(block: str) -> str:
    head, _, *rows = (line.strip("| ").split(" | ") for line in block.splitlines())
    cells = "".join(f"<th>{_inline(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{_inline(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="wide"><table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table></div>'


def _inline(text: str) -> str:
    emphasised = re.sub(r"\*([^*]+)\*", r"<em>\1</em>", escape(text))
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", emphasised)


def _curves(fused: Sequence[Fused]) -> str:
    figures = []
    for mixture in (OWN_FORGERIES, REAL_FORGERIES):
        of_mixture = [one for one in fused if one.mixture == mixture]
        if of_mixture:
            figures += [draw(of_mixture) for draw in (draw_roc, draw_det, draw_reliability, draw_coverage)]
    return '<section class="curves">' + "".join(f"<figure>{figure}</figure>" for figure in figures) + "</section>"


_STYLE = """
:root { color-scheme: light; }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 76rem; color: #24323a; background: #f4f6f7;
  font: 16px/1.55 system-ui, "Noto Sans CJK SC", "PingFang SC", sans-serif; }
h1 { font-size: 1.9rem; margin: 0 0 .5rem; } h2 { font-size: 1.25rem; margin: 2.4rem 0 .6rem; }
p { max-width: 52rem; } code { font-size: .92em; background: #e6ecee; padding: 0 .25em; border-radius: 4px; }
.wide { overflow-x: auto; background: #fff; border-radius: 10px; padding: .4rem .8rem; }
table { border-collapse: collapse; width: 100%; font-size: .86rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .38rem .7rem .38rem 0; border-bottom: 1px solid #e3e9eb; vertical-align: top; }
th { font-weight: 600; } tbody tr:last-child td { border-bottom: 0; }
.curves { display: grid; grid-template-columns: repeat(auto-fit, minmax(25rem, 1fr)); gap: 1rem; margin-top: 1.4rem; }
figure { margin: 0; } svg { width: 100%; height: auto; display: block; }
"""
_SHELL = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>fairclaim: what one photo alone shows</title><style>{style}</style></head>
<body>
{body}
</body>
</html>
"""
