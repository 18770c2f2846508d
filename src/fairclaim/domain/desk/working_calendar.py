"""Which hours count: working days with holidays and make-up days, in one time zone.

All arithmetic is on aware moments; days begin and end at midnight of the calendar's own zone. The calendar knows a range of
years and refuses beyond it, rather than guess that no holidays exist there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.holidays_cn import EDITION, YEARS, HolidayYear
from fairclaim.domain.errors import UnavailableError, UsageError

SATURDAY = 5


class Counting(StrEnum):
    """Which hours a clock counts."""

    CALENDAR_HOURS = "calendar-hours"
    """Every hour of every day."""
    WORKING_DAYS = "working-days"
    """All 24 hours of a working day, none of a day off."""
    WORKING_HOURS = "working-hours"
    """The opening hours of a working day."""


class CalendarRangeError(UnavailableError):
    """A day outside the years whose holidays are known. The operator loads the year's notice."""

    code = "calendar-range"

    def __init__(self, day: date) -> None:
        super().__init__(
            Bilingual(
                f"工作日历没有 {day.year} 年的数据，请更新放假安排。",
                f"The working calendar holds no data for {day.year}; load that year's holidays.",
            )
        )
        self.day = day


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendar:
    """Days and hours on which a desk works.

    Parameters
    ----------
    edition : str
        Names the data; kept by every clock that was computed with it.
    zone : str
        IANA time zone.
    years : tuple of HolidayYear
        Known years, in any order.
    opens, closes : time
        Local opening hours of a working day, half-open; only ``WORKING_HOURS`` looks at them.

    Raises
    ------
    UsageError
        If it closes before it opens.
    """

    edition: str
    zone: str
    years: tuple[HolidayYear, ...]
    opens: time = time(9)
    closes: time = time(18)

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise UsageError(Bilingual("营业开始时间须早于结束时间。", "A working day opens before it closes."))

    def is_working_day(self, day: date) -> bool:
        """Tell whether people work on a day.

        Raises
        ------
        CalendarRangeError
            If the year is not known.
        """
        year = self._year(day)
        if day in year.makeup_days:
            return True
        return day.weekday() < SATURDAY and not any(h.first <= day <= h.last for h in year.holidays)

    def is_provisional(self, day: date) -> bool:
        """Tell whether the day's year still waits for its official notice."""
        return self._year(day).is_provisional

    def after(self, start: datetime, amount: timedelta, counting: Counting) -> datetime:
        """Return the first moment at which ``amount`` of counted time has passed since ``start``.

        Parameters
        ----------
        start : datetime
            Aware.
        amount : timedelta
            Not negative. Zero returns ``start``.

        Returns
        -------
        datetime
            In UTC.

        Raises
        ------
        CalendarRangeError
            If the answer lies beyond the known years.
        UsageError
            If ``amount`` is negative or ``start`` has no time zone.

        Examples
        --------
        >>> friday = datetime(2026, 3, 6, 17, tzinfo=ZoneInfo("Asia/Shanghai"))
        >>> CHINA.after(friday, timedelta(hours=2), Counting.WORKING_HOURS).isoformat()
        '2026-03-09T02:00:00+00:00'
        """
        begin = aware(start)
        if amount < timedelta(0):
            raise UsageError(Bilingual("时长不能为负。", "A length of time is not negative."))
        if counting is Counting.CALENDAR_HOURS or not amount:
            return begin + amount
        left = amount
        for opening, closing in self._open_spans(begin, counting):
            if closing - opening >= left:
                return opening + left
            left -= closing - opening
        raise AssertionError("unreachable: spans end by an error only")  # pragma: no cover

    def between(self, start: datetime, end: datetime, counting: Counting) -> timedelta:
        """Return the counted time from ``start`` to ``end``; zero if ``end`` is not later.

        Raises
        ------
        CalendarRangeError
            If a day between them is not known.
        """
        begin, until = aware(start), aware(end)
        if until <= begin:
            return timedelta(0)
        if counting is Counting.CALENDAR_HOURS:
            return until - begin
        counted = timedelta(0)
        last = until.astimezone(ZoneInfo(self.zone)).date()
        for opening, closing in self._open_spans(begin, counting, last=last):
            counted += max(min(closing, until) - opening, timedelta(0))
        return counted

    def _open_spans(
        self, start: datetime, counting: Counting, *, last: date | None = None
    ) -> Iterator[tuple[datetime, datetime]]:
        """Yield what is open from ``start`` on, in UTC; up to day ``last``, or until the calendar knows no more."""
        day = start.astimezone(ZoneInfo(self.zone)).date()
        while last is None or day <= last:
            if self.is_working_day(day):
                opening, closing = self._hours(day, counting)
                if closing > start:
                    yield max(opening, start), closing
            day += timedelta(days=1)

    def _hours(self, day: date, counting: Counting) -> tuple[datetime, datetime]:
        zone = ZoneInfo(self.zone)
        if counting is Counting.WORKING_DAYS:
            first, last = datetime.combine(day, time(), zone), datetime.combine(day + timedelta(days=1), time(), zone)
        else:
            first, last = datetime.combine(day, self.opens, zone), datetime.combine(day, self.closes, zone)
        # Subtracting in UTC counts the hours that really pass on days when a zone shifts its clocks.
        return first.astimezone(UTC), last.astimezone(UTC)

    def _year(self, day: date) -> HolidayYear:
        for year in self.years:
            if year.year == day.year:
                return year
        raise CalendarRangeError(day)


def aware(moment: datetime) -> datetime:
    """Return a moment in UTC.

    Raises
    ------
    UsageError
        If it has no time zone.
    """
    if moment.tzinfo is None:
        raise UsageError(Bilingual("时间必须带时区。", "A moment needs its time zone."))
    return moment.astimezone(UTC)


CHINA = WorkingCalendar(edition=EDITION, zone="Asia/Shanghai", years=YEARS)
"""Mainland China, 09:00 to 18:00 in Asia/Shanghai."""
