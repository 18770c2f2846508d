"""Conditions as sets of values."""

import pytest

from fairclaim.policy.condition import Among, Condition, Numbers, Words, contains, meet, normal_ranges, normal_words
from fairclaim.policy.fields import FIELD_OF
from fairclaim.policy.space import everything


def numbers(*ranges: tuple[int, int]) -> Numbers:
    return Numbers(field="open_claims", ranges=ranges)


def words(*held: str, is_not: bool = False) -> Words:
    return Words(field="category", words=frozenset(held), is_not=is_not)


def among(some: str = "", none: str = "") -> Among:
    return Among(field="checks", any=frozenset(some.split()), none=frozenset(none.split()))


def test_numbers_hold_within_their_ranges() -> None:
    condition = numbers((-1, -1), (3, 5))
    assert [condition.holds(value) for value in (-1, 0, 2, 3, 5, 6)] == [True, False, False, True, True, False]
    assert not condition.holds("3")


def test_words_hold_or_their_opposite() -> None:
    assert words("a").holds("a")
    assert not words("a").holds("b")
    assert words("a", is_not=True).holds("b")
    assert not words("a", is_not=True).holds("a")
    assert not words("a", is_not=True).holds(5)


def test_lists_hold_some_and_none() -> None:
    assert among("a b").holds(("b", "c"))
    assert not among("a b").holds(("c",))
    assert not among(none="a").holds(("a",))
    assert among(none="a").holds(())


def test_ranges_that_touch_are_joined_and_the_unknown_stays_apart() -> None:
    assert normal_ranges([(4, 6), (0, 3), (9, 9)]) == ((0, 6), (9, 9))
    assert normal_ranges([(-1, -1), (0, 3), (-1, -1)]) == ((-1, -1), (0, 3))


def test_a_closed_word_is_stored_as_what_is_left() -> None:
    found = normal_words(FIELD_OF["perishable"], frozenset({"yes"}), is_not=True)
    assert found == Words(field="perishable", words=frozenset({"no", "unknown"}))


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        (numbers((0, 9)), numbers((2, 3), (5, 6)), True),
        (numbers((0, 4)), numbers((2, 6)), False),
        (numbers((0, 9)), None, False),
        (numbers((-1, -1), (0, 1_000_000)), None, True),
        (words("a", "b"), words("a"), True),
        (words("a"), words("a", is_not=True), False),
        (words("a", is_not=True), words("b"), True),
        (words("a", is_not=True), words("a", "b", is_not=True), True),
        (words("a", "b", is_not=True), words("a", is_not=True), False),
        (words("a"), None, False),
        (among("a b"), among("a"), True),
        (among("a"), among("a b"), False),
        (among(none="a"), among(none="a b"), True),
        (among("a"), None, False),
        (numbers((0, 9)), words("a"), False),
    ],
)
def test_containing(outer: Condition, inner: Condition | None, expected: bool) -> None:  # noqa: FBT001
    assert contains(outer, inner) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (numbers((0, 3)), numbers((3, 9)), True),
        (numbers((0, 3)), numbers((4, 9)), False),
        (words("a"), words("b"), False),
        (words("a", is_not=True), words("a"), False),
        (words("a", is_not=True), words("b", is_not=True), True),
        (among("a"), among(none="a"), False),
        (among("a b"), among(none="a"), True),
        (numbers((0, 3)), words("a"), False),
    ],
)
def test_meeting_is_the_same_both_ways(one: Condition, other: Condition, expected: bool) -> None:  # noqa: FBT001
    assert meet(one, other) is expected
    assert meet(other, one) is expected


@pytest.mark.parametrize("field", sorted(FIELD_OF))
def test_everything_contains_everything(field: str) -> None:
    assert contains(everything(field), None)
    assert contains(everything(field), everything(field))
    assert meet(everything(field), everything(field))
