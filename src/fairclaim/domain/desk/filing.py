"""From filing to a proposed route: what the buyer and the machine do first."""

from datetime import datetime

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim, Examined, Proposal, Stance
from fairclaim.domain.desk.clock_rules import ClockKind, DeskRules
from fairclaim.domain.desk.decision import Decision, Route, check_reasons, consequences_of
from fairclaim.domain.desk.draft import Draft, Moved
from fairclaim.domain.desk.evidence_rules import Item, Reason
from fairclaim.domain.desk.facts import (
    ClaimFiled,
    Decided,
    Event,
    EvidenceAttached,
    ExaminationRecorded,
    RouteProposed,
    ScreeningStarted,
)
from fairclaim.domain.desk.history import replay
from fairclaim.domain.desk.judgement import Outcome
from fairclaim.domain.desk.order_line import ClaimedItem, OrderLine, refundable
from fairclaim.domain.desk.party import DESK, PARTIES, Actor, ActorKind, ClaimId, PersonId, TextId
from fairclaim.domain.desk.refusals import RemedyError, RouteError, WrongActorError
from fairclaim.domain.desk.remedy import BorneBy, Remedy, check_consent, check_remedy
from fairclaim.domain.desk.states import MOVE_NAMES, Move, State
from fairclaim.domain.desk.working_calendar import aware

MACHINE = frozenset({ActorKind.MACHINE})


def file_claim(
    claim: ClaimId,
    *,
    order: str,
    buyer: PersonId,
    merchant: PersonId,
    lines: tuple[OrderLine, ...],
    items: tuple[ClaimedItem, ...],
    reason: Reason,
    asked: Remedy,
    words: TextId | None,
    by: Actor,
    at: datetime,
) -> Moved:
    """Make a claim. A buyer files for themselves; the machine files what a platform sends in for a buyer.

    Raises
    ------
    WrongActorError
        If somebody else files.
    RemedyError, CurrencyMismatchError, UsageError
        If the claim is not about what was bought, or asks for more than that.
    """
    is_theirs = by.kind is ActorKind.BUYER and by.id == buyer
    if buyer == merchant or not (is_theirs or by.kind is ActorKind.MACHINE):
        raise WrongActorError(move=Move.FILE.value, kind=by.kind.value, move_name=MOVE_NAMES[Move.FILE])
    check_remedy(asked, most=refundable(lines, items))
    if asked.borne_by is not BorneBy.MERCHANT:
        raise RemedyError(
            Bilingual("买家的请求向商家提出。", "A buyer asks the merchant; the platform bears what it decides to.")
        )
    filed = Event(
        claim=claim,
        sequence=1,
        at=aware(at),
        by=by,
        move=Move.FILE,
        state=State.FILED,
        fact=ClaimFiled(
            order=order,
            buyer=buyer,
            merchant=merchant,
            lines=lines,
            items=items,
            reason=reason,
            asked=asked,
            words=words,
        ),
    )
    return replay([filed]), (filed,)


def start_screening(claim: Claim, *, by: Actor, at: datetime) -> Moved:
    """Let the machine look. Raises as every move: see :class:`~fairclaim.domain.desk.draft.Draft`."""
    draft = Draft(claim, Move.SCREEN, by=by, at=at, allowed=MACHINE)
    draft.add(ScreeningStarted())
    return draft.done()


def attach(claim: Claim, item: Item, *, by: Actor, at: datetime) -> Moved:
    """Add a file. Parties add their own; the desk adds what arrives for one of them.

    Raises
    ------
    WrongActorError
        If a party adds a file in the other's name.
    """
    draft = Draft(claim, Move.ATTACH, by=by, at=at, allowed=DESK | PARTIES)
    if by.is_party and item.by is not by.kind:
        raise draft.wrong_actor()
    draft.add(EvidenceAttached(item=item))
    return draft.done()


def record_examination(claim: Claim, examined: Examined, *, by: Actor, at: datetime) -> Moved:
    """Note the newest examination. Who judges sees it afterwards only."""
    draft = Draft(claim, Move.RECORD_EXAMINATION, by=by, at=at, allowed=MACHINE)
    draft.add(ExaminationRecorded(examined=examined))
    return draft.done()


def propose_route(claim: Claim, proposal: Proposal, *, why: Bilingual, by: Actor, at: datetime) -> Moved:
    """Note what policy proposes: approve, ask for more, review, or offer a remedy. No proposal refuses.

    Raises
    ------
    RouteError
        If a remedy is named with a route that grants none, or none with one that does.
    RemedyError, CurrencyMismatchError
        If the remedy is more than the order holds.
    ConsentMissingError
        If it makes the merchant bear a refund without return.
    """
    draft = Draft(claim, Move.PROPOSE_ROUTE, by=by, at=at, allowed=MACHINE)
    needs_remedy = proposal.route in (Route.APPROVE, Route.OFFER_REMEDY)
    if needs_remedy != (proposal.remedy is not None):
        raise RouteError(needed="remedy", proposed=proposal.route.value)
    if proposal.remedy is not None:
        check_remedy(proposal.remedy, most=claim.most)
        check_consent(proposal.remedy, merchant_consents=consents(claim, proposal.remedy))
    draft.add(RouteProposed(proposal=proposal, why=why))
    return draft.done()


def approve_by_policy(claim: Claim, *, reasons: Bilingual, by: Actor, at: datetime, rules: DeskRules) -> Moved:
    """Say yes by machine, with the remedy that policy proposed. There is no such move for a no.

    Raises
    ------
    RouteError
        If policy did not propose to approve.
    ReasonsMissingError
        If the reasons do not stand in both languages.
    """
    draft = Draft(claim, Move.APPROVE_BY_POLICY, by=by, at=at, allowed=MACHINE)
    proposal = claim.proposal
    if proposal is None or proposal.route is not Route.APPROVE:
        raise RouteError(needed=Route.APPROVE.value, proposed=proposal.route.value if proposal else None)
    basis = (proposal.policy,)
    check_reasons(reasons, basis)
    decision = Decision(
        number=1,
        outcome=Outcome.GRANT,
        view=None,
        grade=None,
        remedy=proposal.remedy,
        reasons=reasons,
        basis=basis,
        by=(),
        at=draft.at,
    )
    draft.add(Decided(decision=decision))
    draft.impose(consequences_of(decision))
    draft.start_clock(ClockKind.APPEAL_WINDOW, rules)
    return draft.done()


def consents(claim: Claim, remedy: Remedy) -> bool:
    """Tell whether the merchant has agreed to bear a remedy: with no objection to what was asked, and not to more than that."""
    is_open = claim.answer is not None and claim.answer.stance is Stance.NO_OBJECTION
    if not is_open or remedy.kind is not claim.asked.kind or remedy.amount is None or claim.asked.amount is None:
        return False
    return remedy.amount <= claim.asked.amount
