"""An auditor finds the claims about an order by the number that people know it by."""

from fairclaim.domain.desk.party import ClaimId
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.count_figures import all_claims
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.ports.lists import Among
from fairclaim.services.ports.work import Work


def claims_of_order(desk: Desk, who: Caller, number: str) -> tuple[ClaimId, ...]:
    """Return the claims about every order of a number, the newest first; none of a party that the caller is tied to.

    Raises
    ------
    NotAllowedError
        If the caller is no auditor.
    """
    authorize(who, Action.EXPORT_AUDIT, Resource(tenant=who.tenant))
    return desk.units.read(who.tenant, lambda work: claims_numbered(work, who, number))


def claims_numbered(work: Work, who: Caller, number: str) -> tuple[ClaimId, ...]:
    """Return these claims within a unit of work whose caller has leave."""
    ties = work.people.ties(who.person) | who.selves
    orders = [one for one in work.registry.numbered(number) if not {one.buyer, one.merchant} & ties]
    found = [
        claim
        for order in orders
        for claim in all_claims(work, Among(buyer=order.buyer, merchant=order.merchant))
        if claim.order == order.id
    ]
    return tuple(claim.id for claim in sorted(found, key=lambda claim: claim.filed_at, reverse=True))
