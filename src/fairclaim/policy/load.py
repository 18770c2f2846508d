"""From a file to a policy that has passed the schema and the rails, or to every reason why it cannot be used."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.policy.condition import Condition
from fairclaim.policy.condition_text import ConditionError, parse_condition
from fairclaim.policy.fields import FIELD_OF
from fairclaim.policy.jdm_read import is_model, read_model
from fairclaim.policy.lint import doubts
from fairclaim.policy.problems import PolicyError, Problem
from fairclaim.policy.rails import broken_rails
from fairclaim.policy.schema import problems_of
from fairclaim.policy.source import Source, parse_source, read_source
from fairclaim.policy.table import Policy, Rule, Then
from fairclaim.policy.words import ADVERSE_SIGNS, ADVERSE_WORDS, Priority, Remedy, RouteName

_NEVER_REFUSES: Final = Bilingual(
    "策略不能拒绝、标记或处罚：不利于人的决定只由人作出。请用 review 交给人。",
    "A policy cannot refuse, mark or punish: a decision against a person is taken by people. Send the claim to them by review.",
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A policy, and what a person should look at before publishing it."""

    policy: Policy
    doubts: tuple[Problem, ...]


def load_policy(path: Path) -> Loaded:
    """Read a policy file: a compact table in YAML or JSON, or a JSON decision model.

    Raises
    ------
    NotReadableError
        If its bytes cannot be had.
    PolicyError
        With everything that is wrong: line, rule, field, what was expected.
    UnavailableError
        If ``fairclaim[policy]`` is not installed.
    """
    return _load(read_source(path))


def parse_policy(data: bytes, *, name: str = "policy") -> Loaded:
    """Read the bytes of a policy file; errors as :func:`load_policy`."""
    return _load(parse_source(data, name=name))


def _load(source: Source) -> Loaded:
    record = source.record
    if is_model(record):
        record, conditions, problems = read_model(record)
        if problems:
            raise _error(source, problems)
    else:
        conditions = None
    problems = [_kinder(problem, record) for problem in problems_of("policy", record)]
    if problems or not isinstance(record, Mapping):
        raise _error(source, problems)
    rules: list[Rule] = []
    for place, written in enumerate(record["rules"]):
        rule, found = _rule(place, written, record.get("currency"), conditions[place] if conditions else None)
        rules.append(rule)
        problems += found
    problems += [] if problems else broken_rails(rules)
    if problems:
        raise _error(source, problems)
    title = record.get("title") or {"zh": record["name"], "en": record["name"]}
    policy = Policy(
        name=record["name"],
        version=record["version"],
        title=Bilingual(title["zh"], title["en"]),
        currency=record.get("currency"),
        rules=tuple(rules),
    )
    return Loaded(policy, tuple(_placed(source, problem) for problem in doubts(rules)))


def _rule(
    place: int, written: Mapping[str, Any], currency: str | None, ready: tuple[Condition, ...] | None
) -> tuple[Rule, list[Problem]]:
    problems: list[Problem] = []
    conditions: list[Condition] = list(ready or ())
    for name, value in (written.get("when") or {}).items():
        try:
            conditions.append(parse_condition(FIELD_OF[name], value, currency=currency))
        except ConditionError as error:
            path = f"rules.{place}.when.{name}"
            problems.append(Problem(code=error.code, path=path, rule=written["id"], message=error.message))
    rule = Rule(
        id=written["id"],
        when=tuple(sorted(conditions, key=lambda condition: condition.field)),
        then=_then(written["then"]),
        because=Bilingual(written["because"]["zh"], written["because"]["en"]),
    )
    return rule, problems


def _then(written: Mapping[str, Any]) -> Then:
    route = RouteName(written["route"])
    percent = written.get("part_refund_percent")
    return Then(
        route=route,
        remedies=tuple(Remedy(one) for one in written.get("remedies", ())),
        part_refund_percent=None if percent is None else int(percent),
        ask_for=tuple(written.get("ask_for", ())),
        reviewers=int(written.get("reviewers", 1 if route is RouteName.REVIEW else 0)),
        queue=written.get("queue", "standard"),
        priority=Priority(written.get("priority", Priority.NORMAL)),
    )


def _kinder(problem: Problem, record: object) -> Problem:
    """Say why, where somebody tried to write a route that refuses."""
    parts = problem.path.split(".")
    if parts[-2:] != ["then", "route"] or not isinstance(record, Mapping):
        return problem
    written = str(record["rules"][int(parts[1])]["then"]["route"]).lower()
    words = set(written.replace("_", "-").replace(" ", "-").split("-"))
    is_adverse = bool(ADVERSE_WORDS & words) or any(sign in written for sign in ADVERSE_SIGNS)
    return replace(problem, code="refuses", message=_NEVER_REFUSES) if is_adverse else problem


def _error(source: Source, problems: list[Problem]) -> PolicyError:
    placed = sorted((_placed(source, problem) for problem in problems), key=lambda one: (one.line or 0, one.path))
    return PolicyError(source.name, placed)


def _placed(source: Source, problem: Problem) -> Problem:
    """Add the line, and the rule's id where it has one."""
    line = problem.line or source.line_of(problem.path)
    rule = problem.rule
    parts = problem.path.split(".")
    if rule is None and parts[0] == "rules" and len(parts) > 1 and isinstance(source.record, Mapping):
        rule = _id_at(source.record.get("rules"), parts[1])
    return replace(problem, line=line, rule=rule)


def _id_at(rules: object, place: str) -> str | None:
    if not isinstance(rules, list) or not place.isdigit() or int(place) >= len(rules):
        return None
    found = rules[int(place)]
    named = found.get("id") if isinstance(found, Mapping) else None
    return named if isinstance(named, str) else None
