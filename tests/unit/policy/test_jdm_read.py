"""Models from elsewhere: a plain table is read, and nothing that could run is let in."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from fairclaim.policy.condition import Numbers, Words
from fairclaim.policy.fields import FIELD_OF
from fairclaim.policy.jdm import to_model
from fairclaim.policy.jdm_read import parse_cell
from fairclaim.policy.load import parse_policy
from fairclaim.policy.problems import PolicyError
from unit.policy.tables import ASK, OFFER, SMALL, codes, policy

Model = dict[str, Any]


def model() -> Model:
    found: Model = json.loads(json.dumps(to_model(policy(SMALL, ASK, OFFER))))
    return found


def table(found: Model) -> Model:
    content: Model = found["nodes"][1]["content"]
    return content


def refused(found: Model) -> list[str]:
    with pytest.raises(PolicyError) as caught:
        parse_policy(json.dumps(found).encode())
    assert all(problem.message.zh for problem in caught.value.problems)
    return codes(caught.value)


@pytest.mark.parametrize(
    ("cell", "ranges"),
    [
        ("<= 5000", ((0, 5000),)),
        ("< 5000", ((0, 4999),)),
        (">= 7", ((7, FIELD_OF["amount"].largest),)),
        ("> 7", ((8, FIELD_OF["amount"].largest),)),
        ("5", ((5, 5),)),
        ("== 5", ((5, 5),)),
        ("[1..3], -1", ((-1, -1), (1, 3))),
    ],
)
def test_comparisons_that_people_write_are_read(cell: str, ranges: tuple[tuple[int, int], ...]) -> None:
    assert parse_cell(FIELD_OF["amount"], cell) == Numbers(field="amount", ranges=ranges)


def test_words_may_stand_in_either_quotation() -> None:
    assert parse_cell(FIELD_OF["category"], "\"a\", 'b'") == Words(field="category", words=frozenset({"a", "b"}))


HOSTILE = [
    "sum(map([0..1000000000], # * 2)) > 0",
    "[0..3] and len([0..999999999]) > 1",
    "(((((((((((((((((1)))))))))))))))))",
    "<= 5 or true",
    "$root.amount > 1",
    "readFile('/etc/passwd')",
    "'a' + 'b'",
    "'x'; process.exit()",
    "some($, some($, some($, true)))",
    "-5",
    "[5..1]",
    "[0..99999999999999999999]",
    "x" * 5_000,
]


@pytest.mark.parametrize("field", ["amount", "category", "checks", "verdict"])
@pytest.mark.parametrize("cell", HOSTILE)
def test_a_formula_is_refused_before_the_engine_sees_it(field: str, cell: str) -> None:
    found = model()
    table(found)["inputs"] = [{"id": "in-x", "name": "x", "field": field}]
    table(found)["rules"] = [{**row, "in-x": ""} for row in table(found)["rules"]]
    table(found)["rules"][0]["in-x"] = cell
    began = time.process_time()
    assert "cell" in refused(found)
    assert time.process_time() - began < 1


@pytest.mark.parametrize("cell", [*HOSTILE, "approve", "map(['a'], #)", "['a', $x]", 5])
def test_an_output_is_a_literal(cell: object) -> None:
    found = model()
    table(found)["rules"][0]["out-route"] = cell
    assert set(refused(found)) <= {"cell", "unknown-word", "wrong-type", "missing-field"}


@pytest.mark.parametrize(
    "kind", ["functionNode", "decisionNode", "expressionNode", "switchNode", "customNode", None, 5]
)
def test_nodes_that_run_something_are_refused(kind: object) -> None:
    found = model()
    found["nodes"].append({"id": "more", "type": kind, "content": {"source": "while (true) {}"}})
    assert refused(found) == ["node"]


def _set(**changes: object) -> Callable[[Model], None]:
    return lambda found: table(found).update(changes)


@pytest.mark.parametrize(
    "change",
    [
        _set(hitPolicy="collect"),
        _set(passThrough=True),
        _set(inputField="facts"),
        _set(outputPath="x"),
        _set(executionMode="loop"),
        _set(rules=[]),
        _set(rules=5),
        _set(rules=[5]),
        _set(inputs=None),
        lambda found: found["nodes"].pop(),
        lambda found: found["nodes"].append(found["nodes"][1]),
        lambda found: found.update(edges=[]),
        lambda found: found.update(edges=[5, 6]),
        lambda found: found["edges"].reverse() or found["edges"][0].update(targetId="facts"),
        lambda found: found.update(nodes=[5]),
    ],
)
def test_a_model_of_another_shape_is_refused(change: Callable[[Model], object]) -> None:
    found = model()
    change(found)
    assert refused(found) == ["model"]


def test_columns_are_those_we_know_and_stand_once() -> None:
    found = model()
    table(found)["inputs"][0]["field"] = "amuont"
    assert "unknown-field" in refused(found)
    found = model()
    table(found)["inputs"].append(table(found)["inputs"][0])
    assert "unknown-field" in refused(found)


def test_a_model_says_whose_it_is() -> None:
    found = model()
    del found["fairclaim"]
    assert "no-heading" in refused(found)


def test_reasons_are_needed_in_both_languages() -> None:
    for text in ("because", '{"zh": "因"}', None, "[" * 5_000):
        found = model()
        table(found)["rules"][0]["_description"] = text
        assert refused(found)


def test_the_rails_hold_for_models_too() -> None:
    found = model()
    table(found)["rules"][0]["in-amount"] = ""
    assert refused(found) == ["no-limit"]
    found = model()
    table(found)["rules"][0]["out-route"] = "'refuse'"
    assert refused(found) == ["refuses"]
