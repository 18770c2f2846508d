import io
import math
import struct

import piexif
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image

from fairclaim.imaging.exif import parse_exif, to_text
from fairclaim.imaging.limits import DEFAULT_LIMITS, Limits
from unit.imaging import hostile

THUMBNAIL = hostile.saved(hostile.picture(height=12, width=16), "JPEG")


def block(**more: object) -> bytes:
    """A block with all five directories, written by piexif."""
    return bytes(
        piexif.dump(
            {
                "0th": {
                    piexif.ImageIFD.Make: "华为".encode(),
                    piexif.ImageIFD.Orientation: 6,
                    piexif.ImageIFD.XResolution: (72, 1),
                },
                "Exif": {
                    piexif.ExifIFD.DateTimeOriginal: "2026:01:02 03:04:05",
                    piexif.ExifIFD.UserComment: b"ASCII\0\0\0{}",
                    piexif.ExifIFD.ExposureTime: (1, 50),
                    piexif.ExifIFD.LensSpecification: ((24, 1), (70, 1), (28, 10), (28, 10)),
                    **more,
                },
                "GPS": {piexif.GPSIFD.GPSLatitudeRef: "N", piexif.GPSIFD.GPSLatitude: ((31, 1), (14, 1), (5, 1))},
                "1st": {piexif.ImageIFD.Compression: 6},
                "thumbnail": THUMBNAIL,
            }
        )
    )[6:]


def test_tags_of_every_directory_are_read_by_name() -> None:
    tags = parse_exif(block(), limits=DEFAULT_LIMITS).tags
    assert tags["Make"] == "华为"
    assert tags["Orientation"] == 6
    assert tags["DateTimeOriginal"] == "2026:01:02 03:04:05"
    assert tags["UserComment"] == b"ASCII\0\0\0{}"
    assert tags["ExposureTime"] == pytest.approx(0.02)
    assert tags["LensSpecification"] == (24.0, 70.0, 2.8, 2.8)
    assert tags["GPSLatitude"] == (31.0, 14.0, 5.0)
    assert tags["Thumbnail.Compression"] == 6


def test_pillow_reads_the_same_values() -> None:
    theirs = Image.Exif()
    theirs.load(b"Exif\0\0" + block())
    ours = parse_exif(block(), limits=DEFAULT_LIMITS).tags
    for directory in (theirs, theirs.get_ifd(0x8769)):
        for tag, value in directory.items():
            name = ExifTags.TAGS[tag]
            if isinstance(value, int) and name not in {"ExifOffset", "GPSInfo"}:
                assert ours[name] == value
    assert ours["XResolution"] == float(theirs[0x011A])


def test_the_thumbnail_is_taken_out_whole() -> None:
    assert parse_exif(block(), limits=DEFAULT_LIMITS).thumbnail == piexif.load(b"Exif\0\0" + block())["thumbnail"]


def test_free_texts_are_kept_as_raw_bytes() -> None:
    assert parse_exif(block(), limits=DEFAULT_LIMITS).texts == [("UserComment", b"ASCII\0\0\0{}")]


def test_both_byte_orders_are_read() -> None:
    little = parse_exif(hostile.exif_block(Make="Maker")[6:], limits=DEFAULT_LIMITS)
    big = parse_exif(block(), limits=DEFAULT_LIMITS)
    assert (little.tags["Make"], big.tags["Make"]) == ("Maker", "华为")


def test_a_long_value_is_cut_and_reading_ends_when_all_is_spent() -> None:
    data = block()
    short = parse_exif(data, limits=Limits(text_bytes=4)).tags
    assert short["UserComment"] == b"ASCI"
    assert parse_exif(data, limits=Limits(texts_bytes=0)).tags == {}


def test_a_zero_denominator_is_not_a_number() -> None:
    data = b"II*\0\x08\0\0\0" + struct.pack("<HHHII", 1, 0x011A, 5, 1, 26) + bytes(4) + struct.pack("<II", 1, 0)
    value = parse_exif(data, limits=DEFAULT_LIMITS).tags["XResolution"]
    assert isinstance(value, float)
    assert math.isnan(value)


def test_many_entries_that_share_one_large_value_cost_little() -> None:
    entries = b"".join(struct.pack("<HHII", 0x9000 + i, 7, 1 << 20, 8) for i in range(4000))
    data = b"II*\0" + struct.pack("<I", 1 << 20) + bytes((1 << 20) - 8) + struct.pack("<H", 4000) + entries + bytes(4)
    tags = parse_exif(data, limits=DEFAULT_LIMITS).tags
    assert sum(len(value) for value in tags.values() if isinstance(value, bytes)) <= DEFAULT_LIMITS.texts_bytes


def test_strings_end_at_nul_and_any_bytes_are_some_text() -> None:
    assert to_text(b"abc\0def") == "abc"
    assert to_text("华为".encode()) == "华为"
    assert to_text(b"\xe9t\xe9 ") == "été"


@pytest.mark.parametrize(
    "data", [b"", b"II*\0", b"XX*\0" + bytes(20), b"II*\0\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\xff\xff"]
)
def test_a_block_that_says_nothing_is_empty(data: bytes) -> None:
    assert parse_exif(data, limits=DEFAULT_LIMITS).tags == {}


@given(st.data())
@settings(max_examples=300)
def test_a_damaged_block_never_raises(data: st.DataObject) -> None:
    whole = bytearray(block())
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    parse_exif(bytes(whole[: data.draw(st.integers(0, len(whole)))]), limits=DEFAULT_LIMITS)


def test_a_directory_that_names_itself_as_the_thumbnails_is_read_once() -> None:
    data = io.BytesIO(b"II*\0\x08\0\0\0" + struct.pack("<HHHII", 1, 0x0112, 3, 1, 1) + struct.pack("<I", 8)).getvalue()
    assert parse_exif(data, limits=DEFAULT_LIMITS).tags == {"Orientation": 1}
