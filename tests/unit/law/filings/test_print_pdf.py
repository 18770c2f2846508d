"""PDF/A: all kinds, both languages, the same bytes twice; without a font a clear error."""

import re
import sys

import pytest

from fairclaim.domain.errors import UnavailableError
from fairclaim.law.filings.catalogue import KINDS, kind_named
from fairclaim.law.filings.kind import Kind
from fairclaim.law.filings.letter import Language, Letter, write_letter
from fairclaim.law.filings.print_pdf import to_pdf, to_png
from fairclaim.typesetting import FAMILIES, FontMissingError
from unit.law.filings.filled import empty, full

typst = pytest.importorskip("typst")
needs_font = pytest.mark.skipif(not set(FAMILIES) & set(typst.Fonts().families()), reason="needs fonts-noto-cjk")
every_kind = pytest.mark.parametrize("kind", [kind_named(name) for name in KINDS], ids=lambda kind: kind.name)


def letter(language: Language = Language.ZH) -> Letter:
    kind = kind_named("platform-appeal")
    return write_letter(kind, full(kind), language)


@needs_font
@every_kind
@pytest.mark.parametrize("language", list(Language))
def test_all_kinds_print_in_both_languages(kind: Kind, language: Language) -> None:
    for data in (full(kind), empty(kind)):
        pdf = to_pdf(write_letter(kind, data, language))
        assert pdf.startswith(b"%PDF-1.7")
        assert re.search(rb"pdfaid:part>2<", pdf)
        assert b"pdfaid:conformance>U<" in pdf


@needs_font
def test_the_same_letter_is_the_same_file() -> None:
    assert to_pdf(letter()) == to_pdf(letter())


@needs_font
def test_a_preview_has_a_picture_a_page() -> None:
    pages = to_png(letter(Language.EN), ppi=40)
    assert len(pages) >= 1
    assert all(page.startswith(b"\x89PNG") for page in pages)


def test_without_a_font_the_error_says_which() -> None:
    with pytest.raises(FontMissingError, match="No Such Font"):
        to_pdf(letter(), families=["No Such Font"])


def test_without_typst_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(UnavailableError, match=r"fairclaim\[evidence\]"):
        to_pdf(letter())
