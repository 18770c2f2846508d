"""The interval in which a camera says it took the picture."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairclaim.forensics.labels.capture_time import CLOCK_ERROR, FARTHEST_OFFSET, capture_time, exif_line
from fairclaim.imaging.metadata import ExifValue, Metadata

START, END = datetime.fromisoformat("1996-01-02"), datetime.fromisoformat("2100-01-01")


def of(text: ExifValue, **more: ExifValue) -> Metadata:
    return Metadata(exif={"DateTimeOriginal": text, **more})


def test_a_time_with_offset_is_known_to_the_clocks_error() -> None:
    taken = capture_time(of("2026:03:10 12:00:00", OffsetTimeOriginal="+08:00"))
    assert taken is not None
    assert taken.text == "2026:03:10 12:00:00"
    assert taken.earliest == datetime(2026, 3, 10, 3, 0, tzinfo=UTC)
    assert taken.latest - taken.earliest == 2 * CLOCK_ERROR


def test_a_time_without_offset_may_lie_anywhere_on_earth() -> None:
    taken = capture_time(of("2026:03:10 12:00:00"))
    assert taken is not None
    assert taken.latest - taken.earliest == 2 * (CLOCK_ERROR + FARTHEST_OFFSET)


def test_the_general_offset_serves_where_the_original_one_is_missing() -> None:
    taken = capture_time(of("2026:03:10 12:00:00", OffsetTime="-03:30"))
    assert taken is not None
    assert taken.earliest + CLOCK_ERROR == datetime(2026, 3, 10, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "0000:00:00 00:00:00",
        "2026:02:30 10:00:00",
        "1980:05:05 10:00:00",
        "2020:01:01 00:10:00",
        5,
        b"",
    ],
)
def test_a_missing_or_unset_clock_gives_no_time(text: ExifValue) -> None:
    assert capture_time(of(text)) is None


def test_the_end_of_time_gives_no_time() -> None:
    assert capture_time(of("9999:12:31 23:59:59")) is None


def test_an_exif_line_ends_at_its_first_zero_byte() -> None:
    metadata = Metadata(exif={"Model": "ION230\0F", "Make": b" WWL\x07 ", "Flash": 1})
    assert [exif_line(metadata, tag) for tag in ("Model", "Make", "Flash", "None")] == ["ION230", "WWL", "", ""]


@given(st.datetimes(min_value=START, max_value=END), st.integers(-14 * 60, 14 * 60))
@settings(max_examples=300)
def test_the_interval_always_holds_the_true_time(naive: datetime, minutes: int) -> None:
    if (naive.month, naive.day, naive.hour) == (1, 1, 0):
        return
    sign, size = "-" if minutes < 0 else "+", abs(minutes)
    offset = f"{sign}{size // 60:02}:{size % 60:02}"
    true = naive.replace(microsecond=0, tzinfo=UTC) - timedelta(minutes=minutes)
    for more in ({"OffsetTimeOriginal": offset}, {}):
        taken = capture_time(of(naive.strftime("%Y:%m:%d %H:%M:%S"), **more))
        assert taken is not None
        assert taken.earliest <= true <= taken.latest
