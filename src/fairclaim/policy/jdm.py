"""A policy as a JSON decision model: what zen-engine runs, and what an editor of such models opens.

One table with hit policy "first" between one input and one output. Cells hold comparisons only. Numbers are those of
:func:`fairclaim.policy.fields.view`: amounts in minor units, probabilities in millionths, -1 for unknown.

Source of the form: GoRules JSON Decision Model as zen-engine 2.1 reads it.
"""

import json
from collections.abc import Iterable

from fairclaim.policy.condition import Condition, Numbers, Words
from fairclaim.policy.fields import FIELDS, NO_NUMBER, Field
from fairclaim.policy.table import Policy, Rule

OUTPUTS = ("rule", "route", "remedies", "part_refund_percent", "ask_for", "reviewers", "queue", "priority")


def to_model(policy: Policy) -> dict[str, object]:
    """Return the model; :func:`fairclaim.policy.load.load_policy` reads it back to the same digest."""
    used = [field for field in FIELDS if any(rule.condition_on(field.name) for rule in policy.rules)]
    columns = used or [FIELDS[0]]
    table = {
        "hitPolicy": "first",
        "executionMode": "single",
        "passThrough": False,
        "inputField": None,
        "outputPath": None,
        "inputs": [{"id": f"in-{field.name}", "name": field.title.en, "field": field.name} for field in columns],
        "outputs": [{"id": f"out-{name}", "name": name, "field": name} for name in OUTPUTS],
        "rules": [_row(rule, columns) for rule in policy.rules],
    }
    return {
        "fairclaim": {
            "schema": "fairclaim.policy/1",
            "name": policy.name,
            "version": policy.version,
            "title": policy.title.to_record(),
            **({"currency": policy.currency} if policy.currency else {}),
        },
        "contentType": "application/vnd.gorules.decision",
        "nodes": [
            _node("facts", "inputNode", 0, {"schema": ""}),
            _node("rules", "decisionTableNode", 1, table),
            _node("route", "outputNode", 2, {"schema": ""}),
        ],
        "edges": [_edge("facts", "rules"), _edge("rules", "route")],
    }


def cell_of(condition: Condition) -> str:
    """Return a condition as a cell.

    Examples
    --------
    >>> cell_of(Numbers(field="open_claims", ranges=((-1, -1), (0, 3))))
    '-1, [0..3]'
    """
    if isinstance(condition, Numbers):
        return ", ".join(str(low) if low == high == NO_NUMBER else f"[{low}..{high}]" for low, high in condition.ranges)
    if isinstance(condition, Words):
        words = _quoted(condition.words)
        return f"not in [{words}]" if condition.is_not else words
    asked: list[str] = []
    if condition.any:
        asked.append(f"some($, # in [{_quoted(condition.any)}])")
    if condition.none:
        asked.append(f"none($, # in [{_quoted(condition.none)}])")
    return " and ".join(asked)


def _row(rule: Rule, columns: Iterable[Field]) -> dict[str, str]:
    inputs = {field.name: rule.condition_on(field.name) for field in columns}
    then = {"rule": rule.id, **rule.then.to_record()}
    return {
        "_id": rule.id,
        "_description": json.dumps(rule.because.to_record(), ensure_ascii=False),
        **{f"in-{name}": cell_of(condition) if condition else "" for name, condition in inputs.items()},
        **{f"out-{name}": _literal(then[name]) for name in OUTPUTS},
    }


def _literal(value: object) -> str:
    """Return words, numbers and lists of words as zen writes them; none of them holds a quotation mark."""
    if isinstance(value, str):
        return f"'{value}'"
    if isinstance(value, list):
        return f"[{_quoted(value)}]"
    return "null" if value is None else str(value)


def _quoted(words: Iterable[str]) -> str:
    ordered = words if isinstance(words, list) else sorted(words)
    return ", ".join(f"'{word}'" for word in ordered)


def _node(name: str, kind: str, column: int, content: dict[str, object]) -> dict[str, object]:
    return {"id": name, "name": name, "type": kind, "position": {"x": 300 * column, "y": 0}, "content": content}


def _edge(source: str, target: str) -> dict[str, object]:
    return {"id": f"{source}-{target}", "type": "edge", "sourceId": source, "targetId": target}
