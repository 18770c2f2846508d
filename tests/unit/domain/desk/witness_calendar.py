"""A second way to count time, for comparison: a list of days typed from the notices, and naive local time at +08:00."""

from datetime import date, datetime, timedelta

from fairclaim.domain.desk.working_calendar import Counting

OFF = """
2025-01-01 2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-02-01 2025-02-02 2025-02-03 2025-02-04
2025-04-04 2025-04-05 2025-04-06 2025-05-01 2025-05-02 2025-05-03 2025-05-04 2025-05-05 2025-05-31 2025-06-01 2025-06-02
2025-10-01 2025-10-02 2025-10-03 2025-10-04 2025-10-05 2025-10-06 2025-10-07 2025-10-08
2026-01-01 2026-01-02 2026-01-03
2026-02-15 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-02-21 2026-02-22 2026-02-23
2026-04-04 2026-04-05 2026-04-06 2026-05-01 2026-05-02 2026-05-03 2026-05-04 2026-05-05 2026-06-19 2026-06-20 2026-06-21
2026-09-25 2026-09-26 2026-09-27 2026-10-01 2026-10-02 2026-10-03 2026-10-04 2026-10-05 2026-10-06 2026-10-07
2027-01-01 2027-01-02 2027-01-03
2027-02-05 2027-02-06 2027-02-07 2027-02-08 2027-02-09 2027-02-10 2027-02-11 2027-02-12
2027-04-03 2027-04-04 2027-04-05 2027-05-01 2027-05-02 2027-05-03 2027-05-04 2027-05-05 2027-06-09 2027-09-15
2027-10-01 2027-10-02 2027-10-03 2027-10-04 2027-10-05 2027-10-06 2027-10-07
"""
WORKED = """
2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11 2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10
"""


def works(day: date) -> bool:
    name = day.isoformat()
    return name in WORKED or (name not in OFF and day.isoweekday() not in (6, 7))


def local(moment: datetime) -> datetime:
    """Return the wall clock in Shanghai, without a zone: it has been at +08:00 for all of these years."""
    return moment.replace(tzinfo=None) - (moment.utcoffset() or timedelta(0)) + timedelta(hours=8)


def counted(start: datetime, end: datetime, counting: Counting) -> timedelta:
    """Add up, day by day, what counts between two moments."""
    begin, until = local(start), local(end)
    if counting is Counting.CALENDAR_HOURS:
        return max(until - begin, timedelta(0))
    first, last = (0, 24) if counting is Counting.WORKING_DAYS else (9, 18)
    total, midnight = timedelta(0), datetime(begin.year, begin.month, begin.day)  # noqa: DTZ001  (wall clock)
    while midnight < until:
        if works(midnight.date()):
            opening = max(begin, midnight + timedelta(hours=first))
            closing = min(until, midnight + timedelta(hours=last))
            total += max(closing - opening, timedelta(0))
        midnight += timedelta(days=1)
    return total
