"""Routes as the engine gives them."""

import builtins
import sys
from types import ModuleType

import pytest

from fairclaim.domain.errors import UnavailableError
from fairclaim.policy.engine import Decider
from fairclaim.policy.words import Priority, Remedy, RouteName
from unit.policy.tables import ASK, OFFER, SMALL, facts, policy, rule

OURS = policy(
    ASK, SMALL, OFFER, rule("two", {"checks": {"any": ["aigc-label"]}}, reviewers=2, queue="evidence", priority="high")
)


def test_the_first_rule_that_fits_decides() -> None:
    decider = Decider(OURS)
    found = [
        decider.decide(one).rules
        for one in (
            facts(missing=["wide-shot"]),
            facts(),
            facts(standing={"confirmed_adverse": 1}),
            facts(amount={"minor": 50_000, "currency": "CNY"}, checks=["aigc-label", "same-item"]),
            facts(amount={"minor": 1, "currency": "USD"}),
        )
    ]
    assert found == [("ask",), ("small",), ("offer",), ("two",), ("rest",)]


def test_a_route_names_the_exact_policy_and_its_reason() -> None:
    route = Decider(OURS).decide(facts())
    assert (route.policy, route.version, route.digest) == ("ours", "1.0", OURS.digest)
    assert [reason.id for reason in route.reasons] == ["small"]
    assert route.to_record()["policy"] == {"name": "ours", "version": "1.0", "digest": OURS.digest}


def test_approval_grants_what_was_asked_for() -> None:
    assert Decider(OURS).decide(facts()).remedies == (Remedy.EXCHANGE,)


def test_an_offer_keeps_its_order() -> None:
    assert Decider(OURS).decide(facts(asked="refund-only")).remedies == (Remedy.REPAIR, Remedy.REFUND_ONLY)


def test_what_is_missing_is_asked_for_first_and_once() -> None:
    route = Decider(OURS).decide(facts(missing=["wide-shot", "label"]))
    assert route.route is RouteName.ASK_MORE
    assert route.ask_for == ("label", "wide-shot")


def test_a_review_says_how_many_people_and_where() -> None:
    route = Decider(OURS).decide(facts(amount={"minor": 99_999, "currency": "CNY"}, checks=["aigc-label"]))
    assert (route.reviewers, route.queue, route.priority) == (2, "evidence", Priority.HIGH)


def test_many_claims_keep_their_order() -> None:
    claims = [facts(amount={"minor": minor, "currency": "CNY"}) for minor in range(0, 30_000, 25)]
    many = [route.rules for route in Decider(OURS).decide_many(claims)]
    assert many == [("small",)] * 201 + [("offer",)] * 600 + [("rest",)] * 399


def test_without_the_engine_the_operator_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: object) -> ModuleType:
        if name == "zen":
            raise ImportError(name)
        return real(name, *rest)  # type: ignore[arg-type]  # handed through as it came

    monkeypatch.delitem(sys.modules, "zen", raising=False)
    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(UnavailableError, match=r"fairclaim\[policy\]"):
        Decider(OURS)
