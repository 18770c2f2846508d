"""A JSON decision model, read back into rules, when it is one table of comparisons and nothing else.

The engine could run more: functions in JavaScript, other models, HTTP. None of that is let in, so a policy can neither run for
long nor reach anything; every cell is read by the small grammar here before the engine sees it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.policy.condition import Among, Condition, Numbers, Range, normal_ranges, normal_words
from fairclaim.policy.fields import FIELD_OF, NO_NUMBER, Field, Kind
from fairclaim.policy.jdm import OUTPUTS
from fairclaim.policy.problems import Problem, quoted, suggestion

_KINDS: Final = ["decisionTableNode", "inputNode", "outputNode"]
_LONGEST_CELL: Final = 2_000
_WORD: Final = r"(?:'[\w.:@-]{1,64}'|\"[\w.:@-]{1,64}\")"
_LIST: Final = rf"{_WORD}(?:, ?{_WORD})*"
_WORDS: Final = re.compile(_LIST)
_NOT_WORDS: Final = re.compile(rf"not in \[({_LIST})\]")
_ASKED: Final = re.compile(rf"(some|none)\(\$, ?# in \[({_LIST})\]\)")
_ONE_WORD: Final = re.compile(r"['\"]([\w.:@-]{1,64})['\"]")
_RANGE: Final = re.compile(r"\[(\d{1,16})\.\.(\d{1,16})\]")
_COMPARED: Final = re.compile(r"(<=|>=|<|>|==)? ?(-?\d{1,16})")
_NUMBER: Final = re.compile(r"\d{1,3}")

Rows = list[tuple[Condition, ...]]


class _CellError(Exception):
    """A cell is no comparison."""


def is_model(record: object) -> bool:
    """Tell whether a record looks like a decision model rather than a compact table."""
    return isinstance(record, Mapping) and "nodes" in record and "rules" not in record


def read_model(record: object) -> tuple[dict[str, object], Rows, list[Problem]]:
    """Return a model as a compact table without conditions, the conditions of each rule, and what is wrong."""
    problems: list[Problem] = []
    found = _table_of(record, problems)
    if found is None or not isinstance(record, Mapping):
        return {}, [], problems
    place, table = found
    columns = _columns(table, place, problems)
    rules: list[dict[str, object]] = []
    rows: Rows = []
    for number, row in enumerate(table["rules"]):
        path = f"nodes.{place}.content.rules.{number}"
        rule, conditions = _rule(row, columns, path, problems)
        rules.append(rule)
        rows.append(conditions)
    about = record.get("fairclaim")
    if not isinstance(about, Mapping):
        problems.append(
            Problem(
                code="no-heading",
                path="fairclaim",
                message=Bilingual(
                    "缺少 fairclaim：{schema, name, version, currency}。",
                    "The heading fairclaim: {schema, name, version, currency} is missing.",
                ),
            )
        )
        about = {}
    return {**about, "rules": rules}, rows, problems


def _table_of(record: object, problems: list[Problem]) -> tuple[int, Mapping[str, Any]] | None:
    """Return the only table and its place, if the model is input, table, output and nothing besides."""
    nodes = record.get("nodes") if isinstance(record, Mapping) else None
    edges = record.get("edges") if isinstance(record, Mapping) else None
    if not isinstance(nodes, list) or not all(isinstance(node, Mapping) for node in nodes):
        nodes = []
    for place, node in enumerate(nodes):
        if node.get("type") not in _KINDS:
            message = Bilingual(
                f"不会执行 {quoted(node.get('type'))}：模型只能有一个输入、一张决策表、一个输出。",
                f"{quoted(node.get('type'))} is not run: a model is one input, one decision table, one output.",
            )
            problems.append(Problem(code="node", path=f"nodes.{place}.type", message=message))
    if problems:
        return None
    content = next((node.get("content") for node in nodes if node.get("type") == "decisionTableNode"), None)
    ids = {str(node.get("type")): node.get("id") for node in nodes}
    wanted = {
        (ids.get("inputNode"), ids.get("decisionTableNode")),
        (ids.get("decisionTableNode"), ids.get("outputNode")),
    }
    drawn = (
        [(edge.get("sourceId"), edge.get("targetId")) for edge in edges if isinstance(edge, Mapping)]
        if isinstance(edges, list)
        else []
    )
    is_line = (
        sorted(map(str, (node.get("type") for node in nodes))) == _KINDS and len(drawn) == 2 and set(drawn) == wanted
    )
    is_plain = (
        isinstance(content, Mapping)
        and content.get("hitPolicy") == "first"
        and not content.get("passThrough")
        and not content.get("inputField")
        and not content.get("outputPath")
        and content.get("executionMode", "single") == "single"
        and all(_is_records(content.get(part)) for part in ("inputs", "outputs", "rules"))
        and 1 <= len(content["rules"]) <= 200
    )
    if not is_line or not is_plain or not isinstance(content, Mapping):
        message = Bilingual(
            "模型须为：输入 → 一张决策表（hitPolicy 为 first，1 至 200 条规则，单次执行，不透传）→ 输出。",
            'A model is: input → one decision table (hitPolicy "first", 1 to 200 rules, executed once, no pass-through) → output.',
        )
        problems.append(Problem(code="model", path="nodes", message=message))
        return None
    return next(n for n, node in enumerate(nodes) if node.get("type") == "decisionTableNode"), content


def _is_records(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, Mapping) for one in value)


def _columns(table: Mapping[str, Any], place: int, problems: list[Problem]) -> dict[str, str]:
    """Return ``{column id: name}``, inputs as ``when.x``, outputs as ``then.x``."""
    found: dict[str, str] = {}
    for part, known, prefix in (("inputs", tuple(FIELD_OF), "when."), ("outputs", OUTPUTS, "then.")):
        for number, column in enumerate(table[part]):
            name, key = column.get("field"), column.get("id")
            if name not in known or not isinstance(key, str) or f"{prefix}{name}" in found.values() or key in found:
                meant = suggestion(name, known)
                message = Bilingual(
                    f"没有 {quoted(name)} 这一列，或出现两次。{meant.zh}",
                    f"No column {quoted(name)}, or twice.{meant.en}",
                )
                path = f"nodes.{place}.content.{part}.{number}.field"
                problems.append(Problem(code="unknown-field", path=path, message=message))
            else:
                found[key] = f"{prefix}{name}"
    return found


def _rule(
    row: Mapping[str, object], columns: Mapping[str, str], path: str, problems: list[Problem]
) -> tuple[dict[str, object], tuple[Condition, ...]]:
    then: dict[str, object] = {}
    conditions: list[Condition] = []
    rule_id = row.get("_id")
    for key, name in columns.items():
        cell = row.get(key)
        try:
            if cell in {None, ""}:
                continue
            if not isinstance(cell, str) or len(cell) > _LONGEST_CELL:
                raise _CellError  # noqa: TRY301  (one place that words it)
            part, _, field = name.partition(".")
            if part == "when":
                conditions.append(parse_cell(FIELD_OF[field], cell.strip()))
            elif field != "rule":
                then[field] = _literal(cell.strip())
        except _CellError:
            message = Bilingual(
                f"单元格 {quoted(cell)} 不是简单的比较或字面值；公式不会执行。",
                f"The cell {quoted(cell)} is no plain comparison or literal; formulas are not run.",
            )
            at = f"{path}.{key}"
            problems.append(
                Problem(code="cell", path=at, rule=rule_id if isinstance(rule_id, str) else None, message=message)
            )
    kept = {name: value for name, value in then.items() if value not in (None, [], 0)}
    return {"id": rule_id, "then": kept, "because": _because(row.get("_description"))}, tuple(conditions)


def _because(text: object) -> object:
    """Return the reason; whatever is no pair of sentences is left to the schema to refuse."""
    try:
        return json.loads(text) if isinstance(text, str) else text
    except ValueError:
        return text
    except RecursionError:
        return None


def parse_cell(field: Field, cell: str) -> Condition:
    """Read one cell by the grammar that :func:`fairclaim.policy.jdm.cell_of` writes, and the comparisons people write."""
    if field.is_number:
        ranges = normal_ranges([_range(field, part.strip()) for part in cell.split(",")])
        return Numbers(field=field.name, ranges=ranges)
    if field.kind is Kind.WORDS:
        return _among(field, cell)
    negated = _NOT_WORDS.fullmatch(cell)
    if not negated and not _WORDS.fullmatch(cell):
        raise _CellError
    words = frozenset(_each(negated[1] if negated else cell))
    if field.closed and not words <= set(field.closed):
        raise _CellError
    condition = normal_words(field, words, is_not=negated is not None)
    if not condition.words and not condition.is_not:
        raise _CellError
    return condition


def _among(field: Field, cell: str) -> Among:
    found: dict[str, frozenset[str]] = {}
    for part in cell.split(" and "):
        asked = _ASKED.fullmatch(part.strip())
        key = {"some": "any", "none": "none"}[asked[1]] if asked else ""
        if not asked or key in found:
            raise _CellError
        found[key] = frozenset(_each(asked[2]))
    return Among(field=field.name, **found)


def _range(field: Field, text: str) -> Range:
    spanned = _RANGE.fullmatch(text)
    compared = _COMPARED.fullmatch(text)
    if spanned:
        low, high = int(spanned[1]), int(spanned[2])
    elif compared:
        number = int(compared[2])
        sign = compared[1] or "=="
        if number == NO_NUMBER and sign == "==":
            return (NO_NUMBER, NO_NUMBER)
        low = {">": number + 1, ">=": number, "==": number}.get(sign, 0)
        high = {"<": number - 1, "<=": number, "==": number}.get(sign, field.largest)
    else:
        raise _CellError
    if not 0 <= low <= high <= field.largest:
        raise _CellError
    return (low, high)


def _each(words: str) -> Iterator[str]:
    return (found[1] for found in _ONE_WORD.finditer(words))


def _literal(cell: str) -> object:
    """Read an output: a word, a list of words, a small number, or null."""
    if cell == "null":
        return None
    if cell == "[]":
        return []
    if _NUMBER.fullmatch(cell):
        return int(cell)
    listed = re.fullmatch(rf"\[({_LIST})\]", cell)
    if listed:
        return list(_each(listed[1]))
    if not re.fullmatch(_WORD, cell):
        raise _CellError
    return next(_each(cell))
