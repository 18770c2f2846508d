"""A buyer before whoever answers for the desk: their standing, what no longer counts, what they explained, their measures.

Acts and pictures are spoken of, and nobody is called anything. The words with which somebody explained themselves are read by who
answers them and nobody else.
"""

from dataclasses import dataclass
from datetime import datetime

from fairclaim.credit.fading import REMEMBERED
from fairclaim.credit.standing import standing_of
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.services.act import note
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.grants import GRANTS, Action
from fairclaim.services.own_data import STANDING
from fairclaim.services.paging import MOST
from fairclaim.services.ports.lists import Among
from fairclaim.services.ports.own_data import HeldMark
from fairclaim.services.ports.work import Work
from fairclaim.services.see_measures import Ground, MeasureSeen, ground_of, seen_measure
from fairclaim.services.see_standing import StandingSeen, shown_standing

ACCOUNT = "platform-account"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """That somebody explained a pattern of their standing, and whether it was accepted; None while it waits."""

    pattern: str | None
    asked_at: datetime
    is_accepted: bool | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSeen:
    """A buyer as the desk knows them.

    Parameters
    ----------
    reference : str or None
        The tenant's own id of the buyer, for who may look parties up.
    claims : tuple of Ground
        Filed within a year, the newest first, 200 at most.
    no_longer : tuple of HeldMark
        Marks that were withdrawn, or are older than a year; they count for nothing.
    explanations : tuple of Explanation
        The oldest first.
    measures : tuple of MeasureSeen
        All, proposals too.
    may_propose : bool
        Whether the reader may propose a measure.
    """

    standing: StandingSeen
    reference: str | None
    claims: tuple[Ground, ...]
    no_longer: tuple[HeldMark, ...]
    explanations: tuple[Explanation, ...]
    measures: tuple[MeasureSeen, ...]
    may_propose: bool

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """Claims whose decision a measure may rest on."""
        return tuple(one for one in self.claims if one.stands)

    @property
    def orders(self) -> dict[ClaimId, str]:
        """The orders' numbers by claim, as far as they are known."""
        return {one.claim: one.order for one in self.claims if one.order is not None}


def see_person(desk: Desk, who: Caller, person: PersonId) -> PersonSeen:
    """Return a buyer's standing and measures; looking is noted.

    Raises
    ------
    NotFoundError
        If there is no such person, they were erased, or the caller may not know of them.
    NotAllowedError, ConflictOfInterestError
        If the caller may not see it.
    """

    def whole(work: Work) -> PersonSeen:
        ties = work.people.ties(who.person)
        role = authorize(who, Action.SEE_STANDING, Resource(tenant=who.tenant, buyer=person), ties=ties)
        at, held = desk.now(), work.own_data.held(person)
        history = work.standing.history(person, at=at)
        if history is None or held is None or role is Role.BUYER:  # who reads the own standing, and no proposals
            raise NotFoundError
        note(desk, work, who, role, Action.SEE_STANDING, thing=person, kind="person", at=at)
        since = at - REMEMBERED
        filed = work.lists.claims(Among(buyer=person, filed_from=since), after=None, limit=MOST)
        return PersonSeen(
            standing=shown_standing(person, standing_of(history, at=at)),
            reference=held.fields.get(ACCOUNT) if who.roles & GRANTS[Action.FIND_PARTY].keys() else None,
            claims=tuple(ground_of(work, claim) for claim in filed),
            no_longer=tuple(one for one in held.marks if one.withdrawn_at is not None or one.made_at <= since),
            explanations=_explanations(work, person),
            measures=tuple(seen_measure(work, one, for_staff=True) for one in work.measures.of_person(person)),
            may_propose=bool(who.roles & GRANTS[Action.PROPOSE_MEASURE].keys()),
        )

    return desk.units.write(who.tenant, whole)


def _explanations(work: Work, person: PersonId) -> tuple[Explanation, ...]:
    wishes = work.own_data.corrections(person=person, open_only=False, limit=MOST)
    return tuple(
        Explanation(
            pattern=work.people.text(one.value),
            asked_at=one.asked_at,
            is_accepted=one.is_accepted,
            answered_at=one.answered_at,
        )
        for one in wishes
        if one.field == STANDING
    )
