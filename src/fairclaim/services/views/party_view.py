"""What a buyer or a merchant sees: where the claim stands, what is asked of them, what was decided and why.

Not in it: the other side's identity, who judges, judgements, verdicts and scores, marks, notes of the desk. Reasons stand in plain
words in the decision.
"""

from dataclasses import dataclass
from datetime import datetime

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim, Offer
from fairclaim.domain.desk.clock_rules import DeskRules
from fairclaim.domain.desk.decision import AppealResult
from fairclaim.domain.desk.evidence_rules import Requirement, Rules, missing
from fairclaim.domain.desk.money import Money
from fairclaim.domain.desk.order_line import ClaimedItem
from fairclaim.domain.desk.party import ActorKind, TextId
from fairclaim.domain.desk.remedy import Remedy
from fairclaim.domain.desk.states import STATE_NAMES, Move, State, moves_from
from fairclaim.services.needed import needed_for
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

_MOVES_OF = {
    ActorKind.BUYER: (
        Move.ATTACH,
        Move.COMPLETE_EVIDENCE,
        Move.APPEAL,
        Move.WITHDRAW_APPEAL,
        Move.OFFER,
        Move.ACCEPT_OFFER,
        Move.WITHDRAW,
    ),
    ActorKind.MERCHANT: (
        Move.ATTACH,
        Move.ANSWER,
        Move.APPEAL,
        Move.WITHDRAW_APPEAL,
        Move.OFFER,
        Move.ACCEPT_OFFER,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyView:
    """A claim for one of its parties.

    Parameters
    ----------
    side : ActorKind
        Whose view it is.
    needed, lacking : tuple of Requirement
        What the buyer is asked to show, and what of it is still missing; empty for the merchant, and once it is decided.
    missing : tuple of Bilingual
        What is lacking, in words, and why.
    most : Money
        The most that can be given back.
    offers : tuple of Offer
        Those that stand; ``acceptable`` names the ones that this side can accept.
    appeal_until : datetime or None
        Until when this side can appeal; None if it cannot.
    can : tuple of Move
        What this side can do now.
    """

    claim: str
    side: ActorKind
    state: State
    state_name: Bilingual
    filed_at: datetime
    order: str
    items: tuple[ClaimedItem, ...]
    most: Money
    reason: str
    asked: Remedy
    words: TextId | None
    files: tuple[FileSeen, ...]
    needed: tuple[Requirement, ...]
    lacking: tuple[Requirement, ...]
    missing: tuple[Bilingual, ...]
    answer: AnswerSeen | None
    offers: tuple[Offer, ...]
    acceptable: tuple[str, ...]
    clock: ClockSeen | None
    decisions: tuple[DecisionSeen, ...]
    appealed_by: tuple[ActorKind, ...]
    appeal_until: datetime | None
    appeal_result: AppealResult | None
    agreed: Remedy | None
    can: tuple[Move, ...]


def party_view(
    claim: Claim, side: ActorKind, *, at: datetime, rules: DeskRules, evidence_rules: Rules, shown_before: int = 0
) -> PartyView:
    """Return what one side sees.

    Parameters
    ----------
    shown_before : int
        How many files were there when the buyer was asked for more: they were seen, and do not answer the request.
    """
    acceptable = tuple(offer.id for offer in claim.offers if _may_accept(offer, side))
    is_asked = side is ActorKind.BUYER and claim.is_open and not claim.decisions
    needed = (claim.requested or needed_for(claim, evidence_rules)) if is_asked else ()
    lacking = missing(needed, claim.evidence[shown_before:] if claim.requested else claim.evidence)
    until = _appeal_until(claim, side, at)
    return PartyView(
        claim=claim.id,
        side=side,
        state=claim.state,
        state_name=STATE_NAMES[claim.state],
        filed_at=claim.filed_at,
        order=claim.order,
        items=claim.items,
        most=claim.most,
        reason=claim.reason.value,
        asked=claim.asked,
        words=claim.words,
        files=files_of(claim),
        needed=needed,
        lacking=lacking,
        missing=tuple(need.in_words() for need in lacking),
        answer=answer_of(claim),
        offers=claim.offers,
        acceptable=acceptable,
        clock=clock_of(claim, at=at, rules=rules),
        decisions=tuple(decision_seen(one) for one in claim.decisions),
        appealed_by=tuple(appeal.by for appeal in claim.appeals),
        appeal_until=until,
        appeal_result=claim.appeal_result,
        agreed=claim.agreed,
        can=_can(claim, side, acceptable=acceptable, may_appeal=until is not None),
    )


def _can(claim: Claim, side: ActorKind, *, acceptable: tuple[str, ...], may_appeal: bool) -> tuple[Move, ...]:
    own_appeal = tuple(appeal.by for appeal in claim.appeals) == (side,)
    unless = {
        Move.ACCEPT_OFFER: bool(acceptable),
        Move.APPEAL: may_appeal,
        Move.WITHDRAW_APPEAL: own_appeal,
    }
    allowed = moves_from(claim.state)
    return tuple(move for move in _MOVES_OF[side] if move in allowed and unless.get(move, True))


def _may_accept(offer: Offer, side: ActorKind) -> bool:
    return offer.by is not side and not (side is ActorKind.MERCHANT and offer.by is ActorKind.MACHINE)


def _appeal_until(claim: Claim, side: ActorKind, at: datetime) -> datetime | None:
    if any(appeal.by is side for appeal in claim.appeals):
        return None
    if claim.state is State.DECIDED and claim.clock is not None:
        until = claim.clock.due_at
    elif claim.state is State.APPEALED:
        until = claim.appeal_until
    else:
        return None
    return until if until is not None and at < until else None
