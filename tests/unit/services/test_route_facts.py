from dataclasses import replace

import pytest

from fairclaim.domain.desk.claim import Examined
from fairclaim.domain.verdict import Call
from fairclaim.services.ports.people import Counts
from fairclaim.services.ports.routing import RouteFacts
from fairclaim.services.route_facts import Spoken, policy_facts, route_facts
from unit.services.counter import SOME_SHOTS, Counter

FACTS = RouteFacts(
    reason="missing",
    category="tableware",
    amount_minor=10_000,
    currency="CNY",
    asked="return-and-refund",
    call="forged",
    grade="A",
    probability=0.99,
    checks=("same-item", "derived-from-reference"),
    missing=(),
    merchant="not-asked",
    days_since_signed=3,
    standing=Counts(confirmed_adverse=0, upheld_claims=0, open_claims=1),
)


def test_a_claim_is_told_as_it_stands() -> None:
    counter = Counter()
    claim = counter.claim(counter.filed(*SOME_SHOTS))
    said = Spoken(examined=Examined(examination="a@1", call=Call.NO_TRACE, grade=None), probability=0.01, checks=())

    def told(spoken: Spoken | None) -> RouteFacts:
        return counter.memory.read(
            "shop-street", lambda work: route_facts(counter.desk, work, claim, spoken, standing=Counts())
        )

    found = told(said)
    assert (found.call, found.probability, found.merchant, found.days_since_signed) == (
        "no-trace",
        0.01,
        "not-asked",
        3,
    )
    assert set(found.missing) == {"other-angle", "packaging"}
    assert (told(None).call, told(None).probability) == ("not-examined", None)


def test_facts_are_said_in_policys_words() -> None:
    facts = policy_facts(FACTS, tenant="shop")
    assert facts.reason == "missing-item"
    assert facts.checks == ("derived-from-reference", "same-item")
    assert facts.standing.open_claims == 0
    unknown = policy_facts(replace(FACTS, standing=Counts()), tenant="shop")
    assert unknown.standing.open_claims is None


@pytest.mark.parametrize("call", ["no-trace", "cannot-tell", "not-examined"])
def test_every_call_is_known_to_policy(call: str) -> None:
    assert policy_facts(replace(FACTS, call=call, grade=None), tenant="shop").call.value == call
