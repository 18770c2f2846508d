"""Doubts about tables that may be loaded."""

from fairclaim.policy.lint import doubts
from unit.policy.tables import OFFER, SMALL, policy, rule


def found(*rules: dict[str, object]) -> list[str]:
    return [doubt.code for doubt in doubts(policy(*rules).rules)]


def test_a_range_within_another_is_how_tables_are_written() -> None:
    assert found(SMALL, OFFER) == []


def test_ranges_that_cross_are_doubted_only_where_both_rules_can_fit() -> None:
    offer = {"route": "offer-remedy", "remedies": ["repair"]}
    assert found(rule("a", {"amount": "<= 80"}), rule("b", {"amount": "50..200"}, **offer)) == ["overlap"]
    assert found(rule("a", {"amount": "<= 80"}), rule("b", {"amount": "50..200"})) == []
    apart = (
        rule("a", {"amount": "<= 80", "asked": "repair"}),
        rule("b", {"amount": "50..200", "asked": "exchange"}, **offer),
    )
    assert found(*apart) == []


def test_words_nobody_else_uses_are_asked_about() -> None:
    assert found(rule("a", {"reason": "brocken", "category": ["toys", "pianos"]})) == ["odd-word", "odd-word"]


def test_one_person_for_a_contradicted_picture_is_doubted() -> None:
    assert found(rule("a", {"verdict": "forged"})) == ["one-person"]
    assert found(rule("a", {"verdict": "forged"}, reviewers=2)) == []
