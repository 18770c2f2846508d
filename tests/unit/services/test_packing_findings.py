"""What stands out is told with an innocent cause, on both parcels, and nothing is refused for it."""

from datetime import timedelta

import pytest

from fairclaim.domain.desk.evidence_rules import Media
from fairclaim.services.hand_in_dispatch import add_parcel, hand_in_dispatch
from fairclaim.services.packing_findings import AROUND, PackingFinding
from fairclaim.services.see_packing import see_packing
from unit.services.counter import HOUR
from unit.services.shop import Reader, Shop, opened


def parcel(shop: Shop, number: int) -> str:
    return add_parcel(shop.counter.desk, shop.agent, shop.order.id, carrier="SF", tracking=f"SF{number}").id


def filmed(shop: Shop, where: str, data: bytes) -> tuple[PackingFinding, ...]:
    film = hand_in_dispatch(shop.counter.desk, shop.agent, where, data, name="a.mp4", media=Media.VIDEO)
    files = see_packing(shop.counter.desk, shop.agent, where).files
    return next(one.findings for one in files if one.file.id == film.id)


def told(found: tuple[PackingFinding, ...]) -> list[tuple[str, str | None]]:
    assert all(one.reason.zh and one.reason.en and one.innocent.zh and one.innocent.en for one in found)
    assert not any("{" in one.reason.zh + one.reason.en for one in found)
    return [(one.kind.value, one.other) for one in found]


def test_the_same_film_for_two_parcels_is_told_on_both() -> None:
    shop = opened(Reader())
    first, second = parcel(shop, 1), parcel(shop, 2)
    assert filmed(shop, first, b"film abc") == ()
    assert told(filmed(shop, second, b"film abc")) == [("same-file", first)]
    assert told(see_packing(shop.counter.desk, shop.agent, first).files[0].findings) == [("same-file", second)]


def test_a_film_that_was_encoded_again_is_told_and_another_film_is_not() -> None:
    shop = opened(Reader())
    first, second, third = (parcel(shop, number) for number in (1, 2, 3))
    filmed(shop, first, b"film abc")
    assert told(filmed(shop, second, b"film abd")) == [("same-film", first)]
    assert filmed(shop, third, b"film xyz") == ()


def test_films_long_ago_are_not_asked_for() -> None:
    shop = opened(Reader())
    first, second = parcel(shop, 1), parcel(shop, 2)
    filmed(shop, first, b"film abc")
    shop.counter.wait(AROUND + HOUR)
    assert filmed(shop, second, b"film abd") == ()


@pytest.mark.parametrize(
    ("earlier", "words"),
    [(timedelta(minutes=5), "5 minutes"), (timedelta(hours=1), "1 hour "), (timedelta(days=30), "30 days")],
)
def test_a_film_older_than_its_code_is_told(earlier: timedelta, words: str) -> None:
    reader = Reader()
    shop = opened(reader)
    where = parcel(shop, 1)
    reader.recorded_by = shop.counter.now - earlier
    found = filmed(shop, where, b"film abc")
    assert told(found) == [("recorded-before-code", None)]
    assert f"at least {words}" in found[0].reason.en


def test_no_date_says_nothing_and_neither_does_one_that_may_be_later() -> None:
    reader = Reader()
    shop = opened(reader)
    where = parcel(shop, 1)
    assert filmed(shop, where, b"film abc") == ()
    reader.recorded_by = shop.counter.now
    assert filmed(shop, where, b"film xyz") == ()


def test_a_desk_without_a_reader_still_knows_equal_bytes() -> None:
    shop = opened()
    first, second = parcel(shop, 1), parcel(shop, 2)
    filmed(shop, first, b"film abc")
    assert told(filmed(shop, second, b"film abc")) == [("same-file", first)]
