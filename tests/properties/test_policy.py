"""What holds of every claim under the shipped policy, and of every policy under every claim."""

import json
from contextlib import suppress
from dataclasses import replace
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fairclaim.domain.bilingual import Bilingual
from fairclaim.policy.condition_text import ConditionError, parse_condition
from fairclaim.policy.engine import Decider
from fairclaim.policy.explain import explain, first_fit
from fairclaim.policy.facts import Facts, Standing, parse_facts
from fairclaim.policy.fields import FIELD_OF, view
from fairclaim.policy.jdm import to_model
from fairclaim.policy.load import parse_policy
from fairclaim.policy.problems import PolicyError
from fairclaim.policy.route import Route
from fairclaim.policy.shipped import default_policy
from fairclaim.policy.space import covering
from fairclaim.policy.table import Policy, Rule, Then
from fairclaim.policy.words import HARDNESS, Call, Flag, Grade, Merchant, Remedy, RouteName
from properties.policy_strategies import all_facts, minors, tables

DEFAULT = Decider(default_policy())
MANY = settings(max_examples=100)
FEWER = settings(max_examples=40)
WORSE = (Call.NO_TRACE, Call.CANNOT_TELL, Call.FORGED)
GRADES = (Grade.NONE, Grade.C, Grade.B, Grade.A)


def rank(route: Route) -> tuple[int, int]:
    """Order routes by what they ask of the buyer."""
    return HARDNESS[route.route], route.reviewers


def clean(facts: Facts) -> Facts:
    return replace(facts, standing=Standing(confirmed_adverse=0, upheld_claims=0, open_claims=0, patterns=0))


def unknown(facts: Facts) -> Facts:
    return replace(facts, standing=Standing())


@MANY
@given(all_facts())
def test_the_shipped_policy_never_refuses(facts: Facts) -> None:
    route = DEFAULT.decide(facts)
    assert route.route in set(RouteName)
    assert route.reasons[0].text.zh
    assert route.reasons[0].text.en
    assert route.digest == DEFAULT.digest
    assert (route.reviewers > 0) is (route.route is RouteName.REVIEW)
    assert bool(route.remedies) is (route.route in {RouteName.APPROVE, RouteName.OFFER_REMEDY})
    assert bool(route.ask_for) is (route.route is RouteName.ASK_MORE)


@MANY
@given(all_facts())
def test_an_unknown_history_is_routed_exactly_like_a_clean_one(facts: Facts) -> None:
    assert DEFAULT.decide(unknown(facts)) == DEFAULT.decide(clean(facts))


@MANY
@given(all_facts())
def test_a_history_only_ever_calls_people_or_asks_for_more(facts: Facts) -> None:
    route, without = DEFAULT.decide(facts), DEFAULT.decide(clean(facts))
    assert route == without or route.route in {RouteName.REVIEW, RouteName.ASK_MORE}


@MANY
@given(all_facts(), minors)
def test_raising_only_the_amount_never_makes_it_easier(facts: Facts, minor: int) -> None:
    low, high = sorted((facts.amount_minor, minor))
    one = DEFAULT.decide(replace(facts, amount_minor=low))
    other = DEFAULT.decide(replace(facts, amount_minor=high))
    assert rank(one) <= rank(other)
    if one.route is RouteName.OFFER_REMEDY:
        assert Remedy.REFUND_ONLY not in other.remedies or Remedy.REFUND_ONLY in one.remedies


@MANY
@given(all_facts(), st.sampled_from(range(len(WORSE))), st.sampled_from(range(len(WORSE))))
def test_a_worse_verdict_never_makes_it_easier(facts: Facts, one: int, other: int) -> None:
    low, high = sorted((one, other))
    routes = [DEFAULT.decide(replace(facts, call=WORSE[place], grade=Grade.NONE)) for place in (low, high)]
    assert rank(routes[0]) <= rank(routes[1])


@MANY
@given(all_facts(), st.sampled_from(GRADES), st.floats(0, 1))
def test_a_score_or_a_grade_changes_nothing_by_itself(facts: Facts, grade: Grade, probability: float) -> None:
    forged = replace(facts, call=Call.FORGED)
    assert DEFAULT.decide(replace(forged, grade=grade, probability=probability)) == DEFAULT.decide(forged)


@MANY
@given(all_facts())
def test_what_speaks_against_a_claim_or_cannot_be_told_goes_to_people_or_is_asked_for(facts: Facts) -> None:
    route = DEFAULT.decide(facts)
    if facts.call is Call.FORGED:
        assert (route.route, route.reviewers) == (RouteName.REVIEW, 2)
    if facts.call is Call.CANNOT_TELL:
        assert route.route in {RouteName.REVIEW, RouteName.ASK_MORE}


@MANY
@given(all_facts())
def test_a_machine_pays_small_undisputed_complete_claims_only(facts: Facts) -> None:
    route = DEFAULT.decide(facts)
    if route.route is not RouteName.APPROVE:
        return
    assert facts.currency == "CNY"
    assert facts.amount_minor <= 20_000
    assert facts.call is Call.NO_TRACE
    assert facts.missing == ()
    assert facts.merchant is not Merchant.DISPUTES
    if facts.asked is Remedy.REFUND_ONLY:
        assert facts.amount_minor <= 5_000
        assert facts.merchant is Merchant.AGREES or facts.refund_only_agreed is Flag.YES


@MANY
@given(all_facts())
def test_the_same_facts_take_the_same_route_and_survive_the_wire(facts: Facts) -> None:
    again = parse_facts(json.loads(json.dumps(facts.to_record())))
    assert again == facts
    assert DEFAULT.decide(again) == DEFAULT.decide(facts)


def made(rules: list[dict[str, Any]]) -> Policy:
    """Load a drawn table; where a rule in it can never fire, without that rule."""
    rest = {"id": "rest", "then": {"route": "review"}, "because": {"zh": "因", "en": "why"}}
    record = {
        "schema": "fairclaim.policy/1",
        "name": "drawn",
        "version": "1",
        "currency": "CNY",
        "rules": [*rules, rest],
    }
    try:
        return parse_policy(json.dumps(record).encode()).policy
    except PolicyError as error:
        if not {problem.code for problem in error.problems} <= {"unreachable", "never"}:
            raise
        dead = {problem.rule for problem in error.problems}
        assume("rest" not in dead)
        return made([rule for rule in rules if rule["id"] not in dead])


@FEWER
@given(tables(), st.lists(all_facts(), min_size=1, max_size=10))
def test_engine_and_explanation_agree_on_every_table(rules: list[dict[str, Any]], claims: list[Facts]) -> None:
    policy = made(rules)
    for facts, route in zip(claims, Decider(policy).decide_many(claims), strict=True):
        assert route == explain(policy, facts).route
        assert route.rules == (first_fit(policy, view(facts, policy.currency)).id,)


@FEWER
@given(tables(), all_facts())
def test_no_table_at_all_parts_the_unknown_from_the_clean(rules: list[dict[str, Any]], facts: Facts) -> None:
    policy = made(rules)
    assert explain(policy, unknown(facts)).route == explain(policy, clean(facts)).route


@FEWER
@given(tables(), st.randoms(use_true_random=False))
def test_the_digest_is_the_same_under_every_order_of_keys_and_both_forms(
    rules: list[dict[str, Any]], random: Any
) -> None:
    policy = made(rules)

    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            keys = sorted(value)
            random.shuffle(keys)
            return {key: shuffled(value[key]) for key in keys}
        return [shuffled(one) for one in value] if isinstance(value, list) else value

    model = shuffled(to_model(policy))
    assert parse_policy(json.dumps(model).encode()).policy.digest == policy.digest


@FEWER
@given(tables(), st.lists(all_facts(), max_size=30))
def test_a_rule_that_is_called_unreachable_never_fires(written: list[dict[str, Any]], claims: list[Facts]) -> None:
    rules = [readable(one) for one in written]
    dead = {rule.id for place, rule in enumerate(rules) if covering(rules, place)}
    for facts in claims:
        seen = view(facts, "CNY")
        assert next((rule.id for rule in rules if rule.fits(seen)), None) not in dead


def readable(written: dict[str, Any]) -> Rule:
    """Return a rule with those of its conditions that can hold."""
    conditions = []
    for field, asked in sorted(written["when"].items()):
        with suppress(ConditionError):
            conditions.append(parse_condition(FIELD_OF[field], asked, currency="CNY"))
    return Rule(
        id=written["id"], when=tuple(conditions), then=Then(route=RouteName.REVIEW), because=Bilingual("因", "why")
    )
