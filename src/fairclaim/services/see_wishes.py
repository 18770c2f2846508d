"""What people asked to have corrected or erased, with its clock, before whoever answers; and what was done about it.

Source: Personal Information Protection Law of the PRC (2021), articles 45 to 47 and 50: what is asked for is done promptly, and a
refusal gives its reasons.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fairclaim.services.act import note
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.erase_person import erase_person
from fairclaim.services.errors import NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.own_data import ANSWERED_WITHIN, ERASURE, CorrectionSeen, seen_wish
from fairclaim.services.paging import MOST
from fairclaim.services.ports.own_data import Correction
from fairclaim.services.ports.work import Work
from fairclaim.services.see_person import ACCOUNT

SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class WishSeen:
    """A wish as whoever answers it sees it.

    Parameters
    ----------
    due_at : datetime
        By when it is to be answered.
    reference : str or None
        The tenant's own id of the person, to find them in the tenant's systems; None where it is not known.
    held : str or None
        What is held now in the field that is to be corrected.
    open_claims : int
        Claims of the person that are under way; nobody is erased before they have ended.
    is_erased : bool
        Whether the person was erased.
    answered_by : str or None
        Who answered: the login where there is one.
    """

    wish: CorrectionSeen
    due_at: datetime
    reference: str | None
    held: str | None
    open_claims: int
    is_erased: bool
    answered_by: str | None

    @property
    def is_erasure(self) -> bool:
        """Everything is to be erased."""
        return self.wish.field == ERASURE

    @property
    def may_erase(self) -> bool:
        """The wish was accepted, nothing is open, and it is not done yet."""
        return self.is_erasure and self.wish.is_accepted is True and not self.open_claims and not self.is_erased


def see_wishes(desk: Desk, who: Caller) -> tuple[WishSeen, ...]:
    """Return what waits for an answer, the oldest first, 200 at most; looking is noted.

    Raises
    ------
    NotAllowedError
        If the caller does not run the desk.
    """

    def found(work: Work) -> tuple[Correction, ...]:
        return tuple(work.own_data.corrections(person=None, open_only=True, limit=MOST))

    return _listed(desk, who, found)


def answered_wishes(desk: Desk, who: Caller) -> tuple[WishSeen, ...]:
    """Return what was answered, the newest answer first, 50 at most; looking is noted.

    Raises
    ------
    NotAllowedError
        If the caller does not run the desk.
    """
    return _listed(desk, who, lambda work: tuple(work.own_data.answered(limit=SHOWN)))


def erase_as_asked(desk: Desk, who: Caller, correction: str) -> bool:
    """Erase the person whose wish for it was accepted; False if it was done before.

    Raises
    ------
    NotFoundError
        If no such wish was accepted.
    OpenClaimsError
        If a claim of theirs is open.
    NotAllowedError
        If the caller may not.
    """
    authorize(who, Action.ERASE_PERSON, Resource(tenant=who.tenant))
    wish = desk.units.read(who.tenant, lambda work: work.own_data.correction(correction))
    if wish is None or wish.field != ERASURE or wish.is_accepted is not True:
        raise NotFoundError
    return erase_person(desk, who, wish.person)


def _listed(desk: Desk, who: Caller, find: Callable[[Work], tuple[Correction, ...]]) -> tuple[WishSeen, ...]:
    def whole(work: Work) -> tuple[WishSeen, ...]:
        role = authorize(who, Action.ANSWER_CORRECTION, Resource(tenant=who.tenant))
        found, at = find(work), desk.now()
        for person in dict.fromkeys(one.person for one in found):
            note(desk, work, who, role, Action.ANSWER_CORRECTION, thing=person, kind="person", at=at)
        by = {one.answered_by for one in found if one.answered_by is not None}
        names = {**{one: str(one) for one in by}, **work.people.staff_logins(by)}
        return tuple(
            _seen(work, one, answered_by=None if one.answered_by is None else names[one.answered_by]) for one in found
        )

    return desk.units.write(who.tenant, whole)


def _seen(work: Work, wish: Correction, *, answered_by: str | None) -> WishSeen:
    held = work.own_data.held(wish.person)
    fields = {} if held is None else held.fields
    return WishSeen(
        wish=seen_wish(work, wish),
        due_at=wish.asked_at + ANSWERED_WITHIN,
        reference=fields.get(ACCOUNT),
        held=fields.get(wish.field),
        open_claims=len(work.claims.open_of(wish.person)),
        is_erased=held is None,
        answered_by=answered_by,
    )
