"""Counting time on the working calendar, against a second way of counting."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.domain.desk.holidays_cn import HolidayYear
from fairclaim.domain.desk.working_calendar import CHINA, CalendarRangeError, Counting, WorkingCalendar, aware
from fairclaim.domain.errors import UnavailableError, UsageError
from unit.domain.desk.story import HOUR
from unit.domain.desk.witness_calendar import counted, works

SHANGHAI = ZoneInfo("Asia/Shanghai")
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 8, 1), timezones=st.just(SHANGHAI))  # noqa: DTZ001
LENGTHS = st.timedeltas(timedelta(0), timedelta(days=12))
COUNTINGS = st.sampled_from(Counting)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def test_every_day_of_three_years_is_as_in_the_list() -> None:
    day = date(2025, 1, 1)
    while day.year < 2028:
        assert CHINA.is_working_day(day) == works(day), day
        assert CHINA.is_provisional(day) == (day.year == 2027)
        day += timedelta(days=1)


@given(MOMENTS, LENGTHS, COUNTINGS)
def test_what_is_added_is_what_is_counted_and_not_a_moment_later(
    start: datetime, length: timedelta, counting: Counting
) -> None:
    end = CHINA.after(start, length, counting)
    assert end >= start
    assert end.utcoffset() == timedelta(0)
    assert counted(start, end, counting) == length
    assert CHINA.between(start, end, counting) == length
    if length:
        assert counted(start, end - timedelta(microseconds=1), counting) < length


@given(MOMENTS, MOMENTS, COUNTINGS)
def test_both_ways_of_counting_agree(one: datetime, other: datetime, counting: Counting) -> None:
    start, end = sorted([one, other])
    assert CHINA.between(start, end, counting) == counted(start, end, counting)
    assert CHINA.between(end, start, counting) == timedelta(0)


@given(MOMENTS, LENGTHS, LENGTHS, COUNTINGS)
def test_time_can_be_added_in_pieces(start: datetime, one: timedelta, other: timedelta, counting: Counting) -> None:
    pieces = CHINA.after(CHINA.after(start, one, counting), other, counting)
    assert pieces == CHINA.after(start, one + other, counting) or not one + other


@pytest.mark.parametrize(
    ("start", "hours", "counting", "end"),
    [
        # over the eve of Spring Festival 2026: 14 February is worked, 15 to 23 are off
        ("2026-02-13T12:00", 48, Counting.WORKING_DAYS, "2026-02-24T12:00"),
        ("2026-02-13T12:00", 48, Counting.CALENDAR_HOURS, "2026-02-15T12:00"),
        ("2026-02-14T17:00", 2, Counting.WORKING_HOURS, "2026-02-24T10:00"),
        # over the border of a year: 1 to 3 January are off, Sunday the 4th is worked
        ("2025-12-31T12:00", 24, Counting.WORKING_DAYS, "2026-01-04T12:00"),
        ("2026-12-31T12:00", 24, Counting.WORKING_DAYS, "2027-01-04T12:00"),
        # a Saturday that is worked for Labour Day, and one that is not
        ("2026-05-08T18:00", 1, Counting.WORKING_HOURS, "2026-05-09T10:00"),
        ("2026-05-15T18:00", 1, Counting.WORKING_HOURS, "2026-05-18T10:00"),
        # National Day with Mid-Autumn in 2025: eight days off, Saturday the 11th worked
        ("2025-09-30T12:00", 48, Counting.WORKING_DAYS, "2025-10-10T12:00"),
        ("2025-10-10T12:00", 24, Counting.WORKING_DAYS, "2025-10-11T12:00"),
        # a time that ends with a working day ends that night, not the next morning
        ("2026-03-06T00:00", 24, Counting.WORKING_DAYS, "2026-03-07T00:00"),
        ("2026-03-06T09:00", 9, Counting.WORKING_HOURS, "2026-03-06T18:00"),
    ],
)
def test_known_deadlines(start: str, hours: int, counting: Counting, end: str) -> None:
    assert CHINA.after(at(start), hours * HOUR, counting) == at(end)


def test_no_time_is_over_at_once_even_on_a_day_off() -> None:
    sunday = at("2026-03-08T12:00")
    assert CHINA.after(sunday, timedelta(0), Counting.WORKING_HOURS) == sunday


def test_beyond_the_known_years_nothing_is_guessed() -> None:
    with pytest.raises(CalendarRangeError) as caught:
        CHINA.after(at("2027-12-31T12:00"), 48 * HOUR, Counting.WORKING_DAYS)
    assert caught.value.day.year == 2028
    assert isinstance(caught.value, UnavailableError)
    with pytest.raises(CalendarRangeError):
        CHINA.between(at("2024-12-31T12:00"), at("2025-01-02T12:00"), Counting.WORKING_HOURS)
    with pytest.raises(CalendarRangeError):
        CHINA.is_provisional(date(2030, 1, 1))
    assert CHINA.after(at("2029-12-31T12:00"), HOUR, Counting.CALENDAR_HOURS) == at("2029-12-31T13:00")


def test_hours_that_a_zone_skips_or_repeats_are_counted_as_they_pass() -> None:
    years = tuple(
        HolidayYear(year=year, source="none", is_provisional=False, holidays=(), makeup_days=(date(2026, 3, 29),))
        for year in (2026,)
    )
    berlin = WorkingCalendar(edition="test", zone="Europe/Berlin", years=years, opens=time(0), closes=time(6))
    sunday = datetime(2026, 3, 29, tzinfo=ZoneInfo("Europe/Berlin"))  # the clocks go from 2 to 3 that night
    assert berlin.between(sunday, sunday + timedelta(days=1), Counting.WORKING_DAYS) == 23 * HOUR
    assert berlin.between(sunday, sunday + timedelta(days=1), Counting.WORKING_HOURS) == 5 * HOUR


def test_a_moment_needs_its_zone_and_a_length_is_not_negative() -> None:
    with pytest.raises(UsageError):
        aware(datetime(2026, 1, 1))  # noqa: DTZ001  (that is what is refused)
    with pytest.raises(UsageError):
        CHINA.after(datetime(2026, 1, 1, tzinfo=UTC), -HOUR, Counting.CALENDAR_HOURS)
    other = datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=8)))
    assert aware(other) == other
    assert aware(other).tzinfo is UTC


def test_a_day_opens_before_it_closes() -> None:
    with pytest.raises(UsageError):
        replace(CHINA, opens=time(18), closes=time(9))
