"""Measures on accounts: one proposes, two others agree, the person is told and may appeal, time ends them.

The tenant's systems are told of every change that the person has to know of (``measure-changed``); they tell the person. What can be
read of a measure stands in :mod:`fairclaim.services.see_measures`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fairclaim.credit.measure import (
    Measure,
    MeasureKind,
    agree,
    appeal,
    decide_appeal,
    decline,
    expire,
    propose,
)
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.services.act import keep_words, note
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.measures_told import tell, told_of
from fairclaim.services.once import remember, said_before
from fairclaim.services.paging import MOST
from fairclaim.services.ports.work import Work
from fairclaim.services.receipt import fingerprint
from fairclaim.services.see_measures import MeasureSeen, seen_measure


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureWish:
    """What is proposed; ``days`` is how long it lasts once two have agreed, ``reasons`` are said to the person."""

    person: PersonId
    kind: MeasureKind
    claims: tuple[ClaimId, ...]
    days: int
    reasons: Bilingual


def propose_measure(desk: Desk, who: Caller, wish: MeasureWish, *, key: str | None = None) -> MeasureSeen:
    """Propose a measure; nothing happens until two others have agreed.

    Raises
    ------
    NotFoundError, NotAllowedError, ConflictOfInterestError
        If the caller may not.
    MeasureGroundError, MeasureTermError, ReasonsMissingError
        See :func:`fairclaim.credit.measure.propose`; a claim that is not there is no ground.
    OtherRequestError
        If the key came before with another request.
    """
    digest = fingerprint(
        "measure", wish.person, wish.kind.value, sorted(wish.claims), wish.days, wish.reasons.to_record()
    )

    def whole(work: Work) -> MeasureSeen:
        role, at = _leave(work, who, Action.PROPOSE_MEASURE, wish.person), desk.now()
        before = said_before(work, who, key, digest, at=at)
        if before is not None:
            return seen_measure(work, _found(work, str(before["made"])), for_staff=True)
        found = [work.claims.find(claim) for claim in dict.fromkeys(wish.claims)]
        measure = propose(
            desk.ids("measure"),
            wish.kind,
            tuple(claim for claim in found if claim is not None),
            person=wish.person,
            days=wish.days,
            reasons=wish.reasons,
            by=who.person,
            at=at,
        )
        work.measures.add(measure)
        note(desk, work, who, role, Action.PROPOSE_MEASURE, thing=measure.id, kind="measure", at=at)
        remember(work, who, key, made=measure.id)
        return seen_measure(work, measure, for_staff=True)

    return desk.units.write(who.tenant, whole)


def judge_measure(desk: Desk, who: Caller, measure: str, *, is_agreed: bool) -> MeasureSeen:
    """Agree to a proposal, or decline it; the second agreement puts it in force.

    Raises
    ------
    NotFoundError, NotAllowedError, ConflictOfInterestError
        If there is no such measure, or the caller may not.
    SamePersonError
        If the caller has proposed it or agreed before.
    MeasureStateError
        If it does not wait for that.
    """
    move = agree if is_agreed else decline
    return _moved(desk, who, Action.JUDGE_MEASURE, measure, lambda one, at: move(one, by=who.person, at=at))


def decide_measure(desk: Desk, who: Caller, measure: str, *, is_upheld: bool, reasons: Bilingual) -> MeasureSeen:
    """Decide an appeal against a measure, as somebody who had no part in it.

    Raises
    ------
    NotFoundError, NotAllowedError, ConflictOfInterestError
        If there is no such measure, or the caller may not.
    TookPartError, ReasonsMissingError, MeasureStateError
        See :func:`fairclaim.credit.measure.decide_appeal`.
    """

    def move(one: Measure, at: datetime) -> Measure:
        return decide_appeal(one, is_upheld=is_upheld, reasons=reasons, by=who.person, at=at)

    return _moved(desk, who, Action.JUDGE_MEASURE, measure, move)


def appeal_measure(desk: Desk, who: Caller, measure: str, *, words: str | None = None) -> MeasureSeen:
    """Appeal against a measure on the own account; it rests until somebody else has decided.

    Raises
    ------
    NotFoundError
        If the caller has no such measure.
    MeasureStateError
        If it is not in force, or was appealed before.
    UsageError
        If the words are too many.
    """

    def whole(work: Work) -> MeasureSeen:
        found = _found(work, measure)
        role, at = _leave(work, who, Action.CONTEST_MEASURE, found.person), desk.now()
        if found not in told_of(work, who.person):  # of a mere proposal they know nothing
            raise NotFoundError
        said = keep_words(desk, work, words, person=who.person, at=at)
        after = appeal(_current(found, at), words=said, at=at)
        work.measures.save(after)
        tell(work, after, at=at)
        note(desk, work, who, role, Action.CONTEST_MEASURE, thing=measure, kind="measure", at=at)
        return seen_measure(work, after)

    return desk.units.write(who.tenant, whole)


def end_measures(desk: Desk, who: Caller) -> int:
    """End every measure and proposal whose time is over; return how many.

    Raises
    ------
    NotAllowedError
        If the caller is not the machine.
    """
    last = ""

    def batch(work: Work) -> tuple[int, str]:
        authorize(who, Action.RUN_MEASURES, Resource(tenant=who.tenant))
        found, at, ended = work.measures.open(after=last, limit=MOST), desk.now(), 0
        for one in found:
            after = expire(one, by=who.person, at=at)
            if after is not one:
                work.measures.save(after)
                tell(work, after, at=at)
                ended += 1
        return ended, found[-1].id if found else ""

    total = 0
    while True:
        ended, last = desk.units.write(who.tenant, batch)
        total += ended
        if not last:
            return total


def _moved(
    desk: Desk, who: Caller, action: Action, measure: str, move: Callable[[Measure, datetime], Measure]
) -> MeasureSeen:
    def whole(work: Work) -> MeasureSeen:
        found = _found(work, measure)
        if found.person in who.selves:  # whom it concerns is not told by a refusal that there is a proposal
            raise NotFoundError
        role, at = _leave(work, who, action, found.person), desk.now()
        after = move(_current(found, at), at)
        work.measures.save(after)
        tell(work, after, at=at)
        note(desk, work, who, role, action, thing=measure, kind="measure", at=at, state=after.state.value)
        return seen_measure(work, after, for_staff=True)

    return desk.units.write(who.tenant, whole)


def _current(measure: Measure, at: datetime) -> Measure:
    """Return a measure as it stands now: one whose time is over has ended, whether or not the machine was there."""
    return expire(measure, by=measure.person, at=at) if measure.is_open else measure


def _found(work: Work, measure: str) -> Measure:
    found = work.measures.find(measure)
    if found is None:
        raise NotFoundError
    return found


def _leave(work: Work, who: Caller, action: Action, person: PersonId) -> Role:
    ties = work.people.ties(who.person)
    return authorize(who, action, Resource(tenant=who.tenant, buyer=person), ties=ties)
