"""The holidays as the notices give them, compared with a list that was typed apart."""

from datetime import date, timedelta

import pytest

from fairclaim.domain.desk.holidays_cn import YEARS, HolidayYear
from unit.domain.desk.witness_calendar import OFF, WORKED

each_year = pytest.mark.parametrize("year", YEARS, ids=lambda year: str(year.year))


def test_the_years_are_2025_to_2027_and_only_the_last_is_provisional() -> None:
    assert [(year.year, year.is_provisional) for year in YEARS] == [(2025, False), (2026, False), (2027, True)]
    assert all(year.source for year in YEARS)


def test_the_days_off_and_the_make_up_days_are_those_of_the_list() -> None:
    off = [day.isoformat() for year in YEARS for holiday in year.holidays for day in holiday.days]
    assert off == OFF.split()
    assert [day.isoformat() for year in YEARS for day in year.makeup_days] == WORKED.split()


@each_year
def test_a_make_up_day_is_a_weekend_and_no_holiday(year: HolidayYear) -> None:
    off = {day for holiday in year.holidays for day in holiday.days}
    assert all(day.weekday() >= 5 and day.year == year.year and day not in off for day in year.makeup_days)


@pytest.mark.parametrize(("year", "days"), [(2025, 28), (2026, 33)])
def test_the_number_of_days_off_is_that_of_the_notice(year: int, days: int) -> None:
    found = next(one for one in YEARS if one.year == year)
    assert sum(len(holiday.days) for holiday in found.holidays) == days


@each_year
def test_working_in_exchange_leaves_the_statutory_days_off(year: HolidayYear) -> None:
    """Since 2025 there are 13 statutory days a year; what else is off falls on weekends or is worked in exchange."""
    if year.is_provisional:
        assert year.makeup_days == ()
        return
    weekdays_off = [d for holiday in year.holidays for d in holiday.days if d.weekday() < 5]
    weekend_statutory = 13 - (len(weekdays_off) - len(year.makeup_days))
    assert 0 <= weekend_statutory <= 4


@each_year
def test_holidays_follow_each_other_and_have_names(year: HolidayYear) -> None:
    last = date(year.year, 1, 1) - timedelta(days=1)
    for holiday in year.holidays:
        assert last < holiday.first <= holiday.last
        assert holiday.zh
        assert holiday.en
        last = holiday.last
