"""Who has not judged is told no moment by the file itself; the picture is the same, and so is everything else."""

import io

import numpy as np
import piexif
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from fairclaim.benchmark.label_recordings import box
from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.attach_exhibit import attach_exhibit
from fairclaim.services.judge_claim import judge_claim
from fairclaim.services.see_claim import see_exhibit
from fairclaim.services.take_task import take_next
from fairclaim.services.undated import undated
from unit.services.counter import AGAINST, AGENT, ANN, AUDITOR, BUYER, Counter, photo

PIXELS = Image.fromarray(np.random.default_rng(1).integers(0, 255, (40, 60, 3), dtype=np.uint8))
EXIF = piexif.dump(
    {
        "0th": {piexif.ImageIFD.DateTime: b"2026:03:01 12:30:00", piexif.ImageIFD.Orientation: 6},
        "Exif": {piexif.ExifIFD.DateTimeOriginal: b"2026:03:01 12:30:00"},
        "GPS": {piexif.GPSIFD.GPSDateStamp: b"2026:03:01"},
    }
)
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><xmp:CreateDate>2026-03-01T12:30:00+08:00</xmp:CreateDate></x:xmpmeta>'


def written(kind: str) -> bytes:
    file, options = io.BytesIO(), {}
    if kind == "PNG":
        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", XMP.decode())
        info.add_text("date:create", "2026-03-01T12:30:00", zip=True)
        info.add(b"tIME", b"\x07\xea\x03\x01\x0c\x1e\x00")
        options["pnginfo"] = info
    PIXELS.save(file, kind, exif=EXIF, **({"xmp": XMP} if kind != "PNG" else options))
    return file.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_no_moment_is_left_and_the_picture_is_the_same(kind: str) -> None:
    before, after = written(kind), undated(written(kind))
    assert b"2026" in before
    assert b"2026" not in after
    assert b"tIME" not in after
    first, second = Image.open(io.BytesIO(before)), Image.open(io.BytesIO(after))
    assert first.tobytes() == second.tobytes()
    assert second.getexif()[piexif.ImageIFD.Orientation] == 6
    assert second.getexif()[piexif.ImageIFD.DateTime].strip(" :\x00") == ""
    assert undated(after) == after


@pytest.mark.parametrize(("version", "size"), [(0, 4), (1, 8)])
def test_times_of_a_film_are_blank(version: int, size: int) -> None:
    times = b"\x01" * size * 2
    film = box(b"ftyp", b"isom" * 2) + box(b"moov", box(b"mvhd", bytes([version, 0, 0, 0]) + times + b"rate and so on"))
    assert undated(film) == film.replace(times, bytes(2 * size))


def test_the_date_of_iptc_is_blank() -> None:
    assert undated(b"8BIM\x1c\x02\x37\x00\x0820260301") == b"8BIM\x1c\x02\x37\x00\x0800000000"


@given(st.binary(max_size=400) | st.binary(max_size=400).map(lambda tail: b"\x89PNG\r\n\x1a\n" + tail))
def test_any_bytes_come_through(data: bytes) -> None:
    assert len(undated(data)) <= len(data)


def test_a_judge_gets_the_original_after_the_own_judgement_and_others_always() -> None:
    counter = Counter()
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS)
    data = written("JPEG")
    attach_exhibit(counter.desk, BUYER, claim, photo(None, data=data))
    exhibit = ExhibitId(counter.rows.exhibits[-1].id)
    take_next(counter.desk, ANN)
    assert see_exhibit(counter.desk, ANN, claim, exhibit) == undated(data) != data
    for who in (BUYER, AUDITOR):
        assert see_exhibit(counter.desk, who, claim, exhibit) == data
    judge_claim(counter.desk, ANN, claim, AGAINST)
    assert see_exhibit(counter.desk, ANN, claim, exhibit) == data
