"""How events make a claim. Nothing else changes one, so that replaying its events gives the same claim.

``apply`` trusts no event: a gap, a step back in time or a move that the table does not have is refused, whoever wrote it.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from functools import singledispatch

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk import facts
from fairclaim.domain.desk.claim import Claim, Offer
from fairclaim.domain.desk.clock import Clock, Running, Span
from fairclaim.domain.desk.clock_rules import OnExpiry
from fairclaim.domain.desk.decision import Appeal, Consequence, Standing
from fairclaim.domain.desk.facts import Event
from fairclaim.domain.desk.party import ActorKind
from fairclaim.domain.desk.states import Move, State, target
from fairclaim.domain.errors import UsageError


class HistoryError(UsageError):
    """Events that do not follow each other."""

    code = "history"

    def __init__(self, sequence: int, what: str) -> None:
        super().__init__(
            Bilingual(
                f"第 {sequence} 条记录与之前的记录不衔接（{what}）。",
                f"Event {sequence} does not follow from those before it ({what}).",
            )
        )
        self.sequence = sequence


def replay(events: Iterable[Event]) -> Claim:
    """Return the claim that a whole history makes.

    Raises
    ------
    HistoryError
        If there is no event, or one does not follow from those before it.
    IllegalMoveError
        If a move is not in the table.
    """
    claim: Claim | None = None
    for event in events:
        claim = apply(claim, event)
    if claim is None:
        raise HistoryError(1, "no events")
    return claim


def apply(claim: Claim | None, event: Event) -> Claim:
    """Return the claim after one more event.

    Raises
    ------
    HistoryError, IllegalMoveError
        As :func:`replay`.
    """
    if claim is None:
        return _filed(event)
    if event.claim != claim.id:
        raise HistoryError(event.sequence, "another claim")
    if event.sequence != claim.sequence + 1:
        raise HistoryError(event.sequence, f"expected number {claim.sequence + 1}")
    if event.at < claim.updated_at:
        raise HistoryError(event.sequence, "earlier than the one before")
    if event.state is not (claim.state if event.move is None else target(claim.state, event.move)):
        raise HistoryError(event.sequence, "another state")
    changed = _take_in(event.fact, claim, event)
    people = {event.by.id} if event.by.is_staff else set()
    return replace(
        changed,
        state=event.state,
        sequence=event.sequence,
        updated_at=event.at,
        took_part=changed.took_part | people,
    )


def _filed(event: Event) -> Claim:
    fact = event.fact
    if not isinstance(fact, facts.ClaimFiled) or (event.sequence, event.move, event.state) != (
        1,
        Move.FILE,
        State.FILED,
    ):
        raise HistoryError(event.sequence, "a history begins with the filing")
    return Claim(
        id=event.claim,
        state=State.FILED,
        sequence=1,
        filed_at=event.at,
        updated_at=event.at,
        order=fact.order,
        buyer=fact.buyer,
        merchant=fact.merchant,
        lines=fact.lines,
        items=fact.items,
        reason=fact.reason,
        asked=fact.asked,
        words=fact.words,
        offers=(Offer(id="asked", by=ActorKind.BUYER, remedy=fact.asked),),
    )


@singledispatch
def _take_in(fact: object, claim: Claim, event: Event) -> Claim:
    """Return the claim with one fact in it. A fact that only moves the claim changes nothing else."""
    if isinstance(fact, facts.ClaimFiled):
        raise HistoryError(event.sequence, "filed twice")
    return claim


@_take_in.register
def _(fact: facts.ExaminationRecorded, claim: Claim, _: Event) -> Claim:
    return replace(claim, examined=fact.examined)


@_take_in.register
def _(fact: facts.RouteProposed, claim: Claim, _: Event) -> Claim:
    # What policy offered on what it knew before does not outlive a new proposal.
    return replace(claim, proposal=fact.proposal, offers=_without(claim, ActorKind.MACHINE))


@_take_in.register
def _(fact: facts.EvidenceAttached, claim: Claim, _: Event) -> Claim:
    return replace(claim, evidence=(*claim.evidence, fact.item))


@_take_in.register
def _(fact: facts.EvidenceAsked, claim: Claim, _: Event) -> Claim:
    return replace(claim, requested=fact.missing)


@_take_in.register
def _(_fact: facts.EvidenceCompleted, claim: Claim, _: Event) -> Claim:
    return replace(claim, requested=())


@_take_in.register
def _(_fact: facts.MerchantAsked, claim: Claim, _: Event) -> Claim:
    return replace(claim, merchant_asked=True)


@_take_in.register
def _(fact: facts.MerchantAnswered, claim: Claim, _: Event) -> Claim:
    return replace(claim, answer=fact.answer)


@_take_in.register
def _(fact: facts.RoundOpened, claim: Claim, _: Event) -> Claim:
    return replace(claim, round=fact.round, has_senior=False)


@_take_in.register
def _(fact: facts.Judged, claim: Claim, _: Event) -> Claim:
    # A judgement that was left unconfirmed gives way to the next person's.
    kept = tuple(one for one in claim.judgements if one.final is not None)
    return replace(claim, judgements=(*kept, fact.judgement))


@_take_in.register
def _(fact: facts.VerdictRevealed, claim: Claim, _: Event) -> Claim:
    return replace(claim, seen_by=claim.seen_by | {fact.to})


@_take_in.register
def _(fact: facts.JudgementConfirmed, claim: Claim, event: Event) -> Claim:
    if not claim.judgements or claim.judgements[-1].by != fact.by:
        raise HistoryError(event.sequence, "no judgement to confirm")
    last = replace(claim.judgements[-1], final=fact.final, changed_because=fact.changed_because)
    return replace(claim, judgements=(*claim.judgements[:-1], last))


@_take_in.register
def _(_fact: facts.SeniorCalled, claim: Claim, _: Event) -> Claim:
    return replace(claim, has_senior=True)


@_take_in.register
def _(fact: facts.Decided, claim: Claim, _: Event) -> Claim:
    # An offer made before a decision must not undo it.
    return replace(claim, decisions=(*claim.decisions, fact.decision), offers=())


@_take_in.register
def _(fact: facts.AppealDecided, claim: Claim, _: Event) -> Claim:
    return replace(claim, decisions=(*claim.decisions, fact.decision), appeal_result=fact.result, offers=())


@_take_in.register
def _(fact: facts.ConsequenceImposed, claim: Claim, _: Event) -> Claim:
    return replace(claim, consequences=(*claim.consequences, fact.consequence))


@_take_in.register
def _(_fact: facts.Appealed, claim: Claim, event: Event) -> Claim:
    window = claim.clock.due_at if claim.clock and not claim.appeals else claim.appeal_until
    return replace(
        claim,
        appeals=(*claim.appeals, Appeal(by=event.by.kind, at=event.at)),
        appeal_until=window,
        barred=claim.barred | claim.took_part,
    )


@_take_in.register
def _(fact: facts.OfferMade, claim: Claim, _: Event) -> Claim:
    return replace(claim, offers=(*_without(claim, fact.offer.by), fact.offer))


@_take_in.register
def _(fact: facts.OfferAccepted, claim: Claim, event: Event) -> Claim:
    accepted = next((offer for offer in claim.offers if offer.id == fact.offer), None)
    if accepted is None:
        raise HistoryError(event.sequence, "no such offer")
    return replace(claim, agreed=accepted.remedy, offers=())


@_take_in.register
def _(fact: facts.ClockStarted, claim: Claim, event: Event) -> Claim:
    clock = Clock(
        kind=fact.kind,
        running=Running.RUNNING,
        counting=fact.counting,
        allowance=fact.allowance,
        warn_before=fact.warn_before,
        spent=timedelta(0),
        due_at=fact.due_at,
        warn_at=fact.warn_at,
        calendar=fact.calendar,
        spans=(Span(since=event.at, until=None),),
    )
    return replace(claim, clock=clock)


@_take_in.register
def _(fact: facts.ClockPaused, claim: Claim, event: Event) -> Claim:
    clock = _clock(claim, event)
    paused = replace(
        clock,
        running=Running.PAUSED,
        spent=fact.spent,
        due_at=None,
        warn_at=None,
        paused_because=fact.because,
        spans=(*clock.spans[:-1], replace(clock.spans[-1], until=event.at)),
    )
    return replace(claim, clock=paused)


@_take_in.register
def _(fact: facts.ClockResumed, claim: Claim, event: Event) -> Claim:
    clock = _clock(claim, event)
    resumed = replace(
        clock,
        running=Running.RUNNING,
        due_at=fact.due_at,
        warn_at=fact.warn_at,
        calendar=fact.calendar,
        paused_because=None,
        spans=(*clock.spans, Span(since=event.at, until=None)),
    )
    return replace(claim, clock=resumed)


@_take_in.register
def _(fact: facts.ClockExtended, claim: Claim, event: Event) -> Claim:
    clock = _clock(claim, event)
    extended = replace(clock, allowance=clock.allowance + fact.more, due_at=fact.due_at, warn_at=fact.warn_at)
    return replace(claim, clock=extended)


@_take_in.register
def _(_fact: facts.ClockWarned, claim: Claim, event: Event) -> Claim:
    return replace(claim, clock=replace(_clock(claim, event), warn_at=None))


@_take_in.register
def _(fact: facts.ClockExpired, claim: Claim, event: Event) -> Claim:
    _clock(claim, event)
    is_escalation = fact.then is OnExpiry.ESCALATE
    return replace(
        claim,
        clock=None,
        silences=claim.silences if is_escalation else (*claim.silences, fact.kind),
        escalations=claim.escalations + is_escalation,
    )


@_take_in.register
def _(_fact: facts.ClockStopped, claim: Claim, event: Event) -> Claim:
    _clock(claim, event)
    return replace(claim, clock=None)


@_take_in.register
def _(fact: facts.ConsequenceExecuted, claim: Claim, event: Event) -> Claim:
    found = _consequence(claim, fact.id, event)
    done = replace(found, standing=Standing.EXECUTED, was_executed=True, reference=fact.reference)
    return _with_consequence(claim, done)


@_take_in.register
def _(fact: facts.UnwindingOrdered, claim: Claim, event: Event) -> Claim:
    found = _consequence(claim, fact.id, event)
    return _with_consequence(claim, replace(found, standing=Standing.TO_UNWIND))


@_take_in.register
def _(fact: facts.ConsequenceUnwound, claim: Claim, event: Event) -> Claim:
    found = _consequence(claim, fact.id, event)
    return _with_consequence(claim, replace(found, standing=Standing.UNWOUND))


def _without(claim: Claim, kind: ActorKind) -> tuple[Offer, ...]:
    return tuple(offer for offer in claim.offers if offer.by is not kind)


def _clock(claim: Claim, event: Event) -> Clock:
    if claim.clock is None:
        raise HistoryError(event.sequence, "no clock runs")
    return claim.clock


def _consequence(claim: Claim, name: str, event: Event) -> Consequence:
    found = next((one for one in claim.consequences if one.id == name), None)
    if found is None:
        raise HistoryError(event.sequence, "no such consequence")
    return found


def _with_consequence(claim: Claim, changed: Consequence) -> Claim:
    return replace(claim, consequences=tuple(changed if one.id == changed.id else one for one in claim.consequences))
