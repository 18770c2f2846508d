"""Loading a policy: every fault of a table is found, with line, rule and field."""

import json
import time
from typing import Any

import pytest

from fairclaim.policy.load import parse_policy
from fairclaim.policy.problems import PolicyError
from fairclaim.policy.words import RouteName
from unit.policy.tables import ASK, BOTH, OFFER, REVIEW, SMALL, codes, data, policy, record, rule


def problems(*rules: dict[str, Any], **top: Any) -> list[tuple[str, str]]:
    with pytest.raises(PolicyError) as caught:
        parse_policy(data(*rules, **top))
    return [(problem.code, problem.rule or "") for problem in caught.value.problems]


def test_a_good_table_is_loaded_in_order() -> None:
    loaded = parse_policy(data(SMALL, ASK, OFFER))
    assert [one.id for one in loaded.policy.rules] == ["small", "ask", "offer", "rest"]
    assert loaded.policy.rules[-1].then.reviewers == 1
    assert loaded.doubts == ()


@pytest.mark.parametrize(
    "route", ["refuse", "reject", "REJECTED", "mark-buyer", "ban", "auto_deny", "拒绝", "拉入黑名单"]
)
def test_a_policy_that_refuses_cannot_be_loaded_and_is_told_why(route: str) -> None:
    with pytest.raises(PolicyError) as caught:
        parse_policy(data(rule("no", route=route)))
    [problem] = caught.value.problems
    assert problem.code == "refuses"
    assert "taken by people" in problem.message.en
    assert "只由人作出" in problem.message.zh


def test_a_misspelt_route_is_only_misspelt() -> None:
    with pytest.raises(PolicyError, match='Did you mean "approve"') as caught:
        parse_policy(data(rule("yes", route="aprove")))
    assert codes(caught.value) == ["unknown-word"]


def test_an_error_names_line_rule_and_field() -> None:
    text = "schema: fairclaim.policy/1\nname: ours\nversion: '1'\nrules:\n  - id: first\n    when:\n      amuont: 5\n"
    text += "    then: {route: review}\n    because: {zh: 因, en: why}\n"
    with pytest.raises(PolicyError) as caught:
        parse_policy(text.encode(), name="ours.yaml")
    [problem] = caught.value.problems
    assert (problem.line, problem.rule, problem.path) == (7, "first", "rules.0.when.amuont")
    assert caught.value.message.en.startswith(
        "ours.yaml cannot be used: line 7, rule first, rules.0.when.amuont: No such field."
    )
    assert "第 7 行，规则 first" in caught.value.message.zh


def test_the_last_rule_takes_what_is_left() -> None:
    only = {**record(), "rules": [rule("some", {"verdict": "forged"})]}
    with pytest.raises(PolicyError) as caught:
        parse_policy(json.dumps(only).encode())
    assert codes(caught.value) == ["no-catch-all"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (rule("x", {"asked": "exchange"}, route="approve"), "no-limit"),
        (rule("x", {"asked": "exchange", "amount": ">= 5"}, route="approve"), "no-limit"),
        (rule("x", {"asked": "exchange", "amount": "<= 5 or unknown"}, route="approve"), "no-limit"),
        (rule("x", {"asked": "refund-only", "amount": "<= 5"}, route="approve"), "no-consent"),
        (
            rule("x", {"asked": ["exchange", "refund-only"], "amount": "<= 5", "merchant": "silent"}, route="approve"),
            "no-consent",
        ),
        (rule("x", {"asked": "part-refund", "amount": "<= 5"}, route="approve"), "no-percent"),
        (rule("x", route="offer-remedy", remedies=["refund-only"]), "no-limit"),
        (rule("x", {"amount": "<= 5"}, route="offer-remedy"), "no-remedies"),
        (rule("x", {"amount": "<= 5"}, route="offer-remedy", remedies=["part-refund"]), "no-percent"),
        (rule("x", {"amount": "<= 5"}, route="ask-more"), "asks-for-nothing"),
        (rule("x", {"confirmed_adverse": 0}), "unknown-is-worse"),
        (rule("x", {"confirmed_adverse": ">= 1 or unknown"}), "unknown-is-worse"),
        (rule("x", {"upheld_claims": ">= 0"}), "unknown-is-worse"),
        (rule("x", {"open_claims": "<= 3"}), "unknown-is-worse"),
        (rule("x", {"standing_patterns": 0}), "unknown-is-worse"),
        (rule("x", {"standing_patterns": ">= 1"}, route="offer-remedy", remedies=["repair"]), "history-decides"),
        (
            rule("x", {"confirmed_adverse": ">= 2", "amount": "<= 5", "asked": "repair"}, route="approve"),
            "history-decides",
        ),
        (rule("x", {"amount": "<= 5"}, remedies=["repair"]), "misplaced"),
        (rule("x", {"evidence": "incomplete"}, route="ask-more", reviewers=1), "misplaced"),
        (rule("x", {"amount": "<= 5 USD"}), "other-currency"),
        (rule("rest", {"amount": "<= 5"}), "id-twice"),
    ],
)
def test_the_rails(given: dict[str, Any], code: str) -> None:
    assert code in [found for found, _ in problems(given)]


@pytest.mark.parametrize(
    "given",
    [
        rule("x", {"asked": "refund-only", "amount": "<= 5", "merchant": "agrees"}, route="approve"),
        rule("x", {"asked": "refund-only", "amount": "<= 5", "refund_only_agreed": True}, route="approve"),
        rule("x", {"asked": "part-refund", "amount": "<= 5"}, route="approve", part_refund_percent=50),
        rule("x", {"asked": "repair", "amount": "<= 5", "confirmed_adverse": "<= 1 or unknown"}, route="approve"),
        rule("x", {"confirmed_adverse": ">= 2"}, reviewers=2),
        rule("x", {"standing_patterns": ">= 1"}, route="ask-more", ask_for=["label"]),
        rule("x", {"upheld_claims": ">= 3"}, route="offer-remedy", remedies=["repair"]),
    ],
)
def test_the_rails_let_through_what_keeps_them(given: dict[str, Any]) -> None:
    assert policy(given).rules[0].id == "x"


def test_a_rule_that_can_never_fire_is_an_error() -> None:
    assert problems(rule("wide", {"amount": "<= 50"}), rule("narrow", {"amount": "<= 20"})) == [
        ("unreachable", "narrow")
    ]


def test_amounts_need_a_currency() -> None:
    bare = record(rule("x", {"amount": "<= 5"}))
    del bare["currency"]
    with pytest.raises(PolicyError, match="currency: CNY"):
        parse_policy(json.dumps(bare).encode())


def test_too_many_rules_are_refused() -> None:
    many = [rule(f"r{n}", {"amount": str(n)}) for n in range(200)]
    assert problems(*many) == [("wrong-value", "")]
    assert len(policy(*many[:199]).rules) == 200


@pytest.mark.parametrize("text", [b"", b"[]", b"5", b"rules: 5", b"nodes: []", b"{}", b"nodes: 5\nedges: x"])
def test_what_is_no_policy_is_told(text: bytes) -> None:
    with pytest.raises(PolicyError):
        parse_policy(text)


def test_doubts_do_not_hinder() -> None:
    loaded = parse_policy(
        data(
            rule("odd", {"category": "tablewear"}),
            rule("forged", {"verdict": "forged"}),
            rule("low", {"amount": "<= 80", "verdict": "no-trace"}),
            rule("high", {"amount": "50..200"}, route="offer-remedy", remedies=["repair"]),
        )
    )
    assert [(doubt.code, doubt.rule) for doubt in loaded.doubts] == [
        ("odd-word", "odd"),
        ("one-person", "forged"),
        ("overlap", "high"),
    ]
    assert 'Did you mean "tableware"?' in loaded.doubts[0].message.en
    assert loaded.policy.rules[0].then.route is RouteName.REVIEW


def test_the_digest_knows_the_table_and_not_how_it_is_written() -> None:
    one = policy(SMALL, ASK, OFFER)
    turned = dict(reversed(record(SMALL, ASK, OFFER).items()))
    text = json.dumps(turned, indent=3).replace("<= 50", "0..50 CNY").encode()
    assert parse_policy(text).policy.digest == one.digest
    assert policy(ASK, SMALL, OFFER).digest != one.digest
    assert policy(SMALL, ASK, OFFER, version="1.1").digest != one.digest
    assert one.digest.startswith("sha256:")


def test_a_title_may_be_given() -> None:
    assert policy(title={"zh": "我们的", "en": "Ours"}).title.zh == "我们的"
    assert policy().title.en == "ours"
    assert REVIEW["because"] is BOTH


def test_a_table_made_to_cost_is_loaded_or_refused_quickly() -> None:
    rules = [
        rule(
            f"r{n}",
            {
                "amount": f"{n}..{n + 9}",
                "category": {"not": [f"c{n}"]},
                "reason": {"not": [f"w{n}"]},
                "open_claims": f">= {n + 1}",
            },
        )
        for n in range(99)
    ]
    began = time.process_time()
    assert len(policy(*rules).rules) == 100
    assert time.process_time() - began < 20
