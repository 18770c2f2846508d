"""Routes as records."""

import json

from fairclaim.policy.route import route_of
from unit.policy.tables import ASK, BOTH, OFFER, SMALL, facts, policy

OURS = policy(SMALL, ASK, OFFER)


def test_a_record_is_whole_and_plain() -> None:
    record = route_of(OURS, OURS.rules[0], facts(), digest="sha256:x").to_record()
    assert json.loads(json.dumps(record)) == record
    assert record == {
        "schema": "fairclaim.route/1",
        "route": "approve",
        "remedies": ["exchange"],
        "part_refund_percent": None,
        "ask_for": [],
        "reviewers": 0,
        "queue": "standard",
        "priority": "normal",
        "reasons": [{"id": "small", **BOTH}],
        "rules": ["small"],
        "policy": {"name": "ours", "version": "1.0", "digest": "sha256:x"},
    }


def test_nothing_is_asked_for_but_where_the_route_asks() -> None:
    claim = facts(missing=["wide-shot"])
    assert route_of(OURS, OURS.rules[2], claim, digest="").ask_for == ()
    assert route_of(OURS, OURS.rules[1], claim, digest="").ask_for == ("wide-shot", "label")
