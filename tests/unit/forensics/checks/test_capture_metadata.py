"""Camera data against the picture and against the order's dates."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.domain.order import Order
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Signal
from fairclaim.forensics.checks.capture_metadata import CHECK
from fairclaim.imaging.metadata import ExifValue, JpegCoding, Metadata
from fairclaim.imaging.photo import Photo
from fairclaim.imaging.raster import Raster
from fairclaim.imaging.read_metadata import read_metadata
from fairclaim.imaging.structure import Structure
from fairclaim.imaging.walk.walk import walk

SIGNALS: dict[str, Signal] = {signal.name: signal for signal in CHECK.signals}
PHONE: dict[str, ExifValue] = {
    "Make": "Apple",
    "Model": "iPhone 13",
    "DateTimeOriginal": "2026:03:10 12:00:00",
    "OffsetTimeOriginal": "+08:00",
    "ExifImageWidth": 4032,
    "ExifImageHeight": 3024,
    "Software": "15.2.1",
}
TAKEN = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
OWN = JpegCoding(tables={}, quality=93, is_standard=False, subsampling="4:2:0", is_progressive=False)


def jpeg(width: int, height: int) -> bytes:
    size = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return b"\xff\xd8\xff\xdb\x00\x04\x00\x00\xff\xc0\x00\x11\x08" + size + b"\x03" + bytes(9)


def photo(
    *,
    size: tuple[int, int] = (3024, 4032),
    thumbnail: bytes | None = None,
    coding: JpegCoding | None = OWN,
    role: Role = Role.CLAIM,
    exif: Mapping[str, ExifValue | None] = MappingProxyType({}),
    **changes: ExifValue | None,
) -> Photo:
    kept = {name: value for name, value in {**PHONE, **exif, **changes}.items() if value is not None}
    return Photo(
        id=ExhibitId("claim-1"),
        exhibit=Exhibit(b"", role),
        structure=Structure(media_type="image/jpeg", parts=(), height=size[0], width=size[1]),
        metadata=Metadata(exif=kept, thumbnail=thumbnail, jpeg=coding),
        raster=Raster(np.zeros((8, 8, 3), np.uint8)),
    )


def signals(subject: Photo, order: Order | None = None) -> list[str]:
    return [reading.signal for reading in CHECK.read(Case(photos=(subject,), order=order))]


def test_this_check_never_fails_a_picture_and_never_exceeds_grade_c() -> None:
    assert not [one for one in CHECK.signals if one.outcome is Outcome.FAIL]
    assert {one.grade for one in CHECK.signals if one.outcome is Outcome.WARN} == {Grade.C}


def test_a_consistent_camera_file_speaks_weakly_for_the_picture() -> None:
    assert signals(photo()) == ["consistent-camera-file"]
    assert signals(photo(size=(4032, 3024))) == ["consistent-camera-file"]


@pytest.mark.parametrize(
    "changes",
    [{"Make": None}, {"Model": None}, {"Make": ""}, {"Make": 'prompt:{"3":{}}'}, {"Make": "x" * 100}, {"Make": 7}],
)
def test_without_camera_data_nothing_is_said(changes: dict[str, ExifValue | None]) -> None:
    assert signals(photo(exif=changes)) == ["no-camera-data"]


@pytest.mark.parametrize(
    "subject",
    [
        photo(size=(756, 1008)),
        photo(size=(3024, 3024)),
        photo(size=(100, 133)),
        photo(ExifImageWidth=None),
        photo(DateTimeOriginal=None),
        photo(DateTimeOriginal="0000:00:00 00:00:00"),
        photo(DateTimeOriginal="2000:01:01 00:00:11"),
        photo(Software="Adobe Photoshop 26"),
        photo(coding=JpegCoding({}, 85, is_standard=True, subsampling="4:2:0", is_progressive=False)),
        photo(coding=JpegCoding({}, 85, is_standard=False, subsampling="4:2:0", is_progressive=True)),
    ],
    ids=[
        "shrunk",
        "cropped",
        "tiny",
        "no-size",
        "no-time",
        "zero-time",
        "reset",
        "editor",
        "re-encoded",
        "progressive",
    ],
)
def test_what_platforms_and_honest_people_do_is_neutral(subject: Photo) -> None:
    assert signals(subject) == ["camera-data-incomplete"]
    assert SIGNALS["camera-data-incomplete"].outcome is Outcome.NOT_APPLICABLE


def test_an_android_phone_may_use_the_library_s_tables() -> None:
    standard = JpegCoding({}, 95, is_standard=True, subsampling="4:2:0", is_progressive=False)
    assert signals(photo(coding=standard, Make="Xiaomi")) == ["consistent-camera-file"]


def test_a_heic_file_has_no_jpeg_coding_to_weigh() -> None:
    assert signals(photo(coding=None)) == ["consistent-camera-file"]


def test_a_picture_larger_than_its_camera_wrote_is_worth_a_look() -> None:
    assert signals(photo(size=(4536, 6048))) == ["size-mismatch"]


@pytest.mark.parametrize("size", [(160, 120), (120, 160), (320, 240), (512, 384)])
def test_a_thumbnail_of_the_same_shape_agrees(size: tuple[int, int]) -> None:
    assert signals(photo(thumbnail=jpeg(*size))) == ["consistent-camera-file"]


def test_a_padded_thumbnail_is_let_pass() -> None:
    wide = photo(size=(2000, 3000), ExifImageWidth=3000, ExifImageHeight=2000, thumbnail=jpeg(160, 120))
    assert signals(wide) == ["consistent-camera-file"]


def test_a_thumbnail_of_another_shape_is_worth_a_look() -> None:
    assert signals(photo(thumbnail=jpeg(160, 160))) == ["thumbnail-mismatch"]


def test_a_cropped_picture_with_its_old_thumbnail_is_neutral() -> None:
    assert signals(photo(size=(3024, 3024), thumbnail=jpeg(160, 90))) == ["camera-data-incomplete"]


@pytest.mark.parametrize("broken", [b"", b"\xff\xd8", b"\xff\xd8\xff\xc0\x00", jpeg(0, 0), b"\xff\xd8" + b"\xff" * 50])
def test_a_broken_thumbnail_is_neutral(broken: bytes) -> None:
    assert signals(photo(thumbnail=broken)) == ["consistent-camera-file"]


def day(offset: float) -> datetime:
    return TAKEN + timedelta(days=offset)


@pytest.mark.parametrize(
    ("order", "signal"),
    [
        (Order(placed_at=day(1)), "taken-before-order"),
        (Order(placed_at=day(-9), shipped_at=day(1)), "taken-before-delivery"),
        (Order(placed_at=day(-9), delivered_at=day(2)), "taken-before-delivery"),
        (Order(placed_at=day(-9), delivered_at=day(-1)), "taken-after-delivery"),
        (Order(delivered_at=day(-5), claimed_at=day(-1)), "taken-after-claim"),
    ],
)
def test_the_time_of_capture_is_compared_with_the_order(order: Order, signal: str) -> None:
    assert signals(photo(), order) == ["consistent-camera-file", signal]


@pytest.mark.parametrize(
    "order",
    [
        Order(),
        Order(placed_at=day(-1)),
        Order(placed_at=TAKEN + timedelta(minutes=50)),
        Order(shipped_at=day(-1), delivered_at=day(5)),
        Order(delivered_at=TAKEN + timedelta(hours=20)),
    ],
    ids=["empty", "after", "clock-error", "on-its-way", "early-parcel"],
)
def test_times_that_decide_nothing_are_not_mentioned(order: Order) -> None:
    assert signals(photo(), order) == ["consistent-camera-file"]


@pytest.mark.parametrize(("hours", "expected"), [(14, []), (16, ["taken-before-order"])])
def test_a_time_without_offset_is_given_fourteen_hours(hours: int, expected: list[str]) -> None:
    local = photo(OffsetTimeOriginal=None)
    placed = datetime(2026, 3, 10, 12, 0, tzinfo=UTC) + timedelta(hours=hours)
    assert signals(local, Order(placed_at=placed))[1:] == expected


@pytest.mark.parametrize("offset", ["+99:00", "8", "", "+15:30"])
def test_an_impossible_offset_counts_as_none(offset: str) -> None:
    placed = datetime(2026, 3, 11, 1, 0, tzinfo=UTC)
    assert signals(photo(OffsetTimeOriginal=offset), Order(placed_at=placed)) == ["consistent-camera-file"]


def test_a_clock_that_was_never_set_is_not_compared() -> None:
    reset = photo(DateTimeOriginal="2000:01:01 00:03:11")
    assert signals(reset, Order(placed_at=TAKEN)) == ["camera-data-incomplete"]


def test_dates_at_the_ends_of_time_are_answered() -> None:
    for text in ("9999:12:31 23:59:59", "0001:01:01 00:00:00", "2026:02:30 25:61:61"):
        signals(photo(DateTimeOriginal=text), Order(placed_at=TAKEN))
        signals(photo(DateTimeOriginal=text, OffsetTimeOriginal=None), Order(placed_at=TAKEN))


def test_a_place_is_noted_but_neither_weighed_nor_shown() -> None:
    [reading] = CHECK.read(Case(photos=(photo(GPSLatitude=(31.0, 14.0, 9.0)),)))
    assert "was not weighed" in reading.reason.en
    assert "31" not in reading.reason.en


def test_reference_pictures_are_not_read() -> None:
    assert signals(photo(role=Role.LISTING)) == []


values = st.text(max_size=30) | st.integers() | st.floats() | st.binary(max_size=30) | st.tuples(st.floats())


@given(st.dictionaries(st.sampled_from([*PHONE, "OffsetTime", "GPSLatitude"]), values), st.binary(max_size=60))
@settings(max_examples=300)
def test_any_camera_data_are_answered(changes: dict[str, ExifValue], thumbnail: bytes) -> None:
    order = Order(placed_at=day(-9), shipped_at=day(-8), delivered_at=day(-4), claimed_at=day(1))
    assert signals(photo(thumbnail=b"\xff\xd8" + thumbnail, exif=changes), order)


@pytest.mark.corpus
def test_no_honest_camera_file_gets_a_warning(corpus: Path) -> None:
    for path in sorted((corpus / "camera").iterdir()):
        data = path.read_bytes()
        structure = walk(data)
        subject = Photo(
            id=ExhibitId("claim-1"),
            exhibit=Exhibit(data, Role.CLAIM),
            structure=structure,
            metadata=read_metadata(data, structure),
            raster=Raster(np.zeros((1, 1, 3), np.uint8)),
        )
        assert not [one for one in signals(subject) if SIGNALS[one].outcome is Outcome.WARN], path.name
