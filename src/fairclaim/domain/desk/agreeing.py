"""The sides may end it themselves: by an offer that the other accepts, or by taking the claim back.

Neither says anything about the evidence.
"""

from datetime import datetime

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim, Offer
from fairclaim.domain.desk.clock_rules import DeskRules
from fairclaim.domain.desk.decision import ConsequenceKind, Route, consequences_of_settling
from fairclaim.domain.desk.draft import Draft, Moved
from fairclaim.domain.desk.facts import ClaimWithdrawn, OfferAccepted, OfferMade
from fairclaim.domain.desk.party import PARTIES, Actor, ActorKind, TextId
from fairclaim.domain.desk.refusals import OfferError, RemedyError, RouteError
from fairclaim.domain.desk.remedy import BorneBy, Remedy, check_remedy
from fairclaim.domain.desk.states import Move

_BUYER = frozenset({ActorKind.BUYER})


def offer(claim: Claim, remedy: Remedy, *, words: TextId | None, by: Actor, at: datetime) -> Moved:
    """Offer a remedy. It replaces the side's earlier offer, and lapses when the claim is decided.

    Raises
    ------
    RouteError
        If the machine offers what policy did not propose.
    RemedyError, CurrencyMismatchError
        If it is more than the order holds, or a party offers at the platform's cost.
    """
    draft = Draft(claim, Move.OFFER, by=by, at=at, allowed=PARTIES | {ActorKind.MACHINE})
    check_remedy(remedy, most=claim.most)
    if by.kind is ActorKind.MACHINE:
        _check_proposed(claim, remedy)
    elif remedy.borne_by is not BorneBy.MERCHANT:
        raise RemedyError(
            Bilingual(
                "双方只能就商家承担的方案协商。", "The sides can offer what the merchant bears, not the platform."
            )
        )
    made = Offer(id=f"offer-{claim.sequence + 1}", by=by.kind, remedy=remedy)
    draft.add(OfferMade(offer=made, words=words))
    return draft.done()


def accept_offer(claim: Claim, offer_id: str, *, by: Actor, at: datetime, rules: DeskRules) -> Moved:
    """Accept the other side's offer: the claim is settled, and what an earlier decision set going is taken back.

    The buyer accepts what the merchant or policy offers; the merchant accepts what the buyer asked for or offers.

    Raises
    ------
    OfferError
        If there is no such offer, or it is not for this side to accept.
    """
    draft = Draft(claim, Move.ACCEPT_OFFER, by=by, at=at, allowed=PARTIES)
    found = next((one for one in claim.offers if one.id == offer_id), None)
    if found is None or found.by is by.kind or (by.kind is ActorKind.MERCHANT and found.by is ActorKind.MACHINE):
        raise OfferError
    draft.add(OfferAccepted(offer=offer_id))
    draft.stop_clock(rules)
    draft.unwind(claim.consequences)
    draft.impose(consequences_of_settling())
    return draft.done()


def withdraw(claim: Claim, *, by: Actor, at: datetime, rules: DeskRules) -> Moved:
    """Take the claim back. A remedy that was granted is taken back with it; what was found about the evidence stands."""
    draft = Draft(claim, Move.WITHDRAW, by=by, at=at, allowed=_BUYER)
    draft.add(ClaimWithdrawn())
    draft.stop_clock(rules)
    draft.unwind(tuple(one for one in claim.consequences if one.kind is ConsequenceKind.REMEDY))
    return draft.done()


def _check_proposed(claim: Claim, remedy: Remedy) -> None:
    proposal = claim.proposal
    if proposal is None or proposal.route is not Route.OFFER_REMEDY or proposal.remedy != remedy:
        raise RouteError(needed=Route.OFFER_REMEDY.value, proposed=proposal.route.value if proposal else None)
