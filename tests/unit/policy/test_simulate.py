"""Figures of a simulation, counted by hand."""

from typing import Any

from fairclaim.policy.engine import Decider
from fairclaim.policy.history import Outcome, Past
from fairclaim.policy.simulate import simulate
from fairclaim.policy.words import Remedy
from unit.policy.tables import ASK, OFFER, SMALL, facts, policy, rule

PART = rule("part", {"amount": "<= 50", "asked": "part-refund"}, route="approve", part_refund_percent=40)
BACK = rule("back", {"amount": "<= 50", "asked": "return-and-refund"}, route="approve")
ONLY = rule("only", {"amount": "<= 50", "asked": "refund-only", "merchant": "agrees"}, route="approve")
OURS = Decider(policy(ASK, PART, BACK, ONLY, SMALL, OFFER))


def past(
    outcome: str = "upheld", *, remedy: str | None = None, paid: int = 0, claim: str = "c", **changes: Any
) -> Past:
    return Past(
        claim=claim,
        facts=facts(**changes),
        outcome=Outcome(outcome),
        remedy=Remedy(remedy) if remedy else None,
        paid_minor=paid,
    )


DEAR = {"minor": 99_900, "currency": "CNY"}
HISTORY = [
    past(),  # exchange: approved, no money
    past(asked="part-refund"),  # 40 % of 45
    past("not-upheld", asked="return-and-refund"),
    past(asked="refund-only", merchant="agrees", remedy="refund-only", paid=4500),
    past(asked="refund-only", remedy="refund-only", paid=4500),  # offered repair first
    past(asked="refund-only", remedy="refund-only", paid=99_900, amount=DEAR),  # to people
    past("not-upheld", amount=DEAR),  # to people
    past(missing=["label"]),  # asked
    past("settled", missing=["label"], category="toys"),
    past(asked="refund-only", amount={"minor": 5, "currency": "USD"}, remedy="refund-only", paid=5),  # to people
]


def test_money_people_and_reviews_are_counted() -> None:
    found = simulate(HISTORY, OURS).figures
    assert dict(found.routes) == {"approve": 4, "offer-remedy": 1, "review": 3, "ask-more": 2}
    assert (found.claims, found.other_currency) == (10, 1)
    assert (found.paid, found.paid_minor) == (3, 1800 + 4500 + 4500)
    assert (found.paid_not_upheld, found.paid_not_upheld_minor) == (1, 4500)
    assert (found.refund_only_machine, found.refund_only_machine_minor) == (1, 4500)
    assert (found.refund_only_past, found.refund_only_past_minor) == (4, 4500 + 4500 + 99_900)
    assert (found.refund_only_avoided, found.refund_only_avoided_minor) == (1, 4500)
    assert found.refund_only_to_people == 2
    assert (found.upheld, found.bothered, found.reviewed, found.asked) == (7, 3, 2, 1)
    assert (found.reviews, found.reviewers) == (3, 3)


def test_categories_add_up_to_the_whole() -> None:
    found = simulate(HISTORY, OURS)
    assert set(found.by_category) == {"tableware", "toys"}
    assert sum(figures.claims for figures in found.by_category.values()) == found.figures.claims
    assert sum(figures.paid_minor for figures in found.by_category.values()) == found.figures.paid_minor


def test_two_policies_are_compared_claim_by_claim() -> None:
    strict = Decider(policy(rule("all", {"asked": {"not": "exchange"}}, reviewers=2), ASK, SMALL, OFFER))
    history = [
        past(claim=str(number), asked=asked) for number, asked in enumerate(["exchange", "part-refund", "refund-only"])
    ]
    found = simulate(history, strict, against=OURS, first=1)
    assert (found.changed, found.harder, found.harder_upheld, found.easier) == (2, 2, 2, 0)
    assert [(change.claim, change.before.rules, change.after.rules) for change in found.changes] == [
        ("1", ("part",), ("all",))
    ]
    assert found.other.claims == 3
    back = simulate(history, OURS, against=strict)
    assert (back.changed, back.harder, back.easier) == (2, 0, 2)


def test_no_history_is_no_figures() -> None:
    assert simulate([], OURS).figures.claims == 0
