"""Somebody of the desk has to do with a buyer or a merchant, and is kept off their claims.

Whoever has a tie says so themselves, or who runs the desk does. One takes back only what one has said oneself: a tie that an
administrator has declared is not for the person to remove, and nobody is the administrator of their own ties. Each act is noted.
"""

from collections.abc import Sequence

from fairclaim.domain.desk.party import ActorKind, PersonId
from fairclaim.services.act import note
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotAllowedError, NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.ports.people import Tie
from fairclaim.services.ports.work import Work


def declare_tie(desk: Desk, who: Caller, side: ActorKind, reference: str) -> Tie:
    """Declare that the caller has to do with a party. Declared again, it stays as it was.

    Parameters
    ----------
    side : ActorKind
        Buyer or merchant.
    reference : str
        The tenant's own id of the party. One that no order has told of yet is remembered: the tie holds from their first claim on.

    Raises
    ------
    NotAllowedError
        If the caller is nobody of the desk.
    """
    return _declare(desk, who, Action.OWN_TIES, person=who.person, side=side, reference=reference)


def own_ties(desk: Desk, who: Caller) -> Sequence[Tie]:
    """Return the caller's ties, whoever declared them.

    Raises
    ------
    NotAllowedError
        If the caller is nobody of the desk.
    """
    authorize(who, Action.OWN_TIES, Resource(tenant=who.tenant))
    return desk.units.read(who.tenant, lambda work: work.people.declared_ties(who.person))


def withdraw_tie(desk: Desk, who: Caller, party: PersonId) -> None:
    """Take back a tie that the caller has declared; one that is not there, is not.

    Raises
    ------
    NotAllowedError
        If somebody else declared it, or the caller is nobody of the desk.
    """
    _withdraw(desk, who, Action.OWN_TIES, who.person, party)


def declare_tie_of(desk: Desk, who: Caller, person: PersonId, side: ActorKind, reference: str) -> Tie:
    """Declare that somebody else of the desk has to do with a party.

    Raises
    ------
    NotFoundError
        If there is nobody of the desk of this id.
    NotAllowedError
        If the caller does not run the desk, or means themselves.
    """
    return _declare(desk, who, Action.KEEP_TIES, person=person, side=side, reference=reference)


def ties_of(desk: Desk, who: Caller, person: PersonId) -> Sequence[Tie]:
    """Return the ties of somebody of the desk. Looking is noted.

    Raises
    ------
    NotAllowedError
        If the caller does not run the desk.
    """

    def whole(work: Work) -> Sequence[Tie]:
        role = authorize(who, Action.KEEP_TIES, Resource(tenant=who.tenant))
        note(desk, work, who, role, Action.KEEP_TIES, thing=person, kind="person", at=desk.now(), did="see")
        return work.people.declared_ties(person)

    return desk.units.write(who.tenant, whole)


def withdraw_tie_of(desk: Desk, who: Caller, person: PersonId, party: PersonId) -> None:
    """Take back a tie of somebody else, whoever declared it; one that is not there, is not.

    Raises
    ------
    NotAllowedError
        If the caller does not run the desk, or means themselves.
    """
    _withdraw(desk, who, Action.KEEP_TIES, person, party)


def _declare(desk: Desk, who: Caller, action: Action, *, person: PersonId, side: ActorKind, reference: str) -> Tie:
    def whole(work: Work) -> Tie:
        role = authorize(who, action, Resource(tenant=who.tenant))
        _verify_whose(who, action, person)
        if not work.people.is_staff(person):
            raise NotFoundError
        at = desk.now()
        party = work.registry.person(reference, side=side, new=PersonId(desk.ids(side.value)), at=at)
        known = _tie(work, person, party)
        if known is not None:
            return known
        work.people.tie(person, party, by=who.person, at=at)
        note(desk, work, who, role, action, thing=person, kind="person", at=at, did="declare", party=party)
        return Tie(party=party, side=side, reference=reference, declared_at=at, declared_by=who.person)

    return desk.units.write(who.tenant, whole)


def _withdraw(desk: Desk, who: Caller, action: Action, person: PersonId, party: PersonId) -> None:
    def whole(work: Work) -> None:
        role = authorize(who, action, Resource(tenant=who.tenant))
        _verify_whose(who, action, person)
        known = _tie(work, person, party)
        if known is None:
            return
        if action is Action.OWN_TIES and known.declared_by != who.person:
            raise NotAllowedError(action.value)
        work.people.untie(person, party)
        note(desk, work, who, role, action, thing=person, kind="person", at=desk.now(), did="withdraw", party=party)

    desk.units.write(who.tenant, whole)


def _verify_whose(who: Caller, action: Action, person: PersonId) -> None:
    if action is Action.KEEP_TIES and person in who.selves:
        raise NotAllowedError(action.value)


def _tie(work: Work, person: PersonId, party: PersonId) -> Tie | None:
    return next((one for one in work.people.declared_ties(person) if one.party == party), None)
