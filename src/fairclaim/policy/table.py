"""A policy as it is held in memory: rules in order, the first that fits decides, and a digest that names exactly this table."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from fairclaim.domain.bilingual import Bilingual
from fairclaim.policy.condition import Condition
from fairclaim.policy.fields import Value
from fairclaim.policy.words import Priority, Remedy, RouteName

MOST_RULES = 200
"""More than any table that a person can overlook; also a bound on what one claim can cost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """What follows when a rule fits.

    Parameters
    ----------
    route : RouteName
        One of four.
    remedies : tuple of Remedy
        Offered in this order; of an approving rule always (), since what was asked for is granted.
    part_refund_percent : int or None
        Share of the amount that a part refund may reach, 1 to 99.
    ask_for : tuple of str
        Evidence to ask for besides what the evidence rules name as missing.
    reviewers : int
        People who decide, 1 or 2; 0 unless the route is ``review``.
    queue : str
        Kebab-case name of the queue.
    """

    route: RouteName
    remedies: tuple[Remedy, ...] = ()
    part_refund_percent: int | None = None
    ask_for: tuple[str, ...] = ()
    reviewers: int = 0
    queue: str = "standard"
    priority: Priority = Priority.NORMAL

    def to_record(self) -> dict[str, object]:
        """Return the canonical form."""
        return {
            "route": self.route.value,
            "remedies": [remedy.value for remedy in self.remedies],
            "part_refund_percent": self.part_refund_percent,
            "ask_for": list(self.ask_for),
            "reviewers": self.reviewers,
            "queue": self.queue,
            "priority": self.priority.value,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row of the table.

    Parameters
    ----------
    when : tuple of Condition
        All must hold; () always fits. At most one per field, sorted by field.
    because : Bilingual
        The reason that people read.
    """

    id: str
    when: tuple[Condition, ...]
    then: Then
    because: Bilingual

    def fits(self, seen: Mapping[str, Value]) -> bool:
        """Tell whether every condition holds of what :func:`fairclaim.policy.fields.view` shows."""
        return all(condition.holds(seen[condition.field]) for condition in self.when)

    def condition_on(self, field: str) -> Condition | None:
        """Return what the rule asks of a field."""
        return next((condition for condition in self.when if condition.field == field), None)

    def to_record(self) -> dict[str, object]:
        """Return the canonical form."""
        return {
            "id": self.id,
            "when": {condition.field: condition.to_record() for condition in self.when},
            "then": self.then.to_record(),
            "because": self.because.to_record(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A whole table, made by :func:`fairclaim.policy.load.load_policy` only, so every one has passed the rails.

    Parameters
    ----------
    name, version : str
        What people call it; the digest is what identifies it.
    currency : str or None
        Of all amounts in it; None where it looks at none.
    rules : tuple of Rule
        First fit decides; the last has no conditions.
    """

    name: str
    version: str
    title: Bilingual
    currency: str | None
    rules: tuple[Rule, ...]

    def to_record(self) -> dict[str, object]:
        """Return the canonical form: what the digest is taken of."""
        return {
            "schema": "fairclaim.policy-table/1",
            "name": self.name,
            "version": self.version,
            "title": self.title.to_record(),
            "currency": self.currency,
            "rules": [rule.to_record() for rule in self.rules],
        }

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON, as ``sha256:hex``.

        Comments, the order of keys and the way a condition is written do not change it; the order of rules does.

        Notes
        -----
        Keys are ASCII and values are text, whole numbers, true, false and null, for which sorted keys without spaces are the
        canonical form of RFC 8785.
        """
        text = json.dumps(self.to_record(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
