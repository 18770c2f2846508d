"""The report on paper: PDF/A-3b by what the standard asks for, the JSON inside, and no file name that breaks it."""

import json
import re
import zlib

import pytest

from fairclaim.domain.exhibit import Role
from fairclaim.report.pdf import render_pdf, settable
from fairclaim.typesetting import FAMILIES, FontMissingError
from unit.report import samples

typst = pytest.importorskip("typst")
needs_font = pytest.mark.skipif(not set(FAMILIES) & set(typst.Fonts().families()), reason="needs fonts-noto-cjk")
HOSTILE = '<script>alert(1)</script> #read("/etc/passwd") ไทย \N{GRINNING FACE} \N{RIGHT-TO-LEFT OVERRIDE}gpj.exe'


def streams(pdf: bytes) -> list[bytes]:
    found = []
    for part in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(part))
        except zlib.error:
            found.append(part)
    return found


@needs_font
@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_is_pdf_a_3b_and_the_json_is_attached(language: str) -> None:
    examination, photos = samples.painted_case()
    pdf = render_pdf(examination, photos, language="zh" if language == "zh" else "en")
    assert pdf.startswith(b"%PDF-1.7")
    everything = b"\n".join([pdf, *streams(pdf)])
    for wanted in (b"pdfaid:part>3<", b"pdfaid:conformance>B<", b"GTS_PDFA1", b"/AFRelationship/Data", b"/AF["):
        assert wanted in everything, wanted
    assert b"/JavaScript" not in everything
    attached = next(json.loads(one) for one in streams(pdf) if one.startswith(b'{\n "schema"'))
    assert attached == json.loads(json.dumps(examination.to_record()))


@needs_font
def test_the_same_examination_is_the_same_file() -> None:
    examination, photos = samples.painted_case()
    assert render_pdf(examination, photos) == render_pdf(examination, photos)


@needs_font
def test_what_files_say_is_never_markup_and_never_breaks_the_page() -> None:
    claim = samples.photo("claim-1", Role.CLAIM, samples.pixels(1), path=HOSTILE)
    finding = samples.finding(claim.id, reason=HOSTILE + "x" * 3_000)
    examination = samples.examination((claim,), (finding,), case=HOSTILE)
    assert render_pdf(examination, {claim.id: claim}, titles={}).startswith(b"%PDF")


@needs_font
def test_a_photo_that_could_not_be_read_is_said() -> None:
    examination, _ = samples.painted_case()
    assert render_pdf(examination, {}, language="en").startswith(b"%PDF")


def test_without_a_font_the_error_names_what_helps() -> None:
    examination, photos = samples.painted_case()
    with pytest.raises(FontMissingError, match="FAIRCLAIM_FONTS"):
        render_pdf(examination, photos, families=["No Such Font"])


@pytest.mark.parametrize("text", ["裂纹 ok é", "Ω → ≤ 3 × ①", "한국어 ひらがな Привет"])
def test_what_the_fonts_hold_stays(text: str) -> None:
    assert settable(text) == text


def test_what_they_lack_is_told_by_its_number() -> None:
    assert settable("a\N{GRINNING FACE}ไ") == "a[U+1F600][U+0E44]"
