"""The sides end it themselves: an offer, its acceptance, or the buyer's withdrawal. None of it says anything of the evidence."""

from fairclaim.domain.desk import agreeing
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.draft import Moved
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.remedy import Remedy
from fairclaim.services.act import Scene, act
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.receipt import Receipt


def offer_remedy(
    desk: Desk, who: Caller, claim: ClaimId, remedy: Remedy, *, words: str | None = None, key: str | None = None
) -> Receipt:
    """Offer a remedy at the merchant's cost; it replaces the side's earlier offer.

    Returns
    -------
    Receipt
        ``made`` is the offer's id.

    Raises
    ------
    RuleError
        If it is more than the order holds, the caller may not, or the claim has ended.
    """

    def move(scene: Scene) -> Moved:
        said = scene.words(words)
        return agreeing.offer(scene.claim, remedy, words=said, by=scene.by, at=scene.at)

    return act(desk, who, Action.OFFER, claim, move, request=(remedy, words), key=key, made=_newest_offer)


def accept_offer(desk: Desk, who: Caller, claim: ClaimId, offer: str, *, key: str | None = None) -> Receipt:
    """Accept the other side's offer: the claim is settled.

    Raises
    ------
    OfferError
        If there is no such offer for this side to accept.
    RuleError
        If the caller may not, or the claim has ended.
    """

    def move(scene: Scene) -> Moved:
        return agreeing.accept_offer(scene.claim, offer, by=scene.by, at=scene.at, rules=desk.rules)

    return act(desk, who, Action.ACCEPT_OFFER, claim, move, request=(offer,), key=key)


def withdraw_claim(desk: Desk, who: Caller, claim: ClaimId, *, key: str | None = None) -> Receipt:
    """Take the claim back.

    Raises
    ------
    RuleError
        If the caller may not, or the claim has ended.
    """

    def move(scene: Scene) -> Moved:
        return agreeing.withdraw(scene.claim, by=scene.by, at=scene.at, rules=desk.rules)

    return act(desk, who, Action.WITHDRAW, claim, move, key=key)


def _newest_offer(claim: Claim) -> str | None:
    return claim.offers[-1].id if claim.offers else None
