"""A film's own date is an interval, as wide as the clock and the zone allow; no date, and one that was never set, is none."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fairclaim.forensics.labels.capture_time import CLOCK_ERROR, FARTHEST_OFFSET
from fairclaim.forensics.labels.recording_time import APPLE_KEY, recording_time
from fairclaim.imaging.metadata import Metadata, TextEntry
from fairclaim.imaging.stated import read_stated
from fairclaim.imaging.structure import Part, Structure
from packing_film import packing_film, recorded_at

MOMENT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
EPOCH = datetime(1904, 1, 1, tzinfo=UTC)
BLANK = Structure(media_type="video/mp4", parts=(), height=None, width=None)


def seconds(moment: datetime) -> int:
    return int((moment - EPOCH).total_seconds())


def apple(text: bytes) -> Metadata:
    return Metadata(texts=(TextEntry("mp4:ilst", APPLE_KEY, text),))


def test_a_header_is_believed_to_the_zone_and_a_phones_own_key_to_the_clock(tmp_path: Path) -> None:
    film = recorded_at(packing_film(tmp_path, 1), seconds(MOMENT))
    stated = read_stated(film)
    found = recording_time(film, stated.structure, stated.metadata)
    slack = CLOCK_ERROR + FARTHEST_OFFSET
    assert found is not None
    assert (found.text, found.earliest, found.latest) == ("2026-03-01 12:30:00", MOMENT - slack, MOMENT + slack)
    told = recording_time(film, stated.structure, apple(b"2026-03-01T20:30:00+0800"))
    assert told is not None
    assert (told.earliest, told.latest) == (MOMENT - CLOCK_ERROR, MOMENT + CLOCK_ERROR)


def test_the_wide_form_of_the_header_is_read_too() -> None:
    payload = b"\x01\0\0\0" + seconds(MOMENT).to_bytes(8, "big") + bytes(8)
    structure = Structure(media_type="video/mp4", parts=(Part("moov.mvhd", 0, len(payload)),), height=None, width=None)
    found = recording_time(payload, structure, Metadata())
    assert found is not None
    assert found.earliest < MOMENT < found.latest
    assert recording_time(b"\x01\0\0\0" + b"\xff" * 8, structure, Metadata()) is None


@pytest.mark.parametrize(
    "moment", [0, seconds(datetime(1970, 1, 1, tzinfo=UTC)), seconds(datetime(2020, 1, 1, tzinfo=UTC))]
)
def test_a_clock_that_was_never_set_gives_no_time(moment: int, tmp_path: Path) -> None:
    film = recorded_at(packing_film(tmp_path, 1), moment)
    stated = read_stated(film)
    assert recording_time(film, stated.structure, stated.metadata) is None


@pytest.mark.parametrize("text", [b"", b"yesterday", b"2026-13-41T20:30:00+0800", b"0001-01-01T00:00:00+1400"])
def test_what_is_no_date_gives_none(text: bytes) -> None:
    assert recording_time(b"", BLANK, apple(text)) is None
    assert recording_time(b"", BLANK, Metadata(texts=(TextEntry("mp4:ilst", "title", b"x"),))) is None


def test_the_interval_is_never_the_other_way_round(tmp_path: Path) -> None:
    film = recorded_at(packing_film(tmp_path, 1), seconds(MOMENT + timedelta(days=1)))
    stated = read_stated(film)
    found = recording_time(film, stated.structure, stated.metadata)
    assert found is not None
    assert found.earliest < found.latest
