"""A claim that has ended is judged again by somebody who had no part in it: drawn by chance, or because its answer is known.

Nobody who judges can tell it from another claim until it is over, and nobody else ever hears of it.
"""

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.judgement import Outcome, View
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.second_look import KnownAnswer, SecondLook, copy_of
from fairclaim.services.act import note
from fairclaim.services.authorize import authorize, resource_of
from fairclaim.services.awaited import awaited
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.ports.work import Work


def look_again(desk: Desk, who: Caller, claim: ClaimId) -> bool:
    """Put a copy of a claim that people decided into the queue; False if that cannot be, or was done before.

    Raises
    ------
    NotFoundError
        If there is no such claim.
    NotAllowedError
        If the caller is not the machine.
    """

    def whole(work: Work) -> bool:
        found, _ = _found(work, who, Action.LOOK_AGAIN, claim)
        is_by_people = found.decision is not None and bool(found.decision.by)
        was_drawn = any(one.known is None for one in work.second_looks.of_claim(claim))
        return is_by_people and not was_drawn and _opened(desk, work, found, None)

    return desk.units.write(who.tenant, whole)


def know_answer(desk: Desk, who: Caller, claim: ClaimId, *, outcome: Outcome, view: View) -> bool:
    """Say what is right of a claim that has ended, and put a copy of it into the queue, to see whether others find it.

    Each call lets one more person judge it. Who says what is right does not judge it.

    Returns
    -------
    bool
        False if somebody is being asked already, the claim is open, was never examined, or its evidence was erased.

    Raises
    ------
    NotFoundError, ConflictOfInterestError, NotAllowedError
        If there is no such claim for the caller, who must be a senior without a tie to a party.
    """

    def whole(work: Work) -> bool:
        found, role = _found(work, who, Action.KNOW_ANSWER, claim)
        is_opened = _opened(desk, work, found, KnownAnswer(outcome=outcome, view=view, by=who.person))
        if is_opened:
            said = f"{outcome.value}/{view.value}"
            note(desk, work, who, role, Action.KNOW_ANSWER, thing=claim, at=desk.now(), known=said)
        return is_opened

    return desk.units.write(who.tenant, whole)


def _found(work: Work, who: Caller, action: Action, claim: ClaimId) -> tuple[Claim, Role]:
    found = work.claims.find(claim)
    if found is None:
        raise NotFoundError
    return found, authorize(who, action, resource_of(who.tenant, found), ties=work.people.ties(who.person))


def _opened(desk: Desk, work: Work, claim: Claim, known: KnownAnswer | None) -> bool:
    is_waiting = any(one.ended_at is None for one in work.second_looks.of_claim(claim.id))
    if claim.is_open or claim.examined is None or is_waiting or _is_erased(work, claim):
        return False
    at = desk.now()
    look = SecondLook(alias=ClaimId(desk.ids("claim")), claim=claim.id, opened_at=at, known=known)
    waiting = awaited(copy_of(claim, look, rules=desk.rules))
    if waiting is None:
        return False
    work.second_looks.add(look)
    work.tasks.open(
        waiting.task, claim=claim.id, queue=waiting.queue.value, due_at=waiting.due_at, at=at, shown_as=look.alias
    )
    return True


def _is_erased(work: Work, claim: Claim) -> bool:
    texts = [claim.words, claim.answer.words if claim.answer is not None else None]
    is_mute = any(text is not None and work.people.text(text) is None for text in texts)
    return is_mute or any(one.sha256 is None for one in work.exhibits.of_claim(claim.id))
