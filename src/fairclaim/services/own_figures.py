"""Figures of one merchant's claims: how many, what became of them, in what time and for how much. Counted from the claims as they stand.

A rate comes with its count and its interval; a rate of nothing is unknown, not zero.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import quantiles

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.clock_rules import ClockKind
from fairclaim.domain.desk.evidence_rules import Reason
from fairclaim.domain.desk.judgement import Outcome
from fairclaim.domain.desk.states import State
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller, Role
from fairclaim.services.count_figures import Rate, all_claims, is_overturned, paid_back, rate
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.ports.lists import Among


class Ending(StrEnum):
    """What became of a claim, in one word."""

    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFigures:
    """What was claimed of a merchant in a stretch of time.

    Parameters
    ----------
    endings, reasons : mapping
        Number of claims.
    answered : Rate
        Answers in time, among the claims in which an answer was due.
    refused : Rate
        Refusals among decisions.
    overturned : Rate
        Decisions that an appeal changed, among those appealed.
    days_to_decision : tuple of float or None
        Quartiles of the time from filing to the first decision; None below two decisions.
    refunded_minor : mapping
        Money that was given back and stands, by currency.
    """

    claims: int
    endings: Mapping[Ending, int]
    reasons: Mapping[Reason, int]
    answered: Rate
    refused: Rate
    overturned: Rate
    days_to_decision: tuple[float, float, float] | None
    refunded_minor: Mapping[str, int]


def own_figures(desk: Desk, who: Caller, *, filed_from: datetime | None = None) -> OwnFigures:
    """Count the claims against the merchant that an agent acts for.

    Raises
    ------
    NotAllowedError
        If the caller acts for no merchant.
    """
    agent = replace(who, roles=who.roles & {Role.MERCHANT_AGENT})
    authorize(agent, Action.SEE, Resource(tenant=who.tenant, merchant=who.acts_for))
    among = Among(merchant=who.acts_for, filed_from=filed_from)
    return figures_of_merchant(desk.units.read(who.tenant, lambda work: all_claims(work, among)))


def figures_of_merchant(claims: Iterable[Claim]) -> OwnFigures:
    """Count claims."""
    known = list(claims)
    decided = [claim for claim in known if claim.decision is not None]
    asked = [claim for claim in known if claim.merchant_asked and claim.state is not State.WAITING_MERCHANT]
    in_time = [claim for claim in asked if claim.answer is not None and not claim.answer.is_late]
    due = [claim for claim in asked if claim.answer is not None or ClockKind.MERCHANT_ANSWER in claim.silences]
    appealed = [claim for claim in known if claim.appeal_result is not None]
    days = [(claim.decisions[0].at - claim.filed_at) / timedelta(days=1) for claim in decided]
    quartiles = quantiles(days, n=4, method="inclusive") if len(days) > 1 else None
    money: Counter[str] = Counter()
    for claim in known:
        for currency, minor in paid_back(claim):
            money[currency] += minor
    return OwnFigures(
        claims=len(known),
        endings=Counter(map(ending_of, known)),
        reasons=Counter(claim.reason for claim in known),
        answered=rate(len(in_time), len(due)),
        refused=rate(sum(ending_of(claim) is Ending.REFUSED for claim in decided), len(decided)),
        overturned=rate(sum(map(is_overturned, appealed)), len(appealed)),
        days_to_decision=None if quartiles is None else (quartiles[0], quartiles[1], quartiles[2]),
        refunded_minor=dict(money),
    )


def ending_of(claim: Claim) -> Ending:
    """Return what became of a claim; the newest decision counts, also while the time to appeal runs."""
    if claim.state in (State.SETTLED, State.WITHDRAWN):
        return Ending(claim.state.value)
    if claim.decision is None:
        return Ending.OPEN
    return Ending.GRANTED if claim.decision.outcome is Outcome.GRANT else Ending.REFUSED
