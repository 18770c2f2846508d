"""What a desk has been through, as history to try a policy on: its own claims, and those of the system before it.

An own claim is taken as it stood when a policy was last asked about it before the merchant or people had spoken. The buyer's standing
is left unknown: as it is known today it holds what this very claim led to. Where the buyer had been asked for more already and something
stayed missing, the evidence counts as not checked: the desk asks nobody twice, and people look.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.clock_rules import ClockKind
from fairclaim.domain.desk.facts import EvidenceAsked, RouteProposed
from fairclaim.domain.desk.history import apply
from fairclaim.domain.desk.judgement import Outcome
from fairclaim.domain.desk.remedy import PAYS, RemedyKind
from fairclaim.policy.facts import Facts
from fairclaim.policy.history import Outcome as PastOutcome
from fairclaim.policy.history import Past
from fairclaim.policy.words import Remedy
from fairclaim.services.count_figures import paid_back
from fairclaim.services.desk import Desk
from fairclaim.services.examine_claim import spoken_of
from fairclaim.services.ports.people import Counts, PastClaim
from fairclaim.services.ports.work import Work
from fairclaim.services.route_facts import Spoken, policy_facts, policy_reason, route_facts


def own_past(desk: Desk, work: Work, claim: Claim, *, tenant: str) -> Past | None:
    """Return a claim of the desk; None if no policy was asked about it yet, or its examination is gone."""
    asked, was_asked = as_asked(work, claim)
    if asked is None:
        return None
    spoken: Spoken | None = None
    if asked.examined is not None:
        subject, _, version = asked.examined.examination.partition("@")
        result = work.examinations.find(subject, version=version)
        if result is None:
            return None
        spoken = spoken_of(asked.examined.examination, result)
    facts = policy_facts(route_facts(desk, work, asked, spoken, standing=Counts()), tenant=tenant)
    outcome, remedy = ended(claim)
    return Past(
        claim=claim.id,
        facts=replace(facts, missing=None) if was_asked and facts.missing else facts,
        outcome=outcome,
        remedy=None if remedy is None else Remedy(remedy.value),
        paid_minor=sum(minor for currency, minor in paid_back(claim) if currency == claim.most.currency),
    )


def as_asked(work: Work, claim: Claim) -> tuple[Claim | None, bool]:
    """Return a claim as it was when a policy was last asked before the merchant or people had spoken; None if never.

    The second tells whether the buyer had been asked for more by then.
    """
    found = stood = None
    had_asked = was_asked = False
    for event in work.claims.events(claim.id):
        if isinstance(event.fact, RouteProposed) and stood is not None:
            found, was_asked = stood, had_asked
        had_asked = had_asked or isinstance(event.fact, EvidenceAsked)
        stood = apply(stood, event)
        if stood.answer is not None or stood.judgements or ClockKind.MERCHANT_ANSWER in stood.silences:
            break
    return found, was_asked


def ended(claim: Claim) -> tuple[PastOutcome, RemedyKind | None]:
    """Return how people decided, appeals included. A yes of the machine that nobody looked at is no decision of people."""
    if claim.agreed is not None:
        return PastOutcome.SETTLED, claim.agreed.kind
    decision = claim.decision
    if decision is None:
        return PastOutcome.OPEN, None
    remedy = None if decision.remedy is None else decision.remedy.kind
    if not decision.by:
        return PastOutcome.OPEN, remedy
    return (PastOutcome.UPHELD if decision.outcome is Outcome.GRANT else PastOutcome.NOT_UPHELD), remedy


def imported_past(claims: Iterable[PastClaim], *, tenant: str) -> Iterator[Past | None]:
    """Yield claims of an earlier system. Nothing is known of their evidence; one that was granted got what was asked, in full."""
    for one in claims:
        granted = one.outcome == Outcome.GRANT.value
        yield Past(
            claim=one.id,
            facts=Facts(
                tenant=tenant,
                reason=policy_reason(one.reason),
                category=one.category,
                amount_minor=one.amount_minor,
                currency=one.currency,
                asked=Remedy(one.asked),
            ),
            outcome=PastOutcome.UPHELD if granted else PastOutcome.NOT_UPHELD,
            remedy=Remedy(one.asked) if granted else None,
            paid_minor=one.amount_minor if granted and RemedyKind(one.asked) in PAYS else 0,
        )
