"""Both sides are heard: the buyer is asked for evidence, the merchant for an answer. Silence proves nothing."""

from datetime import datetime

from fairclaim.domain.desk.claim import Answer, Claim, Stance
from fairclaim.domain.desk.clock_rules import ClockKind, DeskRules
from fairclaim.domain.desk.decision import Route
from fairclaim.domain.desk.draft import Draft, Moved
from fairclaim.domain.desk.evidence_rules import Requirement
from fairclaim.domain.desk.facts import EvidenceAsked, EvidenceCompleted, MerchantAnswered, MerchantAsked, ReviewSent
from fairclaim.domain.desk.party import JUDGES, Actor, ActorKind, TextId
from fairclaim.domain.desk.refusals import ReasonsMissingError, RouteError
from fairclaim.domain.desk.states import Move, State

_MACHINE_OR_JUDGE = JUDGES | {ActorKind.MACHINE}
_BUYER = frozenset({ActorKind.BUYER})
_MERCHANT = frozenset({ActorKind.MERCHANT})


def ask_evidence(claim: Claim, needed: tuple[Requirement, ...], *, by: Actor, at: datetime, rules: DeskRules) -> Moved:
    """Ask the buyer for exactly what is missing, and start that clock.

    Raises
    ------
    ReasonsMissingError
        If nothing is named.
    RouteError
        If the machine asks without that being proposed.
    WrongActorError
        If the machine takes a claim out of people's review.
    """
    draft = Draft(claim, Move.ASK_EVIDENCE, by=by, at=at, allowed=_MACHINE_OR_JUDGE)
    if not needed:
        raise ReasonsMissingError
    _check_machine(draft, route=Route.ASK_MORE)
    draft.add(EvidenceAsked(missing=needed))
    draft.stop_clock(rules)
    draft.start_clock(ClockKind.BUYER_EVIDENCE, rules)
    return draft.done()


def complete_evidence(claim: Claim, *, by: Actor, at: datetime, rules: DeskRules) -> Moved:
    """Hand in what there is; the machine looks again. Late is noted, and heard all the same."""
    draft = Draft(claim, Move.COMPLETE_EVIDENCE, by=by, at=at, allowed=_BUYER)
    draft.add(EvidenceCompleted(is_late=draft.is_late))
    draft.stop_clock(rules)
    return draft.done()


def ask_merchant(claim: Claim, *, by: Actor, at: datetime, rules: DeskRules) -> Moved:
    """Ask the merchant to answer, and start that clock.

    Raises
    ------
    WrongActorError
        If the machine takes a claim out of people's review.
    """
    draft = Draft(claim, Move.ASK_MERCHANT, by=by, at=at, allowed=_MACHINE_OR_JUDGE)
    _check_machine(draft, route=None)
    draft.add(MerchantAsked())
    draft.stop_clock(rules)
    draft.start_clock(ClockKind.MERCHANT_ANSWER, rules)
    return draft.done()


def answer(claim: Claim, stance: Stance, *, words: TextId | None, by: Actor, at: datetime, rules: DeskRules) -> Moved:
    """Answer as the merchant. It brings a waiting claim to review; a late answer is heard until people have decided."""
    draft = Draft(claim, Move.ANSWER, by=by, at=at, allowed=_MERCHANT)
    is_waiting = claim.state is State.WAITING_MERCHANT
    is_late = draft.is_late if is_waiting else ClockKind.MERCHANT_ANSWER in claim.silences
    draft.add(MerchantAnswered(answer=Answer(stance=stance, words=words, is_late=is_late)))
    if is_waiting:
        draft.stop_clock(rules)
        draft.enter_review(rules)
    return draft.done()


def send_to_review(claim: Claim, *, by: Actor, at: datetime, rules: DeskRules) -> Moved:
    """Let people look, without waiting for an answer of the merchant.

    A remedy at the merchant's cost cannot be decided before the merchant was asked; a reviewer may still ask.
    """
    draft = Draft(claim, Move.SEND_TO_REVIEW, by=by, at=at, allowed=_MACHINE_OR_JUDGE)
    draft.add(ReviewSent())
    draft.enter_review(rules)
    return draft.done()


def _check_machine(draft: Draft, *, route: Route | None) -> None:
    if draft.by.kind is not ActorKind.MACHINE:
        return
    if draft.claim.state is State.IN_REVIEW:
        raise draft.wrong_actor()
    proposal = draft.claim.proposal
    if route is not None and (proposal is None or proposal.route is not route):
        raise RouteError(needed=route.value, proposed=proposal.route.value if proposal else None)
