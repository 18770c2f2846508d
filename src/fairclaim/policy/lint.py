"""Doubts about a table that may be loaded: thresholds that overlap, words nobody else uses, one person where two are usual."""

from collections.abc import Iterator, Sequence
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.policy.condition import Numbers, Words, contains, meet
from fairclaim.policy.problems import Problem, suggestion
from fairclaim.policy.space import everything
from fairclaim.policy.table import Rule
from fairclaim.policy.words import CATEGORIES, REASONS, Call, RouteName

_EXPECTED: Final = {"reason": REASONS, "category": CATEGORIES}
_ONE_PERSON: Final = Bilingual(
    "检验结论为 forged 的申请只安排一人复核；不利认定需要两人（设计准则一）。",
    "A claim with the verdict forged goes to one person; an adverse finding needs two.",
)


def doubts(rules: Sequence[Rule]) -> Iterator[Problem]:
    """Yield what a person should look at before publishing."""
    for place, rule in enumerate(rules):
        yield from _odd_words(place, rule)
        verdict = rule.condition_on("verdict")
        only_forged = isinstance(verdict, Words) and verdict.words == {Call.FORGED.value}
        if only_forged and rule.then.route is RouteName.REVIEW and rule.then.reviewers < 2:
            yield Problem(code="one-person", path=f"rules.{place}.then.reviewers", rule=rule.id, message=_ONE_PERSON)
        for earlier in rules[:place]:
            yield from _overlap(earlier, rule, place)


def _odd_words(place: int, rule: Rule) -> Iterator[Problem]:
    for field, expected in _EXPECTED.items():
        condition = rule.condition_on(field)
        if not isinstance(condition, Words):
            continue
        for word in sorted(condition.words - set(expected)):
            meant = suggestion(word, expected)
            message = Bilingual(
                f"“{word}” 不是常用的词，确定吗？{meant.zh}", f'"{word}" is not a usual word; is it meant?{meant.en}'
            )
            yield Problem(code="odd-word", path=f"rules.{place}.when.{field}", rule=rule.id, message=message)


def _overlap(earlier: Rule, rule: Rule, place: int) -> Iterator[Problem]:
    """Two thresholds that cross by accident: neither range holds the other, and the routes differ."""
    if earlier.then.route is rule.then.route:
        return
    fields = {condition.field for condition in (*earlier.when, *rule.when)}
    sides = {field: (earlier.condition_on(field), rule.condition_on(field)) for field in sorted(fields)}
    if not all(meet(one or everything(field), other or everything(field)) for field, (one, other) in sides.items()):
        return
    for field, (one, other) in sides.items():
        crosses = isinstance(one, Numbers) and isinstance(other, Numbers)
        if crosses and one and other and not contains(one, other) and not contains(other, one):
            message = Bilingual(
                f"与 {earlier.id} 的 {field} 部分重叠；重叠处由 {earlier.id}（{earlier.then.route.value}）决定。",
                f"Overlaps in part with {earlier.id} in {field}; where both fit, {earlier.id} ({earlier.then.route.value}) decides.",
            )
            yield Problem(code="overlap", path=f"rules.{place}.when.{field}", rule=rule.id, message=message)
