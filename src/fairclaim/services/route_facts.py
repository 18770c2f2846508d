"""The facts of a claim that a policy looks at, read from the claim as it stands, and the same in policy's own words."""

from dataclasses import dataclass

from fairclaim.domain.desk.claim import Claim, Examined, Stance
from fairclaim.domain.desk.clock_rules import ClockKind
from fairclaim.domain.desk.evidence_rules import Reason, missing
from fairclaim.policy import words
from fairclaim.policy.facts import Facts, Standing
from fairclaim.services.desk import Desk
from fairclaim.services.needed import main_category, needed_for
from fairclaim.services.ports.people import Counts
from fairclaim.services.ports.routing import RouteFacts
from fairclaim.services.ports.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What an examination said; probability of "forged" in [0, 1], and the checks that carried the verdict."""

    examined: Examined
    probability: float
    checks: tuple[str, ...]


def route_facts(desk: Desk, work: Work, claim: Claim, spoken: Spoken | None, *, standing: Counts) -> RouteFacts:
    """Return the facts of a claim.

    Parameters
    ----------
    spoken : Spoken or None
        The newest examination; None if there is none, which says nothing about the evidence.
    standing : Counts
        Of the buyer.
    """
    most = claim.most
    order = work.orders.find(claim.order)
    signed = order.dates.delivered_at if order is not None else None
    lacking = missing(needed_for(claim, desk.evidence_rules), claim.evidence)
    grade = spoken.examined.grade if spoken is not None else None
    return RouteFacts(
        reason=claim.reason.value,
        category=main_category(claim),
        amount_minor=most.amount_minor,
        currency=most.currency,
        asked=claim.asked.kind.value,
        call=spoken.examined.call.value if spoken is not None else "not-examined",
        grade=grade.value if grade is not None else None,
        probability=spoken.probability if spoken is not None else None,
        checks=spoken.checks if spoken is not None else (),
        missing=tuple(dict.fromkeys(need.shot.value for need in lacking)),
        merchant=_merchant(claim),
        days_since_signed=max((claim.filed_at - signed).days, 0) if signed is not None else None,
        standing=standing,
    )


def policy_facts(facts: RouteFacts, *, tenant: str) -> Facts:
    """Return the facts in policy's words. The claim itself does not count among those under way."""
    return Facts(
        tenant=tenant,
        reason=policy_reason(facts.reason),
        category=facts.category,
        amount_minor=facts.amount_minor,
        currency=facts.currency,
        asked=words.Remedy(facts.asked),
        call=words.Call(facts.call),
        grade=words.Grade.NONE if facts.grade is None else words.Grade(facts.grade),
        probability=facts.probability,
        checks=tuple(sorted(set(facts.checks))),
        missing=facts.missing,
        merchant=words.Merchant(facts.merchant),
        days_since_signed=facts.days_since_signed,
        standing=_standing(facts.standing),
    )


def policy_reason(reason: str) -> str:
    """Return policy's word for a reason.

    Examples
    --------
    >>> policy_reason("missing"), policy_reason("damaged")
    ('missing-item', 'damaged')
    """
    return "missing-item" if reason == Reason.MISSING.value else reason


def _merchant(claim: Claim) -> str:
    if claim.answer is not None:
        return "agrees" if claim.answer.stance is Stance.NO_OBJECTION else "disputes"
    return "silent" if ClockKind.MERCHANT_ANSWER in claim.silences else "not-asked"


def _standing(counts: Counts) -> Standing:
    others = None if counts.open_claims is None else max(counts.open_claims - 1, 0)
    return Standing(
        confirmed_adverse=counts.confirmed_adverse,
        upheld_claims=counts.upheld_claims,
        open_claims=others,
        patterns=counts.patterns,
    )
