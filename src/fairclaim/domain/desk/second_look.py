"""A claim that has ended, as if its first review began now: what a second look judges.

A second look measures reviewers. Somebody who had no part in a claim judges a copy of it under another id, blind, by the same moves
as any claim. The copy ends with that judgement. What it says is laid beside what was decided; it moves nothing.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.clock import Clock, Running, Span, deadline
from fairclaim.domain.desk.clock_rules import ClockKind, DeskRules
from fairclaim.domain.desk.facts import Event
from fairclaim.domain.desk.history import apply
from fairclaim.domain.desk.judgement import Judgement, Outcome, View
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.domain.desk.states import State

_SPACE = 2**64


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAnswer:
    """What is right about a claim, as somebody knows who looked into it; ``by`` is who says so."""

    outcome: Outcome
    view: View
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLook:
    """A copy that is being judged, or was.

    Parameters
    ----------
    alias : ClaimId
        Under which id reviewers see the copy.
    claim : ClaimId
        What it is a copy of; a claim that has ended.
    known : KnownAnswer or None
        What it is compared with; None compares it with the decision that stands.
    events : tuple of Event
        What was done to the copy since it was opened.
    ended_at : datetime or None
        None as long as its task is open.
    """

    alias: ClaimId
    claim: ClaimId
    opened_at: datetime
    known: KnownAnswer | None = None
    events: tuple[Event, ...] = ()
    ended_at: datetime | None = None


def is_drawn(claim: ClaimId, *, seed: str, share: float) -> bool:
    """Tell whether chance draws a claim: always the same answer for the same seed.

    Parameters
    ----------
    share : float
        Of all claims, in [0, 1].
    """
    return _number(claim, seed) / _SPACE < share


def draw_delay(claim: ClaimId, *, seed: str, within: timedelta) -> timedelta:
    """Return after how long a drawn claim is shown again, in [0, ``within``), so that its end does not give it away."""
    return within * (_number(claim, f"{seed}/when") / _SPACE)


def copy_of(claim: Claim, look: SecondLook, *, rules: DeskRules) -> Claim:
    """Return the copy as it stands.

    Judgements, decisions, appeals and what followed from them are not in it; evidence, words and answers are. Its filing lies as
    long before its opening as the first decision came after the filing of the claim, and the clock of its review begins with it.
    """
    copy = _as_if_new(claim, look, rules)
    for event in look.events:
        copy = apply(copy, event)
    if look.ended_at is not None and judgement_of(copy.judgements) is not None:
        return replace(copy, state=State.CLOSED, clock=None)
    return copy


def shift_of(claim: Claim, look: SecondLook) -> timedelta:
    """Return by how much later everything in the copy lies than in the claim."""
    reviewed_at = claim.decisions[0].at if claim.decisions else claim.updated_at
    return look.opened_at - reviewed_at


def judgement_of(judgements: Iterable[Judgement]) -> Judgement | None:
    """Return the first judgement that was confirmed; None if none was."""
    return next((one for one in judgements if one.final is not None), None)


def _as_if_new(claim: Claim, look: SecondLook, rules: DeskRules) -> Claim:
    rule = rules.clocks[ClockKind.REVIEW]
    end = deadline(
        rules.calendar, at=look.opened_at, left=rule.allowance, warn_before=rule.warn_before, counting=rule.counting
    )
    clock = Clock(
        kind=ClockKind.REVIEW,
        running=Running.RUNNING,
        counting=rule.counting,
        allowance=rule.allowance,
        warn_before=rule.warn_before,
        spent=timedelta(0),
        due_at=end.due_at,
        warn_at=end.warn_at,
        calendar=rules.calendar.edition,
        spans=(Span(since=look.opened_at, until=None),),
    )
    return Claim(
        id=look.alias,
        state=State.IN_REVIEW,
        sequence=1,  # what is carried out after the end of the claim goes on counting there, and not here
        filed_at=claim.filed_at + shift_of(claim, look),
        updated_at=look.opened_at,
        order=claim.order,
        buyer=claim.buyer,
        merchant=claim.merchant,
        lines=claim.lines,
        items=claim.items,
        reason=claim.reason,
        asked=claim.asked,
        words=claim.words,
        evidence=claim.evidence,
        examined=claim.examined,
        proposal=claim.proposal,
        merchant_asked=claim.merchant_asked,
        answer=claim.answer,
        offers=claim.offers,
        clock=clock,
        silences=claim.silences,
        round=1,
    )


def _number(claim: ClaimId, seed: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}/{claim}".encode()).digest()[:8], "big")
