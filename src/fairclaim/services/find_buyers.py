"""From what people know a buyer by to the buyer: a claim's id, an order's number, or the shop's own id of the buyer."""

from dataclasses import dataclass

from fairclaim.domain.desk.party import ActorKind, ClaimId, PersonId
from fairclaim.services.act import note
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.grants import GRANTS, Action
from fairclaim.services.ports.lists import Among
from fairclaim.services.ports.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerFound:
    """A buyer, and the claim, order or id by which they were found."""

    person: PersonId
    by: str


def find_buyers(desk: Desk, who: Caller, named: str) -> tuple[BuyerFound, ...]:
    """Return the buyers whom something names, for who may see their standing; none that the caller is tied to.

    Parameters
    ----------
    named : str
        A claim's id, an order's id or number, the desk's id of somebody who has claimed, or, for who may look parties up, the tenant's
        own id of the buyer; such a look is noted.

    Raises
    ------
    NotAllowedError
        If the caller may not.
    """
    authorize(who, Action.SEE_STANDING, Resource(tenant=who.tenant))
    looks_up = bool(who.roles & GRANTS[Action.FIND_PARTY].keys())

    def whole(work: Work) -> tuple[BuyerFound, ...]:
        found = dict(_named(work, named))
        known = work.registry.known(named, side=ActorKind.BUYER) if looks_up else None
        if known is not None:
            role = authorize(who, Action.FIND_PARTY, Resource(tenant=who.tenant))
            note(desk, work, who, role, Action.FIND_PARTY, thing=known, kind="person", at=desk.now())
            found.setdefault(known, named)
        ties = work.people.ties(who.person) | who.selves
        return tuple(BuyerFound(person=person, by=by) for person, by in found.items() if person not in ties)

    return desk.units.write(who.tenant, whole)


def _named(work: Work, named: str) -> list[tuple[PersonId, str]]:
    claim = work.claims.find(ClaimId(named))
    if claim is not None:
        return [(claim.buyer, claim.id)]
    order = work.registry.find(named)
    orders = [*([] if order is None else [order]), *work.registry.numbered(named)]
    of_orders = [(one.buyer, one.number or one.id) for one in orders]
    claims = work.lists.claims(Among(buyer=PersonId(named)), after=None, limit=1)
    return of_orders + [(one.buyer, one.id) for one in claims]
