"""The summary on paper says what the text says, line by line, and nothing in it is markup."""

import pytest

from fairclaim.report.summary_page import render_summary
from fairclaim.typesetting import FontMissingError
from unit.report.test_pdf import HOSTILE, needs_font, streams

TEXT = f"""\
明察 fairclaim · 证据包

案件 Case: c-1
== 材料 · Items ==
exhibit-1 [exhibit] 照片 / A photo
    originals/exhibit-1.jpg  sha256 {"0f" * 32}
- {HOSTILE} #eval("1") *bold*
  {"x" * 3_000}
"""


@needs_font
def test_it_is_pdf_a_2u_and_the_same_text_is_the_same_file() -> None:
    pdf = render_summary(TEXT)
    assert pdf == render_summary(TEXT)
    everything = b"\n".join([pdf, *streams(pdf)])
    for wanted in (b"pdfaid:part>2<", b"pdfaid:conformance>U<", b"GTS_PDFA1"):
        assert wanted in everything, wanted
    assert b"/JavaScript" not in everything


@needs_font
def test_an_empty_page_is_a_page() -> None:
    assert render_summary("").startswith(b"%PDF")


def test_without_a_font_the_error_names_what_helps() -> None:
    with pytest.raises(FontMissingError, match="FAIRCLAIM_FONTS"):
        render_summary(TEXT, families=["No Such Font"])
