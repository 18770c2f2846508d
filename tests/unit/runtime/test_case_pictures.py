"""Copies tell less than their originals and say what was changed; the report shows what the record says, with its pictures."""

import io
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from fairclaim.domain.examination import Examination
from fairclaim.domain.exhibit import Exhibit, Role
from fairclaim.imaging.raster import Raster
from fairclaim.imaging.sandbox import Sandbox
from fairclaim.report.pictures import jpeg
from fairclaim.runtime.case_pictures import COPY_PX, DrawnPictures
from fairclaim.runtime.kept_files import KeptFiles
from unit.report import samples
from unit.report.test_pdf import needs_font

SECRET = b"31.2304 N, 121.4737 E"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


@pytest.fixture
def drawing(sandbox: Sandbox, tmp_path: Path) -> DrawnPictures:
    return DrawnPictures(sandbox=sandbox, kept=KeptFiles(tmp_path / "kept", secret=b"s" * 32))


class Blind(Sandbox):
    """Decodes nothing."""

    def decode(self, data: bytes, media_type: str) -> Raster:
        raise AssertionError(media_type, len(data))


@pytest.fixture
def blind(tmp_path: Path) -> DrawnPictures:
    """What this gives was kept."""
    return DrawnPictures(sandbox=Blind(), kept=KeptFiles(tmp_path / "kept", secret=b"s" * 32))


def picture(height: int, width: int, *, turned: bool = False) -> bytes:
    """Return a JPEG with metadata, taken on its side where asked for."""
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()  # ImageDescription
    exif[0x0112] = 6 if turned else 1  # Orientation
    sink = io.BytesIO()
    Image.fromarray(samples.pixels(3, height=height, width=width)).save(
        sink, "JPEG", quality=90, exif=exif, comment=SECRET
    )
    return sink.getvalue()


def test_a_copy_is_reduced_and_upright_and_takes_no_metadata_over(drawing: DrawnPictures) -> None:
    original = picture(1500, 2000, turned=True)
    assert SECRET in original
    made = drawing.copy_of(original)
    assert made is not None
    shown = Image.open(io.BytesIO(made.data))
    assert (shown.width, shown.height) == (COPY_PX * 1500 // 2000, COPY_PX)
    assert SECRET not in made.data
    assert not shown.getexif()
    assert set(shown.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for words in (made.changed.zh, made.changed.en):
        assert "1500 × 2000" in words
        assert "960 × 1280" in words
        assert str(len(original)) in words


def test_a_small_picture_keeps_its_size_and_that_is_said(drawing: DrawnPictures) -> None:
    made = drawing.copy_of(picture(60, 80))
    assert made is not None
    assert Image.open(io.BytesIO(made.data)).size == (80, 60)
    assert "尺寸未变" in made.changed.zh
    assert "not reduced" in made.changed.en


def test_a_copy_is_drawn_once(drawing: DrawnPictures, blind: DrawnPictures) -> None:
    first = drawing.copy_of(picture(60, 80))
    assert blind.copy_of(picture(60, 80)) == first


@pytest.mark.parametrize("data", [b"", b"no picture", b"\xff\xd8\xff\xe0 broken", b"\0\0\0\x18ftypmp42film"])
def test_what_is_no_readable_picture_has_no_copy(data: bytes, drawing: DrawnPictures) -> None:
    assert drawing.copy_of(data) is None


def recorded() -> tuple[Examination, list[Exhibit]]:
    """Return an examination as a desk has it: exhibits called by the desk's names, and their files."""
    examination, photos = samples.painted_case()
    files = {name: jpeg(photo.raster.pixels, quality=95) for name, photo in photos.items()}
    facts = tuple(replace(one, path=f"exhibit-of-{one.id}") for one in examination.exhibits)
    exhibits = [Exhibit(files[one.id], one.role, one.path) for one in facts]
    return replace(examination, exhibits=facts), exhibits


@needs_font
def test_the_report_shows_the_record_with_its_pictures_and_is_drawn_once(
    drawing: DrawnPictures, blind: DrawnPictures
) -> None:
    examination, exhibits = recorded()
    record = json.loads(json.dumps(examination.to_record()))
    drawn = drawing.report_of(record, exhibits)
    assert list(drawn.files) == ["examination.html", "examination-zh.pdf", "examination-en.pdf"]
    assert drawn.lacks == ()
    page = drawn.files["examination.html"].decode()
    finding = examination.findings[0]
    assert finding.reason.zh in page
    assert finding.reason.en in page
    assert page.count("data:image/jpeg;base64,") >= 4
    assert all(drawn.files[name].startswith(b"%PDF-1.7") for name in list(drawn.files)[1:])
    again = blind.report_of(record, exhibits)
    assert dict(again.files) == dict(drawn.files)


def test_without_typst_the_page_is_there_and_what_lacks_is_said(
    drawing: DrawnPictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    examination, exhibits = recorded()
    drawn = drawing.report_of(examination.to_record(), exhibits[:1])
    assert list(drawn.files) == ["examination.html"]
    assert drawn.lacks == ("examination-zh.pdf", "examination-en.pdf")


def test_a_file_that_cannot_be_read_is_shown_by_its_facts(drawing: DrawnPictures) -> None:
    examination, exhibits = recorded()
    broken = [Exhibit(b"no picture", Role.CLAIM, one.name) for one in exhibits]
    page = drawing.report_of(examination.to_record(), broken).files["examination.html"].decode()
    assert "data:image/jpeg" not in page
    assert examination.findings[0].reason.en in page
