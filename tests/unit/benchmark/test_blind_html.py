"""A page that needs nothing but itself."""

import re

from fairclaim.benchmark.blind_html import to_html, write_blind_html
from unit.benchmark.test_blind_measured import measured


def test_it_stands_alone() -> None:
    html = write_blind_html(measured())
    assert "<script" not in html
    hosts = set(re.findall(r"https?://([\w.-]+)", html))
    assert hosts <= {"www.w3.org"}  # the name of SVG, which nothing fetches
    assert "src=" not in html
    assert "@import" not in html


def test_it_holds_every_curve_of_both_mixtures() -> None:
    html = write_blind_html(measured(is_quick=True))
    for name in ("ROC", "DET", "Reliability", "Abstention"):
        for mixture in ("own synthetic forgeries", "real AI edits and generator output"):
            assert f"{name}: {mixture}" in html
    assert "quick sample" in html


def test_our_markdown_becomes_paragraphs_and_tables() -> None:
    html = to_html("A *b* `c` <d>\n\n| x | y |\n|---|---|\n| 1 | |\n")
    assert "<p>A <em>b</em> <code>c</code> &lt;d&gt;</p>" in html
    assert "<th>x</th><th>y</th>" in html
    assert html.count("<tr>") == 2
