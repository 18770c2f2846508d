"""The machine examines a claim's photos and lets policy route it.

Examining takes seconds and happens outside of any unit of work. Its result is kept under the set of photos and the version of
the checks, so that a crash repeats nothing that is done. If a file came in meanwhile, the new set is examined.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from fairclaim.domain.desk import filing
from fairclaim.domain.desk.claim import Claim, Examined
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.states import MOVES, Move, State
from fairclaim.domain.finding import Grade
from fairclaim.domain.verdict import Call
from fairclaim.services.act import Scene, again_if_stale, enter
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.errors import StaleClaimError
from fairclaim.services.grants import Action
from fairclaim.services.keep_maps import keep_maps
from fairclaim.services.photo_set import PhotoSet, photo_set, subject_of
from fairclaim.services.ports.work import Work
from fairclaim.services.recall_photos import recall_photos, with_claims
from fairclaim.services.receipt import Receipt, receipt_of
from fairclaim.services.record import record
from fairclaim.services.route_claim import route_claim
from fairclaim.services.route_facts import Spoken
from fairclaim.services.steps import Steps

_ROUNDS = 5
Result = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Found:
    """What an examination said, and the maps that it made; none where it was made before."""

    result: Result
    maps: Mapping[int, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was there when the machine looked; ``result`` is None if it has yet to be made."""

    claim: Claim
    is_wanted: bool
    photos: PhotoSet | None
    result: Result | None


def examine_claim(desk: Desk, who: Caller, claim: ClaimId) -> Receipt:
    """Examine what is there and record it; a claim in screening is routed by the live policy.

    Does nothing where nothing can be examined any more. Doing it again has no further effect.

    Raises
    ------
    UnavailableError
        If the examiner or policy cannot answer; the claim stays as it is and the job comes again.
    StaleClaimError
        If files kept coming in all the while.
    RuleError
        If the caller may not.
    """
    for _ in range(_ROUNDS):
        seen = desk.units.read(who.tenant, lambda work: _look(desk, work, who, claim))
        if not seen.is_wanted:
            return receipt_of(seen.claim)
        found = None if seen.result is None else _Found(seen.result)
        if found is None and seen.photos is not None:
            photos = seen.photos
            recalled = recall_photos(desk, who.tenant, seen.claim, photos.exhibits)
            examined = desk.examiner.examine(
                photos.exhibits,
                order=photos.order,
                case=claim,
                earlier=None if recalled is None else recalled.photos,
            )
            found = _Found(with_claims(examined.to_record(), recalled), examined.maps)
        done = _concluded(desk, who, claim, seen.photos, found)
        if done is not None:
            return done
    raise StaleClaimError(claim)


def route_unexamined(desk: Desk, who: Caller, claim: ClaimId) -> Receipt:
    """Route a claim whose photos the examiner cannot examine, so that a broken part holds nobody up. Policy knows it as not examined.

    Raises
    ------
    UnavailableError
        If policy cannot answer.
    RuleError
        If the caller may not.
    """

    def whole(work: Work) -> Receipt:
        scene = enter(desk, work, who, Action.EXAMINE, claim)
        return _finish(scene, Steps(scene.claim), None)

    return again_if_stale(lambda: desk.units.write(who.tenant, whole))


def _look(desk: Desk, work: Work, who: Caller, claim: ClaimId) -> _Seen:
    scene = enter(desk, work, who, Action.EXAMINE, claim)
    state = scene.claim.state
    if state is not State.FILED and (state, Move.RECORD_EXAMINATION) not in MOVES:
        return _Seen(scene.claim, is_wanted=False, photos=None, result=None)
    photos = photo_set(work, scene.claim)
    result = work.examinations.find(photos.subject, version=desk.examiner.version) if photos is not None else None
    return _Seen(scene.claim, is_wanted=True, photos=photos, result=result)


def _concluded(
    desk: Desk, who: Caller, claim: ClaimId, photos: PhotoSet | None, found: _Found | None
) -> Receipt | None:
    """Write the result and route; None if the photos are no longer those that were examined."""
    subject = photos.subject if photos is not None else None

    def whole(work: Work) -> Receipt | None:
        scene = enter(desk, work, who, Action.EXAMINE, claim)
        state = scene.claim.state
        if state is not State.FILED and (state, Move.RECORD_EXAMINATION) not in MOVES:
            return receipt_of(scene.claim)
        standing = None
        if subject is not None and found is not None:
            standing = work.examinations.record(
                subject, claim=claim, version=desk.examiner.version, result=found.result, at=scene.at
            )
            keep_maps(work, scene.claim, subject, version=desk.examiner.version, maps=found.maps, at=scene.at)
        if subject_of(work.exhibits.of_claim(claim)) != subject:
            return None  # what was examined is kept; the new set comes next
        spoken = (
            None if subject is None or standing is None else spoken_of(f"{subject}@{desk.examiner.version}", standing)
        )
        return _finish(scene, Steps(scene.claim), spoken)

    return again_if_stale(lambda: desk.units.write(who.tenant, whole))


def _finish(scene: Scene, steps: Steps, spoken: Spoken | None) -> Receipt:
    if steps.claim.state is State.FILED:
        steps.take(filing.start_screening(steps.claim, by=scene.by, at=scene.at))
    if spoken is not None and steps.claim.examined != spoken.examined:
        steps.take(filing.record_examination(steps.claim, spoken.examined, by=scene.by, at=scene.at))
    if steps.claim.state is State.SCREENING:
        route_claim(scene, steps, spoken)
    after, events = steps.done()
    record(scene.desk, scene.work, before=scene.claim, after=after, events=events)
    return receipt_of(after)


def spoken_of(name: str, result: Result) -> Spoken:
    """Return what an examination's record says, as far as policy and the claim need it.

    Parameters
    ----------
    result : mapping
        Of the schema ``fairclaim.examination/1``.
    """
    verdict = cast("Mapping[str, object]", result["verdict"])
    grade = verdict["grade"]
    examined = Examined(
        examination=name, call=Call(str(verdict["call"])), grade=None if grade is None else Grade(str(grade))
    )
    because = cast("list[str]", verdict["because"])
    return Spoken(examined=examined, probability=float(str(verdict["probability"])), checks=tuple(because))
