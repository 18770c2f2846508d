"""A claim by the id under which somebody of the desk knows it: the claim itself, or the copy that a second look is about.

Whoever judges cannot tell one from the other. Parties, the tenant's systems and who had a part in the claim find no copy.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.domain.desk.second_look import SecondLook, copy_of, shift_of
from fairclaim.services.authorize import NOBODY, authorize, resource_of, ties_matter
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.ports.work import Work

JUDGES = frozenset({Role.REVIEWER, Role.SENIOR})
_NO_EVIDENCE = frozenset({Role.ADMIN, Role.MACHINE, Role.INTEGRATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What an id leads to.

    Parameters
    ----------
    claim : Claim
        As it is shown.
    source : ClaimId
        Whose files, words and examinations it has.
    shift : timedelta
        By how much later moments are shown than they were.
    """

    claim: Claim
    source: ClaimId
    look: SecondLook | None = None
    shift: timedelta = timedelta(0)


def shown(desk: Desk, work: Work, claim: ClaimId) -> Shown | None:
    """Return what an id leads to; None if to nothing. Whether the caller may see it is not asked here."""
    found = work.claims.find(claim)
    if found is not None:
        return Shown(claim=found, source=claim)
    look = work.second_looks.find(claim)
    original = None if look is None else work.claims.find(look.claim)
    if look is None or original is None:
        return None
    copy = copy_of(original, look, rules=desk.rules)
    return Shown(claim=copy, source=look.claim, look=look, shift=shift_of(original, look))


def shown_to(desk: Desk, work: Work, who: Caller, action: Action, claim: ClaimId) -> tuple[Shown, Role]:
    """Return what an id leads to and the role in which the caller may act on it.

    Raises
    ------
    NotFoundError, NotAllowedError, ConflictOfInterestError
        See :func:`~fairclaim.services.authorize.authorize`; an unknown claim is not found either.
    """
    found = shown(desk, work, claim)
    if found is None:
        raise NotFoundError
    judge = who
    if found.look is not None:
        judge = replace(who, roles=who.roles & JUDGES)
        is_over = found.look.ended_at is not None and who.person not in found.claim.took_part
        if not judge.roles or is_over or had_part(work, who.person, found.look):
            raise NotFoundError
    ties = work.people.ties(who.person) if ties_matter(judge) else NOBODY
    role = authorize(judge, action, resource_of(who.tenant, found.claim), ties=ties)
    return found, role


def evidence_shown_to(desk: Desk, work: Work, who: Caller, action: Action, claim: ClaimId) -> tuple[Shown, Role]:
    """Return what an id leads to and the role in which the caller sees its files and words.

    Raises
    ------
    NotFoundError, ConflictOfInterestError
        As :func:`shown_to`; also for a role that sees no evidence.
    """
    found, role = shown_to(desk, work, who, action, claim)
    if role in _NO_EVIDENCE:
        raise NotFoundError
    return found, role


def had_part(work: Work, person: PersonId, look: SecondLook) -> bool:
    """Tell whether somebody had a part in what a second look is at: judged it, saw it, or gave its answer."""
    original = work.claims.find(look.claim)
    others = {
        event.by.id for one in work.second_looks.of_claim(look.claim) for event in one.events if one.alias != look.alias
    }
    knows = {look.known.by} if look.known is not None else set()
    took_part = frozenset() if original is None else original.took_part | original.seen_by | original.barred
    return person in took_part | others | knows | work.second_looks.people_of(look.claim)


def is_for(work: Work, who: Caller, found: Shown) -> bool:
    """Tell whether a list shows it to somebody: a copy to nobody who had a part in the claim."""
    return found.look is None or not had_part(work, who.person, found.look)
