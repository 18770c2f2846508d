"""Rules that can never fire are found, and none is called so wrongly."""

from fairclaim.domain.bilingual import Bilingual
from fairclaim.policy.condition_text import parse_condition
from fairclaim.policy.fields import FIELD_OF
from fairclaim.policy.space import covering
from fairclaim.policy.table import Rule, Then
from fairclaim.policy.words import RouteName


def row(name: str, **when: object) -> Rule:
    conditions = tuple(
        parse_condition(FIELD_OF[field], written, currency="CNY") for field, written in sorted(when.items())
    )
    return Rule(
        id=name, when=conditions, then=Then(route=RouteName.REVIEW, reviewers=1), because=Bilingual("因", "why")
    )


def covered(*rules: Rule) -> tuple[str, ...]:
    return tuple(rule.id for rule in covering(rules, len(rules) - 1))


def test_one_wider_rule_before_takes_all() -> None:
    assert covered(row("wide", amount="<= 50"), row("narrow", amount="<= 20", category="toys")) == ("wide",)


def test_several_rules_together_take_all() -> None:
    halves = [row("low", amount="<= 50"), row("high", amount="> 50"), row("none", amount="unknown")]
    assert covered(*halves, row("rest", category="toys")) == ("low", "high", "none")
    assert covered(row("a", perishable=[True, False]), row("b", perishable="unknown"), row("c")) == ("a", "b")


def test_words_and_their_opposite_take_all() -> None:
    assert covered(row("toys", category="toys"), row("others", category={"not": ["toys"]}), row("rest")) == (
        "toys",
        "others",
    )


def test_two_fields_are_cut_apart() -> None:
    first = row("a", amount="<= 50", verdict="forged")
    second = row("b", amount="> 50 or unknown", verdict="forged")
    assert covered(first, second, row("c", verdict="forged", category="toys")) == ("a", "b")
    assert covered(first, second, row("c", verdict=["forged", "no-trace"])) == ()


def test_a_gap_keeps_a_rule_alive() -> None:
    assert covered(row("low", amount="<= 50"), row("high", amount="> 51"), row("rest", amount=">= 0")) == ()
    assert covered(row("known", amount=">= 0"), row("rest")) == ()


def test_lists_are_taken_away_only_where_plain() -> None:
    assert covered(row("a", checks={"any": ["x", "y"]}), row("b", checks={"any": ["x"]})) == ("a",)
    assert covered(row("a", checks={"any": ["x"]}), row("b", checks={"none": ["x"]}), row("c")) == ()


def test_a_table_made_to_explode_is_given_up_rather_than_waited_for() -> None:
    fields = ("reason", "category", "tenant")
    rules = [row(f"r{n}", **dict.fromkeys(fields, f"w{n}"), amount=f"{n}..{n + 3}") for n in range(150)]
    assert covered(*rules, row("rest", verdict="forged")) == ()
