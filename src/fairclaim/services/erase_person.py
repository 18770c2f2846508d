"""A person is erased: words, contacts, photos and their digests. Events and proofs stay; they hold ids only."""

from dataclasses import replace
from datetime import datetime

from fairclaim.domain.desk.judgement import Seat
from fairclaim.domain.desk.party import PersonId
from fairclaim.domain.desk.second_look import SecondLook
from fairclaim.services.act import note
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.awaited import task_id
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.errors import OpenClaimsError
from fairclaim.services.grants import Action
from fairclaim.services.ports.queue import JobKind
from fairclaim.services.ports.work import Work


def erase_person(desk: Desk, who: Caller, person: PersonId) -> bool:
    """Erase a person; False if it was done before. What lies outside of the unit of work is done by a job written with it.

    Raises
    ------
    NotFoundError
        If there is no such person.
    OpenClaimsError
        If a claim of theirs is open: the other side's right to be judged on the evidence would end with it.
    NotAllowedError
        If the caller may not.
    """

    def whole(work: Work) -> bool:
        role = authorize(who, Action.ERASE_PERSON, Resource(tenant=who.tenant))
        still_open = work.claims.open_of(person)
        if still_open:
            raise OpenClaimsError(len(still_open))
        at = desk.now()
        if not work.people.erase(person, at=at):
            return False
        for look in work.second_looks.open():
            _withdraw(work, look, person, at=at)
        work.jobs.add(JobKind.FORGET_PHOTOS, person, key=f"forget-photos/{person}", at=at)
        note(desk, work, who, role, Action.ERASE_PERSON, thing=person, kind="person", at=at)
        return True

    return desk.units.write(who.tenant, whole)


def _withdraw(work: Work, look: SecondLook, person: PersonId, *, at: datetime) -> None:
    """End a second look at a claim of theirs: what it shows is gone."""
    claim = work.claims.find(look.claim)
    if claim is not None and person in (claim.buyer, claim.merchant):
        work.second_looks.save(replace(look, ended_at=at), expected=len(look.events))
        work.tasks.close(task_id(look.alias, 1, Seat.FIRST), at=at)
