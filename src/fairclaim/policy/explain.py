"""Why a claim took its route: which rule fired, what of it held, and which rules missed by one condition.

Read in plain Python from the same conditions that were compiled for the engine, so it is also an independent witness of the
engine's answer: ``tests/properties/test_policy.py`` compares the two on drawn facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.policy.condition import Condition, Numbers, field_of
from fairclaim.policy.facts import Facts
from fairclaim.policy.fields import NO_NUMBER, Value, view
from fairclaim.policy.route import Route, route_of
from fairclaim.policy.table import Policy, Rule
from fairclaim.policy.wording import condition_in_words, value_in_words

_NEAR: Final = 0.2
"""A rule with one condition is always missed by one; only a number this close to its limit is worth telling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One condition beside what the claim shows."""

    field: str
    title: Bilingual
    asked: Bilingual
    found: Bilingual
    holds: bool

    def to_record(self) -> dict[str, object]:
        """Return the JSON object."""
        return {
            "field": self.field,
            "asked": self.asked.to_record(),
            "found": self.found.to_record(),
            "holds": self.holds,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A rule that would fit but for one condition.

    Parameters
    ----------
    is_before : bool
        Whether it stands before the rule that fired, so that it would have decided.
    """

    rule: Rule
    missed: Held
    is_before: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The route, the conditions that led to it, and the near misses in the order of the table."""

    route: Route
    held: tuple[Held, ...]
    near: tuple[Near, ...]

    def to_record(self) -> dict[str, object]:
        """Return the JSON object."""
        return {
            "route": self.route.to_record(),
            "held": [one.to_record() for one in self.held],
            "near": [
                {
                    "rule": near.rule.id,
                    "route": near.rule.then.route.value,
                    "would_have_decided": near.is_before,
                    "missed": near.missed.to_record(),
                }
                for near in self.near
            ],
        }


def explain(policy: Policy, facts: Facts) -> Explanation:
    """Explain one claim's route.

    Examples
    --------
    See ``fairclaim policy explain`` in docs/how-to/write-a-policy.md.
    """
    seen = view(facts, policy.currency)
    fired = first_fit(policy, seen)
    place = policy.rules.index(fired)
    near = []
    for number, rule in enumerate(policy.rules):
        missed = [condition for condition in rule.when if not condition.holds(seen[condition.field])]
        if len(missed) == 1 and (len(rule.when) > 1 or _is_close(missed[0], seen)):
            near.append(Near(rule=rule, missed=_held(policy, missed[0], seen), is_before=number < place))
    return Explanation(
        route=route_of(policy, fired, facts, digest=policy.digest),
        held=tuple(_held(policy, condition, seen) for condition in fired.when),
        near=tuple(near),
    )


def first_fit(policy: Policy, seen: Mapping[str, Value]) -> Rule:
    """Return the rule that decides; there always is one, since the last fits everything."""
    return next(rule for rule in policy.rules if rule.fits(seen))


def _is_close(condition: Condition, seen: Mapping[str, Value]) -> bool:
    """Tell whether a number misses a range by at most a fifth of its nearer end."""
    value = seen[condition.field]
    if not isinstance(condition, Numbers) or not isinstance(value, int) or value == NO_NUMBER:
        return False
    ends = [end for one in condition.ranges for end in one if end != NO_NUMBER]
    return any(abs(value - end) <= max(end * _NEAR, 1) for end in ends)


def _held(policy: Policy, condition: Condition, seen: Mapping[str, Value]) -> Held:
    field, value = field_of(condition), seen[condition.field]
    return Held(
        field=field.name,
        title=field.title,
        asked=condition_in_words(condition, policy.currency),
        found=value_in_words(field, value, policy.currency),
        holds=condition.holds(value),
    )
