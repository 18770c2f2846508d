import pytest

from fairclaim.credit.history import LINK_PATTERNS, LinkKind, Weighed, weigh
from fairclaim.credit.pattern import DECIDED
from unit.credit.traces import NOW, trace


def test_every_tie_has_a_pattern_that_an_explanation_can_answer() -> None:
    assert set(LINK_PATTERNS) == set(LinkKind)
    assert not set(LINK_PATTERNS.values()) & DECIDED


def test_what_people_upheld_weighs_nothing_for_others() -> None:
    assert weigh([trace(was_upheld=True)], at=NOW) == Weighed()


def test_decisions_and_claims_are_weighed_apart_and_fade() -> None:
    found = weigh([trace(1), trace(2, days_ago=180, is_confirmed=True), trace(3, days_ago=400)], at=NOW)
    assert [found.claims, found.confirmed] == pytest.approx([1, 0.5])
    assert found + found == Weighed(confirmed=1.0, claims=2.0)
