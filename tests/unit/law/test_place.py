"""Places, and the figures that hold there."""

from datetime import date

import pytest

from fairclaim.law.errors import UnknownAreaError
from fairclaim.law.place import PROVINCES, place_at
from fairclaim.law.statute_book import shipped_book

BOOK = shipped_book()
DAY = date(2026, 3, 1)
YUAN = 100


def tiers(code: str | None, on: date = DAY) -> list[tuple[int, int]]:
    return [(tier.low // YUAN, tier.high // YUAN) for tier in place_at(code, on=on, book=BOOK).tiers]


@pytest.mark.parametrize(
    ("code", "first", "second"),
    [
        (None, (3_000, 10_000), (30_000, 100_000)),
        ("51", (3_000, 10_000), (30_000, 100_000)),
        ("11", (5_000, 5_000), (100_000, 100_000)),
        ("32", (6_000, 6_000), (60_000, 60_000)),
        ("330000", (6_000, 6_000), (100_000, 100_000)),
        ("42", (5_000, 5_000), (50_000, 50_000)),
        ("4301", (5_000, 5_000), (50_000, 50_000)),
        ("500000", (5_000, 5_000), (70_000, 70_000)),
        ("44", (4_000, 6_000), (60_000, 100_000)),
        ("440300", (6_000, 6_000), (100_000, 100_000)),
        ("4402", (4_000, 4_000), (60_000, 60_000)),
        ("449900", (4_000, 6_000), (60_000, 100_000)),
    ],
)
def test_the_figures_of_a_place(code: str | None, first: tuple[int, int], second: tuple[int, int]) -> None:
    assert tiers(code) == [first, second, (500_000, 500_000)]


def test_every_province_has_figures_within_the_national_range() -> None:
    for code in PROVINCES:
        for (low, high), (least, most) in zip(tiers(code), tiers(None), strict=True):
            assert least <= low <= high <= most


def test_before_the_interpretation_there_are_no_figures() -> None:
    assert tiers(None, date(2011, 4, 7)) == tiers("43", date(2011, 4, 7)) == []
    assert len(tiers(None, date(2011, 4, 8))) == 3


@pytest.mark.parametrize("code", ["", "4", "99", "71", "湖南", "４３", "43000", "43000000", "-1"])
def test_what_is_no_province_is_refused(code: str) -> None:
    with pytest.raises(UnknownAreaError) as caught:
        place_at(code, on=DAY, book=BOOK)
    assert caught.value.code == "area-unknown"


def test_a_city_is_called_by_its_class_and_a_province_by_its_name() -> None:
    assert place_at("440300", on=DAY, book=BOOK).name.zh.startswith("广东一类地区")
    assert place_at("44", on=DAY, book=BOOK).name.zh == "广东"
