"""Two policies on one claim: both routes, and what would change for the people concerned."""

from dataclasses import dataclass

from fairclaim.policy.engine import Decider
from fairclaim.policy.facts import Facts
from fairclaim.policy.route import Route
from fairclaim.policy.words import HARDNESS, Remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What the second route changes.

    Parameters
    ----------
    harder : int
        Steps towards ``review``: positive is harder for the buyer, negative easier, 0 the same route.
    reviewers : int
        More (positive) or fewer people who decide.
    refund_only : int
        1 where refund-only is granted or offered newly, -1 where no longer, 0 where nothing changes.
    fields : tuple of str
        Names of everything that differs in what people see.
    """

    harder: int
    reviewers: int
    refund_only: int
    fields: tuple[str, ...]

    def to_record(self) -> dict[str, object]:
        """Return the JSON object."""
        return {
            "harder": self.harder,
            "reviewers": self.reviewers,
            "refund_only": self.refund_only,
            "fields": list(self.fields),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Shadowed:
    """The route that is followed, the one that is only stored, and their difference; None where they agree."""

    live: Route
    shadow: Route
    difference: Difference | None


_SEEN = ("route", "remedies", "part_refund_percent", "ask_for", "reviewers", "queue", "priority")


def evaluate_in_shadow(live: Decider, shadow: Decider, facts: Facts) -> Shadowed:
    """Route one claim by both policies."""
    followed, stored = live.decide(facts), shadow.decide(facts)
    return Shadowed(live=followed, shadow=stored, difference=difference_of(followed, stored))


def difference_of(one: Route, other: Route) -> Difference | None:
    """Return what the other route changes; None where people would notice nothing."""
    fields = tuple(name for name in _SEEN if getattr(one, name) != getattr(other, name))
    if not fields:
        return None
    return Difference(
        harder=HARDNESS[other.route] - HARDNESS[one.route],
        reviewers=other.reviewers - one.reviewers,
        refund_only=(Remedy.REFUND_ONLY in other.remedies) - (Remedy.REFUND_ONLY in one.remedies),
        fields=fields,
    )
