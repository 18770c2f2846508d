"""Figures of the desk and of people's reviews, counted from the claims as they stand, so that what is overturned is withdrawn.

A rate comes with its count and its interval; a rate of nothing is unknown, not zero. Reviewers stand in the order of their ids:
few judgements say little, and a list by rate would read like a ranking.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import quantiles

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.decision import AppealResult, ConsequenceKind, Standing
from fairclaim.domain.desk.facts import Judged, JudgementConfirmed
from fairclaim.domain.desk.judgement import Outcome, View
from fairclaim.domain.desk.overturned import count_overturned
from fairclaim.domain.desk.party import PersonId
from fairclaim.domain.desk.second_look import SecondLook
from fairclaim.domain.intervals import wilson
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.paging import MOST
from fairclaim.services.ports.lists import Among
from fairclaim.services.ports.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """``hits`` of ``total``; the 95 % interval of Wilson (1927), [0, 1] where there is nothing to count."""

    hits: int
    total: int
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was filed in a stretch of time and what became of it.

    Parameters
    ----------
    routes : mapping
        Claims by the route that policy proposed.
    days_to_decision : tuple of float or None
        Quartiles of the time from filing to the first decision; None below two decisions.
    agreement : Rate
        Rounds in which the first two judges came to the same outcome and view.
    overturned : Rate
        Among decisions whose appeal was decided.
    wrongly_adverse : Rate
        Overturned refusals among all refusals: what an honest buyer risks.
    refunded_minor : mapping
        Money of remedies that took effect and stand, by currency.
    """

    claims: int
    decided: int
    routes: Mapping[str, int]
    days_to_decision: tuple[float, float, float] | None
    agreement: Rate
    overturned: Rate
    wrongly_adverse: Rate
    refunded_minor: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """One reviewer's judgements: agreement with the other judge, decisions overturned, refusals overturned, minds changed.

    Parameters
    ----------
    second_looks : Rate
        Blind judgements, in second looks at claims that others had decided, that agree with the decision that stands.
    known_answers : Rate
        Blind judgements that agree with what was known to be right.
    held_up : Rate
        Second looks of others that agree with a decision that this reviewer had a hand in.
    login : str or None
        What the reviewer signs in with; None where there is none.
    """

    person: PersonId
    judgements: int
    agreement: Rate
    overturned: Rate
    wrongly_adverse: Rate
    changed_mind: Rate
    second_looks: Rate
    known_answers: Rate
    held_up: Rate
    login: str | None = None


def desk_figures(
    desk: Desk, who: Caller, *, filed_from: datetime | None = None, filed_before: datetime | None = None
) -> Figures:
    """Count what was filed in a half-open stretch of time.

    Raises
    ------
    NotAllowedError
        If the caller may not.
    """
    authorize(who, Action.SEE_FIGURES, Resource(tenant=who.tenant))
    among = Among(filed_from=filed_from, filed_before=filed_before)
    return figures_of(desk.units.read(who.tenant, lambda work: all_claims(work, among)))


def review_quality(
    desk: Desk, who: Caller, *, filed_from: datetime | None = None, filed_before: datetime | None = None
) -> tuple[Reviewed, ...]:
    """Count what became of each reviewer's judgements, for who supervises them.

    Raises
    ------
    NotAllowedError
        If the caller may not.
    """
    authorize(who, Action.MEASURE_WORK, Resource(tenant=who.tenant))
    among = Among(filed_from=filed_from, filed_before=filed_before)

    def whole(work: Work) -> tuple[Reviewed, ...]:
        found = quality_of(all_claims(work, among), work.second_looks.ended())
        logins = work.people.staff_logins(one.person for one in found)
        return tuple(replace(one, login=logins.get(one.person)) for one in found)

    return desk.units.read(who.tenant, whole)


def rate(hits: int, total: int) -> Rate:
    """Return a rate with its interval.

    Examples
    --------
    >>> found = rate(0, 10)
    >>> (found.low, round(found.high, 3))
    (0.0, 0.278)
    """
    interval = wilson(hits, total)
    return Rate(hits=hits, total=total, low=interval.low, high=interval.high)


def figures_of(claims: Iterable[Claim]) -> Figures:
    """Count claims."""
    known = list(claims)
    first = [claim.decisions[0].at - claim.filed_at for claim in known if claim.decisions]
    days = [one / timedelta(days=1) for one in first]
    pairs = [pair for claim in known for pair in _pairs(claim)]
    ends = Counter((claim.decisions[0].outcome, claim.appeal_result) for claim in known if claim.decisions)
    overturned = count_overturned(ends)
    refunded: Counter[str] = Counter()
    for claim in known:
        for currency, minor in paid_back(claim):
            refunded[currency] += minor
    quartiles = quantiles(days, n=4, method="inclusive") if len(days) > 1 else None
    return Figures(
        claims=len(known),
        decided=len(first),
        routes=Counter(claim.proposal.route.value for claim in known if claim.proposal is not None),
        days_to_decision=None if quartiles is None else (quartiles[0], quartiles[1], quartiles[2]),
        agreement=rate(sum(_agree(*pair) for pair in pairs), len(pairs)),
        overturned=rate(overturned.overturned, overturned.appealed),
        wrongly_adverse=rate(overturned.wrongly_refused, overturned.refused),
        refunded_minor=dict(refunded),
    )


def quality_of(claims: Iterable[Claim], looks: Iterable[SecondLook] = ()) -> tuple[Reviewed, ...]:
    """Count each reviewer's judgements, and what second looks at these claims said."""
    counts: dict[PersonId, Counter[str]] = {}
    known = {claim.id: claim for claim in claims}
    for look in looks:
        if look.claim in known:
            _count_look(known[look.claim], look, counts)
    for claim in known.values():
        for one in claim.judgements:
            mine = counts.setdefault(one.by, Counter())
            mine["judgements"] += 1
            mine["confirmed"] += one.final is not None
            mine["changed"] += one.final is not None and one.changed_because is not None
        for first, second, by in _pairs_with_people(claim):
            for person in by:
                counts[person]["pairs"] += 1
                counts[person]["agreed"] += _agree(first, second)
        if claim.decisions:
            decision, overturned = claim.decisions[0], is_overturned(claim)
            is_refusal = decision.outcome is Outcome.REFUSE
            for person in decision.by:
                mine = counts.setdefault(person, Counter())
                mine["appealed"] += claim.appeal_result is not None
                mine["overturned"] += overturned
                mine["refused"] += is_refusal
                mine["wrongly"] += is_refusal and overturned
    return tuple(
        Reviewed(
            person=person,
            judgements=mine["judgements"],
            agreement=rate(mine["agreed"], mine["pairs"]),
            overturned=rate(mine["overturned"], mine["appealed"]),
            wrongly_adverse=rate(mine["wrongly"], mine["refused"]),
            changed_mind=rate(mine["changed"], mine["confirmed"]),
            second_looks=rate(mine["looks-agreed"], mine["looks"]),
            known_answers=rate(mine["known-hit"], mine["known"]),
            held_up=rate(mine["held-up"], mine["looked-at"]),
        )
        for person, mine in sorted(counts.items())
    )


def _count_look(claim: Claim, look: SecondLook, counts: dict[PersonId, Counter[str]]) -> None:
    """Count a second look by its blind judgement: by then nobody had shown the verdict."""
    said = said_in(look)
    if said is None:
        return
    person, blind = said
    mine = counts.setdefault(person, Counter())
    if look.known is not None:
        mine["known"] += 1
        mine["known-hit"] += _agree(blind, (look.known.outcome, look.known.view))
    elif claim.decision is not None:
        outcome, view = blind
        agrees = outcome is claim.decision.outcome and claim.decision.view in (None, view)
        mine["looks"] += 1
        mine["looks-agreed"] += agrees
        for one in claim.decision.by:
            counts.setdefault(one, Counter()).update({"looked-at": 1, "held-up": int(agrees)})


def said_in(look: SecondLook) -> tuple[PersonId, "Said"] | None:
    """Return who confirmed a judgement in a second look, and the blind one; None if nobody did."""
    blind = {one.fact.judgement.by: one.fact.judgement.blind for one in look.events if isinstance(one.fact, Judged)}
    for event in look.events:
        if isinstance(event.fact, JudgementConfirmed):
            first = blind[event.fact.by]
            return event.fact.by, (first.outcome, first.view)
    return None


Said = tuple[Outcome, View]


def _pairs(claim: Claim) -> list[tuple[Said, Said]]:
    return [(first, second) for first, second, _ in _pairs_with_people(claim)]


def _pairs_with_people(claim: Claim) -> list[tuple[Said, Said, tuple[PersonId, PersonId]]]:
    """Return the first two confirmed judgements of each round, as they were given blind: nobody was led by the verdict."""
    found = []
    for number in range(1, claim.round + 1):
        both = [one for one in claim.judgements if one.round == number and one.final is not None][:2]
        if len(both) == 2:
            first, second = both
            found.append(
                (
                    (first.blind.outcome, first.blind.view),
                    (second.blind.outcome, second.blind.view),
                    (first.by, second.by),
                )
            )
    return found


def _agree(first: Said, second: Said) -> bool:
    return first == second


def is_overturned(claim: Claim) -> bool:
    """Tell whether an appeal changed the decision."""
    return claim.appeal_result is AppealResult.OVERTURNED


def paid_back(claim: Claim) -> list[tuple[str, int]]:
    """Return the amounts of remedies that took effect and were not taken back."""
    remedies = {f"decision-{one.number}": one.remedy for one in claim.decisions} | {"settlement": claim.agreed}
    found = []
    for one in claim.consequences:
        remedy = remedies.get(one.id.split("/")[0])
        if one.kind is ConsequenceKind.REMEDY and one.standing is Standing.EXECUTED and remedy is not None:
            amount = remedy.amount
            if amount is not None:
                found.append((amount.currency, amount.amount_minor))
    return found


def all_claims(work: Work, among: Among) -> list[Claim]:
    """Return the claims among some, however many."""
    claims: list[Claim] = []
    after = None
    while batch := work.lists.claims(among, after=after, limit=MOST):
        claims += batch
        after = batch[-1].filed_at, batch[-1].id
    return claims
