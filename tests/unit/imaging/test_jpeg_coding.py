import io
import struct

import pytest
from PIL import Image

from fairclaim.imaging.jpeg_coding import (
    ANNEX_K_CHROMINANCE,
    ANNEX_K_LUMINANCE,
    estimate_quality,
    read_jpeg_coding,
    scaled_table,
)
from fairclaim.imaging.metadata import JpegCoding
from fairclaim.imaging.walk.walk import walk
from unit.imaging import hostile


def coding(data: bytes) -> JpegCoding:
    found = read_jpeg_coding(data, walk(data))
    assert found is not None
    return found


@pytest.mark.parametrize("quality", range(1, 101))
def test_the_quality_that_libjpeg_was_given_is_found_again(quality: int) -> None:
    found = coding(hostile.jpeg(quality=quality))
    assert (found.quality, found.is_standard) == (quality, True)
    assert found.tables[0] == scaled_table(ANNEX_K_LUMINANCE, quality)
    assert found.tables[1] == scaled_table(ANNEX_K_CHROMINANCE, quality)


def test_tables_agree_with_those_that_pillow_reads() -> None:
    data = hostile.jpeg(quality=71)
    with Image.open(io.BytesIO(data)) as image:
        theirs = {number: tuple(table) for number, table in image.quantization.items()}  # type: ignore[attr-defined]
    assert dict(coding(data).tables) == theirs


def test_a_table_of_no_quality_is_near_one_but_not_standard() -> None:
    odd = list(scaled_table(ANNEX_K_LUMINANCE, 80))
    odd[5] += 3
    data = hostile.jpeg(qtables=[odd, list(scaled_table(ANNEX_K_CHROMINANCE, 80))])
    assert (coding(data).quality, coding(data).is_standard) == (80, False)


def test_colour_tables_of_another_quality_are_not_standard() -> None:
    tables = [list(scaled_table(ANNEX_K_LUMINANCE, 80)), list(scaled_table(ANNEX_K_CHROMINANCE, 60))]
    assert not coding(hostile.jpeg(qtables=tables)).is_standard


@pytest.mark.parametrize(("option", "name"), [(0, "4:4:4"), (1, "4:2:2"), (2, "4:2:0")])
def test_subsampling_is_named(option: int, name: str) -> None:
    assert coding(hostile.jpeg(subsampling=option)).subsampling == name


def test_grey_and_four_inks_have_names_of_their_own() -> None:
    assert coding(hostile.saved(hostile.picture("L"), "JPEG")).subsampling == "4:0:0"
    assert coding(hostile.saved(hostile.picture("CMYK"), "JPEG")).subsampling == "other"


def test_progressive_is_told_from_baseline() -> None:
    assert coding(hostile.jpeg(progressive=True)).is_progressive
    assert not coding(hostile.jpeg()).is_progressive


def test_sixteen_bit_tables_are_read() -> None:
    data = hostile.jpeg()
    at = data.index(b"\xff\xdb")
    values = struct.pack(">64H", *range(256, 320))
    deep = data[:at] + hostile.segment(0xDB, b"\x12" + values) + data[at:]
    assert coding(deep).tables[2][0] == 256


def test_a_file_without_tables_says_nothing() -> None:
    data = hostile.jpeg().replace(b"\xff\xdb", b"\xff\xed")
    assert read_jpeg_coding(data, walk(data)) is None


def test_a_flat_table_has_some_quality() -> None:
    assert estimate_quality((1,) * 64) == 100
    assert estimate_quality((255,) * 64) == 1
