"""Whoever may see a claim gets the view of their role: party, reviewer, operator or auditor. Looking is noted for people of the desk."""

from collections.abc import Sequence

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.facts import Event, EvidenceAsked, EvidenceAttached
from fairclaim.domain.desk.party import ActorKind, ClaimId, TextId
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.services.act import moment, note
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.originals import original
from fairclaim.services.ports.work import Work
from fairclaim.services.shown import JUDGES, evidence_shown_to, shown_to
from fairclaim.services.undated import undated
from fairclaim.services.views.desk_view import AuditorView, OperatorView, operator_view
from fairclaim.services.views.party_view import PartyView, party_view
from fairclaim.services.views.reviewer_view import ReviewerView, reviewer_view

View = PartyView | ReviewerView | OperatorView | AuditorView
_SIDES = {Role.BUYER: ActorKind.BUYER, Role.MERCHANT_AGENT: ActorKind.MERCHANT}
_NO_EVIDENCE = frozenset({Role.ADMIN, Role.MACHINE, Role.INTEGRATION})


def see_claim(desk: Desk, who: Caller, claim: ClaimId) -> View:
    """Return a claim as the caller may see it.

    Raises
    ------
    NotFoundError
        If there is none, or none that the caller may see.
    ConflictOfInterestError
        If the caller is tied to a party.
    """

    def whole(work: Work) -> View:
        opened, role = shown_to(desk, work, who, Action.SEE, claim)
        found = opened.claim
        at = moment(desk, found)
        if role in _SIDES:
            return party_view_in(desk, work, found, _SIDES[role])
        if role is Role.AUDITOR:
            note(desk, work, who, role, Action.SEE, thing=claim, at=at)
            return AuditorView(claim=found, events=tuple(work.claims.events(claim)))
        if role in _NO_EVIDENCE:
            return operator_view(found, at=at, rules=desk.rules)
        note(desk, work, who, role, Action.SEE, thing=claim, at=at)
        return reviewer_view(found, who.person, at=at, rules=desk.rules)

    return desk.units.write(who.tenant, whole)


def party_view_in(desk: Desk, work: Work, claim: Claim, side: ActorKind) -> PartyView:
    """Return a claim as one of its parties sees it, within a unit of work whose caller has leave."""
    return party_view(
        claim,
        side,
        at=moment(desk, claim),
        rules=desk.rules,
        evidence_rules=desk.evidence_rules,
        shown_before=_shown_before(work.claims.events(claim.id)) if claim.requested else 0,
    )


def see_exhibit(desk: Desk, who: Caller, claim: ClaimId, exhibit: ExhibitId) -> bytes | None:
    """Return the original bytes of a file of this claim; None if they were erased.

    Who is yet to judge gets them without the moments that they state; see :mod:`fairclaim.services.undated`.

    Raises
    ------
    NotFoundError
        If there is no such file in this claim, or the caller's role sees no evidence.
    ConflictOfInterestError
        If the caller is tied to a party.
    UnavailableError
        If the bytes are not what was received.
    """

    def whole(work: Work) -> bytes | None:
        opened, role = evidence_shown_to(desk, work, who, Action.SEE, claim)
        kept = next((one for one in work.exhibits.of_claim(opened.source) if one.id == exhibit), None)
        if kept is None:
            raise NotFoundError
        if role not in _SIDES:
            note(desk, work, who, role, Action.SEE, thing=exhibit, kind="exhibit", at=desk.now(), claim=claim)
        data = original(work, kept)
        is_blind = role in JUDGES and all(one.by != who.person for one in opened.claim.judgements)
        return undated(data) if data is not None and is_blind else data

    return desk.units.write(who.tenant, whole)


def see_words(desk: Desk, who: Caller, claim: ClaimId, text: TextId) -> str | None:
    """Return what a side said in this claim; None if it was erased.

    Raises
    ------
    NotFoundError
        If the claim holds no such text, or the caller's role sees no evidence.
    ConflictOfInterestError
        If the caller is tied to a party.
    """

    def whole(work: Work) -> str | None:
        opened, role = evidence_shown_to(desk, work, who, Action.SEE, claim)
        events = work.claims.events(opened.source)
        named = {getattr(event.fact, "words", None) for event in events}
        named |= {event.fact.answer.words for event in events if hasattr(event.fact, "answer")}
        if text not in named:
            raise NotFoundError
        if role not in _SIDES:
            note(desk, work, who, role, Action.SEE, thing=text, kind="text", at=desk.now(), claim=claim)
        return work.people.text(text)

    return desk.units.write(who.tenant, whole)


def _shown_before(events: Sequence[Event]) -> int:
    """Return how many files were there when the buyer was last asked for more."""
    asked = max(number for number, event in enumerate(events) if isinstance(event.fact, EvidenceAsked))
    return sum(isinstance(event.fact, EvidenceAttached) for event in events[:asked])
