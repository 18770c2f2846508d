"""History lines: a bad one spoils only itself and is named."""

import json
from typing import Any

import pytest

from fairclaim.policy.history import LONGEST_LINE, Outcome, Past, read_history
from fairclaim.policy.problems import PolicyError
from fairclaim.policy.words import Remedy
from unit.policy.tables import facts_record


def line(**changes: Any) -> bytes:
    return json.dumps({"claim": "c-1", "facts": facts_record(), **changes}).encode()


def only(data: bytes) -> Past | PolicyError:
    [found] = read_history([data])
    return found


def test_a_line_says_what_people_decided_and_what_was_paid() -> None:
    decided = {"outcome": "upheld", "remedy": "refund-only", "paid": {"minor": 4500, "currency": "CNY"}}
    found = only(line(decided=decided))
    assert isinstance(found, Past)
    assert (found.claim, found.outcome, found.remedy, found.paid_minor) == (
        "c-1",
        Outcome.UPHELD,
        Remedy.REFUND_ONLY,
        4500,
    )


def test_a_claim_that_is_still_open_needs_no_decision() -> None:
    found = only(line(claim=None))
    assert isinstance(found, Past)
    assert (found.claim, found.outcome, found.remedy, found.paid_minor) == ("1", Outcome.OPEN, None, 0)


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"[]",
        b"{}",
        b"[" * 60_000,
        b'"' + b"x" * LONGEST_LINE + b'"',
        line(facts={"reason": "x"}),
        line(decided=5),
        line(decided={"outcome": "won"}),
        line(decided={"outcome": 5}),
        line(decided={"remedy": "money"}),
        line(decided={"paid": 5}),
        line(decided={"paid": {"minor": True, "currency": "CNY"}}),
        line(decided={"paid": {"minor": 5, "currency": "USD"}}),
    ],
)
def test_a_bad_line_is_named_and_the_next_one_is_read(data: bytes) -> None:
    bad, good = read_history([data, b"\n", line()])
    assert isinstance(bad, PolicyError)
    assert "history:1" in bad.message.en
    assert "history:1" in bad.message.zh
    assert isinstance(good, Past)
