"""What a case keeps for its checks."""

import numpy as np
import pytest

from fairclaim.domain.exhibit import Role
from fairclaim.forensics.case import MANY, Case
from fairclaim.imaging.photo import Photo
from fairclaim.matching.sketch import Sketchbook
from unit.forensics.material import photo, picture, reencoded, sealed


def others(count: int, role: Role = Role.LISTING) -> tuple[Photo, ...]:
    """Return pictures that have nothing in common with any other."""
    rng = np.random.default_rng(7)
    return tuple(
        photo(sealed(rng.integers(0, 255, (40, 60, 3)).repeat(4, 0).repeat(4, 1)), role, number=number)
        for number in range(1, count + 1)
    )


def test_a_photo_is_brought_to_working_size_once() -> None:
    case = Case(photos=(photo(picture("coffee")),))
    assert case.working(case.photos[0]) is case.working(case.photos[0])


def test_a_pair_is_judged_once_and_its_order_counts() -> None:
    case = Case(photos=(photo(picture("coffee")), photo(picture("coffee"), Role.LISTING)))
    first, second = case.photos
    assert case.judge(first, second) is case.judge(first, second)
    assert case.judge(second, first) is not case.judge(first, second)


def test_what_is_written_in_a_photo_is_read_once() -> None:
    case = Case(photos=(photo(picture("coffee")),))
    assert case.inscriptions(case.photos[0]) is case.inscriptions(case.photos[0])


def test_two_cases_keep_nothing_of_each_other() -> None:
    subject = photo(picture("coffee"))
    assert Case(photos=(subject,)).working(subject) is not Case(photos=(subject,)).working(subject)
    assert Case(photos=(subject,)) == Case(photos=(subject,))


@pytest.mark.parametrize("count", [0, 1, 2, MANY])
def test_a_few_references_are_all_likely_and_none_is_sketched(count: int) -> None:
    case = Case(photos=(photo(picture("coffee")), *others(count)))
    assert case.likeliest(case.claims[0]) == case.references
    assert len(case.sketchbook) == 0


def test_of_many_references_the_source_is_likely_and_most_others_are_not() -> None:
    source = photo(picture("coffee"), Role.LISTING, number=99)
    claim = photo(reencoded(picture("coffee"), 70))
    book = Sketchbook()
    case = Case(photos=(claim, *others(20), source), sketchbook=book)
    found = [reference.id for reference in case.likeliest(claim)]
    assert source.id in found
    assert len(found) < MANY
    assert len(book) == 21
    assert found == [reference.id for reference in case.references if reference.id in found]


def test_the_claims_own_file_is_likely_even_where_it_shows_nothing() -> None:
    blank = sealed(np.full((200, 200, 3), 240))
    claim, copy = photo(blank, file=b"one"), photo(blank, Role.LISTING, number=99, file=b"one")
    case = Case(photos=(claim, *others(20), copy))
    assert copy.id in {reference.id for reference in case.likeliest(claim)}


def test_roles_are_counted_apart() -> None:
    chat = photo(picture("coffee"), Role.CHAT)
    case = Case(photos=(photo(picture("coffee")), *others(20), chat))
    assert case.likeliest(case.claims[0], roles=frozenset({Role.CHAT})) == (chat,)
    listed = case.likeliest(case.claims[0], roles=frozenset({Role.LISTING}))
    assert {reference.role for reference in listed} == {Role.LISTING}
