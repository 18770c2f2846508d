"""What a reviewer sees: the evidence and both sides' words, and of the machine's verdict nothing before the first judgement.

Until this reviewer has judged and looked, everything that would give the verdict or another's answer away is left out: the
examination, policy's route and offers, earlier decisions with their reasons, what follows from them, others' judgements.
"""

from dataclasses import dataclass
from datetime import datetime

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim, Examined, Offer, Proposal
from fairclaim.domain.desk.clock_rules import DeskRules
from fairclaim.domain.desk.judgement import Judgement, Seat
from fairclaim.domain.desk.money import Money
from fairclaim.domain.desk.order_line import ClaimedItem, OrderLine
from fairclaim.domain.desk.party import ActorKind, PersonId, TextId
from fairclaim.domain.desk.remedy import Remedy
from fairclaim.domain.desk.reviewing import open_seat, visible_judgements
from fairclaim.domain.desk.states import STATE_NAMES, State
from fairclaim.services.needed import claimed_lines
from fairclaim.services.views.pieces import (
    AnswerSeen,
    ClockSeen,
    DecisionSeen,
    FileSeen,
    answer_of,
    clock_of,
    decision_seen,
    files_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterTheFact:
    """What is shown once this reviewer has judged and looked.

    Parameters
    ----------
    examined : Examined or None
        The newest examination; None if nothing was examined.
    proposal : Proposal or None
        What policy proposed.
    """

    examined: Examined | None
    proposal: Proposal | None
    offers: tuple[Offer, ...]
    decisions: tuple[DecisionSeen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerView:
    """A claim for one reviewer.

    Parameters
    ----------
    state : State
        While this reviewer is blind, a second review reads like a first.
    seat : Seat or None
        Whose judgement the claim waits for; None while this reviewer is blind.
    judgements : tuple of Judgement
        The own ones; all of them once the claim is decided, or a senior was called and this reviewer has judged.
    after : AfterTheFact or None
        None while this reviewer is blind.
    """

    claim: str
    state: State
    state_name: Bilingual
    round: int
    seat: Seat | None
    filed_at: datetime
    lines: tuple[OrderLine, ...]
    items: tuple[ClaimedItem, ...]
    most: Money
    reason: str
    asked: Remedy
    words: TextId | None
    files: tuple[FileSeen, ...]
    answer: AnswerSeen | None
    is_appeal: bool
    appealed_by: tuple[ActorKind, ...]
    clock: ClockSeen | None
    judgements: tuple[Judgement, ...]
    after: AfterTheFact | None


def reviewer_view(claim: Claim, person: PersonId, *, at: datetime, rules: DeskRules) -> ReviewerView:
    """Return what one reviewer sees now."""
    has_seen = person in claim.seen_by
    # Only a refusal goes to a second person, so that the name of this state gives the first answer away.
    is_masked = claim.state is State.SECOND_REVIEW and not has_seen
    state = State.IN_REVIEW if is_masked else claim.state
    judgements = visible_judgements(claim, person) if has_seen else _own(claim, person)
    return ReviewerView(
        claim=claim.id,
        state=state,
        state_name=STATE_NAMES[state],
        round=claim.round,
        seat=open_seat(claim) if has_seen else None,
        filed_at=claim.filed_at,
        lines=claimed_lines(claim),
        items=claim.items,
        most=claim.most,
        reason=claim.reason.value,
        asked=claim.asked,
        words=claim.words,
        files=files_of(claim),
        answer=answer_of(claim),
        is_appeal=bool(claim.appeals),
        appealed_by=tuple(appeal.by for appeal in claim.appeals),
        clock=clock_of(claim, at=at, rules=rules),
        judgements=judgements,
        after=_after(claim) if has_seen else None,
    )


def _own(claim: Claim, person: PersonId) -> tuple[Judgement, ...]:
    return tuple(one for one in claim.judgements if one.by == person)


def _after(claim: Claim) -> AfterTheFact:
    return AfterTheFact(
        examined=claim.examined,
        proposal=claim.proposal,
        offers=claim.offers,
        decisions=tuple(decision_seen(one) for one in claim.decisions),
    )
