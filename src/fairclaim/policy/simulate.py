"""A policy tried on history: what it would have paid, whom it would have bothered, how many people it would have needed.

Counts only; whoever prints them adds intervals. History is what people decided, mistakes included, so figures about "upheld"
claims are as good as those decisions.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from fairclaim.policy.compare import Difference, difference_of
from fairclaim.policy.engine import Decider
from fairclaim.policy.history import Outcome, Past
from fairclaim.policy.route import Route
from fairclaim.policy.words import Remedy, RouteName

_CHUNK: Final = 500
PAYING: Final = frozenset({Remedy.REFUND_ONLY, Remedy.RETURN_AND_REFUND, Remedy.PART_REFUND})
"""Remedies that pay money; what a repair or an exchange costs is not in the facts."""


@dataclass(slots=True)
class Figures:
    """What was counted, over all claims or those of one category. Amounts are minor units of the policy's currency.

    Parameters
    ----------
    claims : int
        Claims routed.
    other_currency : int
        Of these, in another currency: counted, but in no amount.
    routes : Counter
        Claims by route.
    upheld : int
        Claims that people upheld: honest as far as anyone knows.
    bothered, asked, reviewed : int
        Upheld claims that would have been sent to people or asked for more, and the two parts.
    paid, paid_minor : int
        Claims approved by the machine with a remedy that pays, and the money.
    paid_not_upheld, paid_not_upheld_minor : int
        Of these, claims that people did not uphold.
    refund_only_machine, refund_only_machine_minor : int
        Refund-only approved by the machine.
    refund_only_past, refund_only_past_minor : int
        Claims that were settled by refund-only in history, and what was paid.
    refund_only_avoided, refund_only_avoided_minor : int
        Of these, claims that would first be offered another remedy. What the parties then choose nobody knows.
    refund_only_to_people : int
        Of these, claims that would go to people or be asked for more.
    reviews, reviewers : int
        Claims that need people, and how many judgements.
    """

    claims: int = 0
    other_currency: int = 0
    routes: Counter[str] = field(default_factory=Counter)
    upheld: int = 0
    bothered: int = 0
    asked: int = 0
    reviewed: int = 0
    paid: int = 0
    paid_minor: int = 0
    paid_not_upheld: int = 0
    paid_not_upheld_minor: int = 0
    refund_only_machine: int = 0
    refund_only_machine_minor: int = 0
    refund_only_past: int = 0
    refund_only_past_minor: int = 0
    refund_only_avoided: int = 0
    refund_only_avoided_minor: int = 0
    refund_only_to_people: int = 0
    reviews: int = 0
    reviewers: int = 0

    def add(self, past: Past, route: Route, *, currency: str | None) -> None:
        """Count one claim."""
        is_ours = past.facts.currency == currency
        self.claims += 1
        self.other_currency += not is_ours
        self.routes[route.route.value] += 1
        self.reviews += route.reviewers > 0
        self.reviewers += route.reviewers
        if past.outcome is Outcome.UPHELD:
            self._add_honest(route)
        if route.route is RouteName.APPROVE and past.facts.asked in PAYING:
            self._add_paid(past, route)
        if past.remedy is Remedy.REFUND_ONLY:
            self._add_past_refund_only(past, route, is_ours=is_ours)

    def _add_honest(self, route: Route) -> None:
        self.upheld += 1
        self.asked += route.route is RouteName.ASK_MORE
        self.reviewed += route.route is RouteName.REVIEW
        self.bothered += route.route in {RouteName.ASK_MORE, RouteName.REVIEW}

    def _add_paid(self, past: Past, route: Route) -> None:
        """Count money; an approval has a limit, so its amount is in the policy's currency."""
        minor = past.facts.amount_minor
        if past.facts.asked is Remedy.PART_REFUND:
            minor = minor * (route.part_refund_percent or 100) // 100
        self.paid += 1
        self.paid_minor += minor
        if past.outcome is Outcome.NOT_UPHELD:
            self.paid_not_upheld += 1
            self.paid_not_upheld_minor += minor
        if past.facts.asked is Remedy.REFUND_ONLY:
            self.refund_only_machine += 1
            self.refund_only_machine_minor += minor

    def _add_past_refund_only(self, past: Past, route: Route, *, is_ours: bool) -> None:
        minor = past.paid_minor if is_ours else 0
        self.refund_only_past += 1
        self.refund_only_past_minor += minor
        if route.route is RouteName.OFFER_REMEDY and route.remedies[0] is not Remedy.REFUND_ONLY:
            self.refund_only_avoided += 1
            self.refund_only_avoided_minor += minor
        if route.route in {RouteName.ASK_MORE, RouteName.REVIEW}:
            self.refund_only_to_people += 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One claim on which two policies differ; ``before`` is the route of the other policy."""

    claim: str
    category: str
    outcome: Outcome
    before: Route
    after: Route
    difference: Difference


@dataclass(slots=True)
class Simulation:
    """What a policy would have done, and where it differs from another.

    Parameters
    ----------
    figures, other : Figures
        Of the policy and of the one it is compared with (empty where there is none).
    changes : list of Change
        The first that were asked for.
    changed, harder, easier, harder_upheld : int
        All that differ; routes that become harder or easier for the buyer; harder ones among upheld claims.
    """

    figures: Figures = field(default_factory=Figures)
    by_category: dict[str, Figures] = field(default_factory=dict)
    other: Figures = field(default_factory=Figures)
    changes: list[Change] = field(default_factory=list)
    changed: int = 0
    harder: int = 0
    easier: int = 0
    harder_upheld: int = 0


def simulate(
    history: Iterable[Past],
    decider: Decider,
    *,
    against: Decider | None = None,
    first: int = 20,
) -> Simulation:
    """Route every claim of the past.

    Parameters
    ----------
    against : Decider, optional
        Another policy, usually the live one.
    first : int, default 20
        How many differing claims are kept one by one.
    """
    found = Simulation()
    waiting = iter(history)
    while chunk := list(islice(waiting, _CHUNK)):
        routes = list(decider.decide_many(past.facts for past in chunk))
        for past, route in zip(chunk, routes, strict=True):
            currency = decider.policy.currency
            found.figures.add(past, route, currency=currency)
            found.by_category.setdefault(past.facts.category, Figures()).add(past, route, currency=currency)
        if against is not None:
            for past, before, after in _pairs(chunk, against, routes):
                found.other.add(past, before, currency=against.policy.currency)
                _note(found, past, before, after, first)
    return found


def _pairs(chunk: list[Past], against: Decider, routes: list[Route]) -> Iterator[tuple[Past, Route, Route]]:
    return zip(chunk, against.decide_many(past.facts for past in chunk), routes, strict=True)


def _note(found: Simulation, past: Past, before: Route, after: Route, first: int) -> None:
    difference = difference_of(before, after)
    if difference is None:
        return
    found.changed += 1
    found.harder += difference.harder > 0
    found.easier += difference.harder < 0
    found.harder_upheld += difference.harder > 0 and past.outcome is Outcome.UPHELD
    if len(found.changes) < first:
        change = Change(
            claim=past.claim,
            category=past.facts.category,
            outcome=past.outcome,
            before=before,
            after=after,
            difference=difference,
        )
        found.changes.append(change)
