"""What policy proposes is done, within what a machine may do: say yes, ask, offer, or call people. It never refuses.

Where the rules of the desk forbid a proposal (a refund without return that the merchant has not agreed to, a second request for
what a buyer could not show), people look instead, and the record says why.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk import agreeing, facts, filing, hearing
from fairclaim.domain.desk.claim import Claim, Proposal
from fairclaim.domain.desk.decision import Route
from fairclaim.domain.desk.evidence_rules import Capture, Media, Requirement, Shot, missing
from fairclaim.domain.desk.filing import consents
from fairclaim.domain.desk.money import share
from fairclaim.domain.desk.party import ActorKind
from fairclaim.domain.desk.refusals import ConsentMissingError, RemedyError
from fairclaim.domain.desk.remedy import PAYS, BorneBy, Remedy, RemedyKind, check_consent, check_remedy
from fairclaim.services.act import Scene
from fairclaim.services.measures_told import is_limited
from fairclaim.services.needed import needed_for
from fairclaim.services.ports.routing import Advice, Priority
from fairclaim.services.route_facts import Spoken, route_facts
from fairclaim.services.steps import Steps

_NO_CONSENT = Bilingual(
    "未经商家同意，不能由商家承担不退货的退款，改由人工处理。",
    "Without the merchant's consent a refund without return cannot be at its cost; people look instead.",
)
_NOT_AGAIN = Bilingual(
    "所缺材料已请买家补充过一次，不再重复要求，由人工根据现有材料处理。",
    "The buyer was asked once for what is missing and is not asked again; people look at what is there.",
)
_ALL_THERE = Bilingual(
    "所需材料已齐，没有可再要求的，由人工处理。", "All that can be asked for is there already; people look instead."
)
_NONE_FITS = Bilingual(
    "没有适用于本订单的方案，由人工处理。", "None of the remedies fits this order; people look instead."
)
_LIMITED = Bilingual(
    "账户有生效中的限制措施，由人工处理；该措施不决定本次申请，可以申诉。",
    "A limit on the account is in force, so people look. It does not decide this claim, and can be appealed.",
)
_FURTHER = Bilingual("策略要求的补充材料", "policy asks for it")
_PRIORITY = {Priority.LOW: -1, Priority.NORMAL: 0, Priority.HIGH: 1}


@dataclass(frozen=True, slots=True)
class _Plan:
    route: Route
    remedy: Remedy | None = None
    needed: tuple[Requirement, ...] = ()
    instead: Bilingual | None = None


def route_claim(scene: Scene, steps: Steps, spoken: Spoken | None) -> None:
    """Let the live policy propose, and do what it proposes; what the shadow would have proposed is only kept.

    Parameters
    ----------
    spoken : Spoken or None
        The newest examination; None if there is none, which says nothing about the evidence.
    """
    claim = steps.claim
    known = route_facts(
        scene.desk, scene.work, claim, spoken, standing=scene.work.standing.counts(claim.buyer, at=scene.at)
    )
    advised = scene.work.policies.advise(known, at=scene.at)
    live = advised.live
    if advised.shadow is not None:
        name = spoken.examined.examination if spoken is not None else f"{claim.id}/{claim.sequence}"
        scene.work.policies.note_difference(claim.id, examination=name, live=live, shadow=advised.shadow, at=scene.at)
    plan = _plan(scene, claim, live)
    proposal = Proposal(route=plan.route, policy=live.policy, remedy=plan.remedy)
    why = live.why if plan.instead is None else _joined(live.why, plan.instead)
    steps.take(filing.propose_route(claim, proposal, why=why, by=scene.by, at=scene.at))
    scene.work.tasks.prefer(claim.id, lane=live.queue, priority=_PRIORITY[live.priority])
    _follow(scene, steps, plan, live)


def _plan(scene: Scene, claim: Claim, live: Advice) -> _Plan:
    if live.route in (Route.APPROVE, Route.OFFER_REMEDY) and is_limited(scene.work, claim.buyer, at=scene.at):
        return _Plan(Route.REVIEW, instead=_LIMITED)
    if live.route is Route.APPROVE:
        is_agreed = _is_agreed(claim, claim.asked)
        return _Plan(Route.APPROVE, remedy=claim.asked) if is_agreed else _Plan(Route.REVIEW, instead=_NO_CONSENT)
    if live.route is Route.ASK_MORE:
        return _ask_more(scene, claim, live)
    if live.route is Route.OFFER_REMEDY:
        fitting = [remedy for kind in live.remedies if (remedy := _remedy(claim, kind, live)) is not None]
        return _Plan(Route.OFFER_REMEDY, remedy=fitting[0]) if fitting else _Plan(Route.REVIEW, instead=_NONE_FITS)
    return _Plan(Route.REVIEW)


def _ask_more(scene: Scene, claim: Claim, live: Advice) -> _Plan:
    required = needed_for(claim, scene.desk.evidence_rules)
    needed = missing((*required, *_further(required, live)), claim.evidence)
    if not needed:
        return _Plan(Route.REVIEW, instead=_ALL_THERE)
    if _was_asked(scene, claim):
        return _Plan(Route.REVIEW, instead=_NOT_AGAIN)
    return _Plan(Route.ASK_MORE, needed=needed)


def _further(required: Sequence[Requirement], live: Advice) -> tuple[Requirement, ...]:
    """Return what policy asks for beyond the evidence rules; words that name no shot are for people."""
    shots = {shot.value: shot for shot in Shot}
    known = {need.shot for need in required}
    asked = [shots[word] for word in dict.fromkeys(live.ask_for) if word in shots]
    return tuple(
        Requirement(shot=shot, media=Media.PHOTO, capture=Capture.ANY, count=1, why=_FURTHER)
        for shot in asked
        if shot not in known
    )


def _follow(scene: Scene, steps: Steps, plan: _Plan, live: Advice) -> None:
    by, at, rules = scene.by, scene.at, scene.desk.rules
    if plan.route is Route.APPROVE:
        steps.take(filing.approve_by_policy(steps.claim, reasons=live.why, by=by, at=at, rules=rules))
        return
    if plan.route is Route.ASK_MORE:
        steps.take(hearing.ask_evidence(steps.claim, plan.needed, by=by, at=at, rules=rules))
        return
    if plan.route is Route.OFFER_REMEDY and plan.remedy is not None:
        # The buyer may accept at any time; meanwhile the merchant is asked, so that an offer nobody takes holds nothing up.
        steps.take(agreeing.offer(steps.claim, plan.remedy, words=None, by=by, at=at))
    if steps.claim.merchant_asked:
        steps.take(hearing.send_to_review(steps.claim, by=by, at=at, rules=rules))
    else:
        steps.take(hearing.ask_merchant(steps.claim, by=by, at=at, rules=rules))


def _was_asked(scene: Scene, claim: Claim) -> bool:
    return any(
        isinstance(event.fact, facts.EvidenceAsked) and event.by.kind is ActorKind.MACHINE
        for event in scene.work.claims.events(claim.id)
    )


def _remedy(claim: Claim, kind: RemedyKind, live: Advice) -> Remedy | None:
    """Return a remedy of a kind as this claim allows it; None if it does not."""
    remedy = Remedy(kind=kind, borne_by=BorneBy.MERCHANT)
    if kind is RemedyKind.PART_REFUND:
        percent = live.part_refund_percent
        remedy = replace(remedy, amount=share(claim.most, part=percent, of=100) if percent is not None else None)
    elif kind in PAYS:
        remedy = replace(remedy, amount=claim.most)
    return remedy if _is_agreed(claim, remedy) else None


def _is_agreed(claim: Claim, remedy: Remedy) -> bool:
    """Tell whether a machine may propose a remedy: it fits the order, and needs no consent that is missing."""
    try:
        check_remedy(remedy, most=claim.most)
        check_consent(remedy, merchant_consents=consents(claim, remedy))
    except (RemedyError, ConsentMissingError):
        return False
    return True


def _joined(one: Bilingual, other: Bilingual) -> Bilingual:
    return Bilingual(f"{one.zh}{other.zh}", f"{one.en} {other.en}")
