"""Public holidays of mainland China with their make-up working days, year by year, as the State Council gives notice of them.

What rests on what:

- 2025: General Office of the State Council, notice 国办发明电〔2024〕12号 of 2024-11-12.
- 2026: General Office of the State Council, notice 国办发明电〔2025〕7号 of 2025-11-04.
- 2027: **provisional**. No notice was known on 2026-11-26. The days off follow the standing principle that the notice of
  2024-11-12 states (eight days from the eve of Spring Festival, seven from 1 October, five from 1 May, three around the others or
  the day alone where it is a Wednesday), applied to the dates of the lunar calendar (Spring Festival 2027-02-06, Dragon Boat
  2027-06-09, Mid-Autumn 2027-09-15) and to Qingming on 2027-04-05. Which weekends are worked in exchange is not guessed: an
  unknown make-up day counts as rest, so that a provisional year leaves everybody more time, never less.

Adding a year: one :class:`HolidayYear` here, its notice named, and a new :data:`EDITION`.
"""

from dataclasses import dataclass
from datetime import date, timedelta

EDITION = "cn-2026-11-26"
"""Names this state of the data; every clock keeps it, so that a later notice does not move a promised deadline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """Consecutive days off.

    Parameters
    ----------
    zh, en : str
        The festival's name.
    first, last : date
        Both inclusive.
    """

    zh: str
    en: str
    first: date
    last: date

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of it, in order."""
        return tuple(self.first + timedelta(days=i) for i in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayYear:
    """One year's arrangement.

    Parameters
    ----------
    source : str
        The notice it was taken from.
    is_provisional : bool
        No notice has been given yet.
    makeup_days : tuple of date
        Saturdays and Sundays that are worked.
    """

    year: int
    source: str
    is_provisional: bool
    holidays: tuple[Holiday, ...]
    makeup_days: tuple[date, ...]


def _days(zh: str, en: str, first: str, last: str) -> Holiday:
    return Holiday(zh=zh, en=en, first=date.fromisoformat(first), last=date.fromisoformat(last))


YEARS = (
    HolidayYear(
        year=2025,
        source="国办发明电〔2024〕12号, 2024-11-12",
        is_provisional=False,
        holidays=(
            _days("元旦", "New Year", "2025-01-01", "2025-01-01"),
            _days("春节", "Spring Festival", "2025-01-28", "2025-02-04"),
            _days("清明节", "Qingming", "2025-04-04", "2025-04-06"),
            _days("劳动节", "Labour Day", "2025-05-01", "2025-05-05"),
            _days("端午节", "Dragon Boat", "2025-05-31", "2025-06-02"),
            _days("国庆节、中秋节", "National Day and Mid-Autumn", "2025-10-01", "2025-10-08"),
        ),
        makeup_days=(
            date(2025, 1, 26),
            date(2025, 2, 8),
            date(2025, 4, 27),
            date(2025, 9, 28),
            date(2025, 10, 11),
        ),
    ),
    HolidayYear(
        year=2026,
        source="国办发明电〔2025〕7号, 2025-11-04",
        is_provisional=False,
        holidays=(
            _days("元旦", "New Year", "2026-01-01", "2026-01-03"),
            _days("春节", "Spring Festival", "2026-02-15", "2026-02-23"),
            _days("清明节", "Qingming", "2026-04-04", "2026-04-06"),
            _days("劳动节", "Labour Day", "2026-05-01", "2026-05-05"),
            _days("端午节", "Dragon Boat", "2026-06-19", "2026-06-21"),
            _days("中秋节", "Mid-Autumn", "2026-09-25", "2026-09-27"),
            _days("国庆节", "National Day", "2026-10-01", "2026-10-07"),
        ),
        makeup_days=(
            date(2026, 1, 4),
            date(2026, 2, 14),
            date(2026, 2, 28),
            date(2026, 5, 9),
            date(2026, 9, 20),
            date(2026, 10, 10),
        ),
    ),
    HolidayYear(
        year=2027,
        source="provisional: standing principle of 国办发明电〔2024〕12号; no notice for 2027 known on 2026-11-26",
        is_provisional=True,
        holidays=(
            _days("元旦", "New Year", "2027-01-01", "2027-01-03"),
            _days("春节", "Spring Festival", "2027-02-05", "2027-02-12"),
            _days("清明节", "Qingming", "2027-04-03", "2027-04-05"),
            _days("劳动节", "Labour Day", "2027-05-01", "2027-05-05"),
            _days("端午节", "Dragon Boat", "2027-06-09", "2027-06-09"),
            _days("中秋节", "Mid-Autumn", "2027-09-15", "2027-09-15"),
            _days("国庆节", "National Day", "2027-10-01", "2027-10-07"),
        ),
        makeup_days=(),
    ),
)
