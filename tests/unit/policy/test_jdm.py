"""A policy as a decision model: the engine's form, and back again to the same digest."""

import json
from typing import Any

import pytest

from fairclaim.policy.condition import Among, Condition, Numbers, Words
from fairclaim.policy.jdm import OUTPUTS, cell_of, to_model
from fairclaim.policy.load import parse_policy
from fairclaim.policy.table import Policy
from unit.policy.tables import ASK, OFFER, SMALL, policy, rule

WIDE = [
    rule("part", {"asked": "part-refund", "amount": "<= 9"}, route="approve", part_refund_percent=40),
    SMALL,
    ASK,
    OFFER,
    rule(
        "lists",
        {"checks": {"any": ["aigc-label"], "none": ["same-item"]}},
        reviewers=2,
        queue="evidence",
        priority="high",
    ),
    rule(
        "words", {"category": {"not": ["toys", "books"]}, "tenant": "shop_1.cn", "probability": "0.2..0.5 or unknown"}
    ),
    rule("flags", {"perishable": [True, "unknown"], "grade": "A"}),
]


@pytest.fixture
def wide() -> Policy:
    title = {"zh": "名称“引号”'x'", "en": 'It\'s "ours"'}
    return policy(*WIDE, title=title)


def test_a_model_comes_back_to_the_same_digest(wide: Policy) -> None:
    model = json.dumps(to_model(wide)).encode()
    assert parse_policy(model).policy == wide
    assert parse_policy(model).policy.digest == wide.digest


def test_a_table_without_conditions_has_a_column_still() -> None:
    bare = policy()
    model: dict[str, Any] = to_model(bare)
    assert len(model["nodes"][1]["content"]["inputs"]) == 1
    assert parse_policy(json.dumps(model).encode()).policy == bare


def test_a_model_is_one_table_where_the_first_fit_decides(wide: Policy) -> None:
    model: dict[str, Any] = to_model(wide)
    assert [node["type"] for node in model["nodes"]] == ["inputNode", "decisionTableNode", "outputNode"]
    table = model["nodes"][1]["content"]
    assert table["hitPolicy"] == "first"
    assert [column["field"] for column in table["outputs"]] == list(OUTPUTS)
    assert all(set(row) == set(table["rules"][0]) for row in table["rules"])


@pytest.mark.parametrize(
    ("condition", "cell"),
    [
        (Numbers(field="amount", ranges=((0, 5000),)), "[0..5000]"),
        (Numbers(field="open_claims", ranges=((-1, -1), (0, 3))), "-1, [0..3]"),
        (Words(field="category", words=frozenset({"b", "a"})), "'a', 'b'"),
        (Words(field="category", words=frozenset({"a"}), is_not=True), "not in ['a']"),
        (
            Among(field="checks", any=frozenset({"a"}), none=frozenset({"b"})),
            "some($, # in ['a']) and none($, # in ['b'])",
        ),
    ],
)
def test_cells(condition: Condition, cell: str) -> None:
    assert cell_of(condition) == cell
