"""Small tables and facts that tests of the policy room share."""

import json
from typing import Any

from fairclaim.policy.facts import Facts, parse_facts
from fairclaim.policy.load import parse_policy
from fairclaim.policy.table import Policy

BOTH = {"zh": "原因", "en": "reason"}
REVIEW = {"id": "rest", "then": {"route": "review"}, "because": BOTH}


def rule(name: str, when: dict[str, Any] | None = None, **then: Any) -> dict[str, Any]:
    return {"id": name, "when": when or {}, "then": {"route": "review", **then}, "because": BOTH}


def record(*rules: dict[str, Any], **top: Any) -> dict[str, Any]:
    return {
        "schema": "fairclaim.policy/1",
        "name": "ours",
        "version": "1.0",
        "currency": "CNY",
        "rules": [*rules, REVIEW],
        **top,
    }


def data(*rules: dict[str, Any], **top: Any) -> bytes:
    return json.dumps(record(*rules, **top), ensure_ascii=False).encode()


def policy(*rules: dict[str, Any], **top: Any) -> Policy:
    return parse_policy(data(*rules, **top)).policy


SMALL = rule("small", {"amount": "<= 50", "asked": "exchange", "confirmed_adverse": "0 or unknown"}, route="approve")
ASK = rule("ask", {"evidence": "incomplete"}, route="ask-more", ask_for=["label"])
OFFER = rule("offer", {"amount": "<= 200"}, route="offer-remedy", remedies=["repair", "refund-only"])


def facts_record(**changes: Any) -> dict[str, Any]:
    return {
        "reason": "damaged",
        "category": "tableware",
        "amount": {"minor": 4500, "currency": "CNY"},
        "asked": "exchange",
        "verdict": {"call": "no-trace", "grade": None, "probability": 0.01},
        "missing": [],
        **changes,
    }


def facts(**changes: Any) -> Facts:
    return parse_facts(facts_record(**changes))


def codes(error: Any) -> list[str]:
    """Return the codes of a PolicyError's problems."""
    return [problem.code for problem in error.problems]
