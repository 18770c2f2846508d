"""Who runs the desk, or the tenant's systems, look up under which id the desk knows a buyer or a merchant.

The desk knows parties by ids of its own; the tenant's reference of a party is sealed and can only be asked for, never listed.
"""

from fairclaim.domain.desk.party import ActorKind, PersonId
from fairclaim.services.act import note
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.ports.work import Work


def find_party(desk: Desk, who: Caller, side: ActorKind, reference: str) -> PersonId:
    """Return the person behind the tenant's own id of a buyer or a merchant, as orders told it. Looking is noted.

    Parameters
    ----------
    side : ActorKind
        Buyer or merchant.
    reference : str
        Exactly as the tenant's systems spell it.

    Raises
    ------
    NotFoundError
        If no order has told of such a party, or they were erased.
    NotAllowedError
        If the caller may not.
    """

    def whole(work: Work) -> PersonId:
        role = authorize(who, Action.FIND_PARTY, Resource(tenant=who.tenant))
        found = work.registry.known(reference, side=side)
        if found is None:
            raise NotFoundError
        note(desk, work, who, role, Action.FIND_PARTY, thing=found, kind="person", at=desk.now())
        return found

    return desk.units.write(who.tenant, whole)
