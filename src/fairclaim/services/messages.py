"""What the tenant's systems are told of an event. Nothing here says who judged, or what a judgement or a verdict was.

What is not in the table is not told: judgements, verdicts and examinations stay inside until a decision gives its reasons.
"""

from collections.abc import Callable, Mapping

from fairclaim.domain.desk import facts
from fairclaim.domain.desk.decision import Decision
from fairclaim.domain.desk.facts import Event
from fairclaim.domain.desk.remedy import Remedy
from fairclaim.domain.desk.wire import kind_name
from fairclaim.services.ports.traffic import Message

Body = dict[str, object]


def _nothing(_: object) -> Body:
    return {}


def remedy_record(remedy: Remedy | None) -> Body | None:
    """Return a remedy as plain values."""
    if remedy is None:
        return None
    amount = remedy.amount
    return {
        "kind": remedy.kind.value,
        "borne_by": remedy.borne_by.value,
        "amount": None if amount is None else {"minor": amount.amount_minor, "currency": amount.currency},
    }


def _decision(decision: Decision) -> Body:
    return {
        "number": decision.number,
        "outcome": decision.outcome.value,
        "remedy": remedy_record(decision.remedy),
        "reasons": decision.reasons.to_record(),
    }


def _filed(fact: facts.ClaimFiled) -> Body:
    return {"order": fact.order, "reason": fact.reason.value, "asked": remedy_record(fact.asked)}


def _asked(fact: facts.EvidenceAsked) -> Body:
    return {"missing": [{"shot": need.shot.value, **need.in_words().to_record()} for need in fact.missing]}


def _decided(fact: facts.Decided) -> Body:
    return _decision(fact.decision)


def _appeal_decided(fact: facts.AppealDecided) -> Body:
    return {"result": fact.result.value, **_decision(fact.decision)}


def _offered(fact: facts.OfferMade) -> Body:
    return {"offer": fact.offer.id, "by": fact.offer.by.value, "remedy": remedy_record(fact.offer.remedy)}


def _accepted(fact: facts.OfferAccepted) -> Body:
    return {"offer": fact.offer}


def _clock(fact: facts.ClockWarned | facts.ClockExpired) -> Body:
    return {"clock": fact.kind.value}


def _unwinding(fact: facts.UnwindingOrdered) -> Body:
    return {"consequence": fact.id, "was_executed": fact.was_executed}


TOLD: Mapping[type[object], Callable[..., Body]] = {
    facts.ClaimFiled: _filed,
    facts.EvidenceAsked: _asked,
    facts.EvidenceCompleted: _nothing,
    facts.MerchantAsked: _nothing,
    facts.MerchantAnswered: _nothing,
    facts.ReviewSent: _nothing,
    facts.Decided: _decided,
    facts.Appealed: _nothing,
    facts.AppealDecided: _appeal_decided,
    facts.AppealWithdrawn: _nothing,
    facts.OfferMade: _offered,
    facts.OfferAccepted: _accepted,
    facts.ClaimWithdrawn: _nothing,
    facts.ClockWarned: _clock,
    facts.ClockExpired: _clock,
    facts.UnwindingOrdered: _unwinding,
}
"""Kinds of facts that are told, and what is said of each."""


def message_of(event: Event) -> Message | None:
    """Return what is told of an event; None if nothing."""
    say = TOLD.get(type(event.fact))
    if say is None:
        return None
    return Message(
        id=f"{event.claim}/{event.sequence}",
        kind=kind_name(type(event.fact)),
        body={"claim": event.claim, "sequence": event.sequence, "state": event.state.value, **say(event.fact)},
        at=event.at,
    )
