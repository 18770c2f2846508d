"""What a second policy would change."""

from fairclaim.policy.compare import evaluate_in_shadow
from fairclaim.policy.engine import Decider
from unit.policy.tables import ASK, OFFER, SMALL, facts, policy, rule

LIVE = Decider(policy(SMALL, OFFER))
STRICT = Decider(policy(rule("two", {"asked": "exchange"}, reviewers=2)))


def test_the_same_route_is_no_difference() -> None:
    found = evaluate_in_shadow(LIVE, Decider(policy(ASK, SMALL, OFFER, version="2")), facts())
    assert found.difference is None
    assert found.live.digest != found.shadow.digest


def test_a_difference_says_harder_or_easier_and_whom_it_needs() -> None:
    found = evaluate_in_shadow(LIVE, STRICT, facts()).difference
    assert found
    assert (found.harder, found.reviewers, found.refund_only) == (3, 2, 0)
    assert found.fields == ("route", "remedies", "reviewers")
    back = evaluate_in_shadow(STRICT, LIVE, facts(asked="repair")).difference
    assert back
    assert (back.harder, back.reviewers, back.refund_only) == (-2, -1, 1)
    assert back.to_record()["harder"] == -2
