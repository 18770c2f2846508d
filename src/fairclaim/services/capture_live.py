"""Live capture: whoever may hand in a file for a claim or a parcel gets a code for it; what comes with the code in time is told apart.

Nobody is asked for a code who does not want one, and what comes without, late, or with a code that was used is kept like any other file.
"""

from collections.abc import Mapping

from fairclaim.domain.desk.live_capture import MOST_OPEN, LiveCapture, issue
from fairclaim.domain.desk.party import ClaimId
from fairclaim.services.act import enter
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.ports.work import Work
from fairclaim.services.shown import evidence_shown_to


def claim_code(desk: Desk, who: Caller, claim: ClaimId) -> LiveCapture:
    """Issue a code for the next picture of a claim.

    Raises
    ------
    NotFoundError, NotAllowedError, ConflictOfInterestError
        If the caller hands in nothing for this claim.
    """

    def whole(work: Work) -> LiveCapture:
        enter(desk, work, who, Action.ATTACH, claim)
        return _issued(desk, work, claim)

    return desk.units.write(who.tenant, whole)


def parcel_code(desk: Desk, who: Caller, parcel: str) -> LiveCapture:
    """Issue a code for the next picture of a parcel's packing.

    Raises
    ------
    NotFoundError, NotAllowedError
        If the caller hands in nothing for this parcel.
    """

    def whole(work: Work) -> LiveCapture:
        _of_parcel(work, who, parcel)
        return _issued(desk, work, parcel)

    return desk.units.write(who.tenant, whole)


def waiting_claim_code(desk: Desk, who: Caller, claim: ClaimId, capture: str) -> LiveCapture | None:
    """Return a code of a claim that waits to be used; None if it has lapsed or was used, or there is none.

    Raises
    ------
    NotFoundError, NotAllowedError, ConflictOfInterestError
        As :func:`claim_code`.
    """

    def whole(work: Work) -> LiveCapture | None:
        enter(desk, work, who, Action.ATTACH, claim)
        return _waiting(desk, work, claim, capture)

    return desk.units.read(who.tenant, whole)


def waiting_parcel_code(desk: Desk, who: Caller, parcel: str, capture: str) -> LiveCapture | None:
    """Return a code of a parcel that waits to be used; None if it has lapsed or was used, or there is none.

    Raises
    ------
    NotFoundError, NotAllowedError
        As :func:`parcel_code`.
    """

    def whole(work: Work) -> LiveCapture | None:
        _of_parcel(work, who, parcel)
        return _waiting(desk, work, parcel, capture)

    return desk.units.read(who.tenant, whole)


def claim_captures(desk: Desk, who: Caller, claim: ClaimId) -> Mapping[str, LiveCapture]:
    """Return what was captured live of a claim's files, by exhibit; moments are those that the caller sees elsewhere.

    Raises
    ------
    NotFoundError, ConflictOfInterestError
        If there is no such claim for this caller, or the role sees no evidence.
    """

    def whole(work: Work) -> Mapping[str, LiveCapture]:
        opened, _ = evidence_shown_to(desk, work, who, Action.SEE, claim)
        return {file: one.later(opened.shift) for file, one in captured(work, opened.source).items()}

    return desk.units.read(who.tenant, whole)


def parcel_captures(desk: Desk, who: Caller, parcel: str) -> Mapping[str, LiveCapture]:
    """Return what was captured live of a parcel's files, by file.

    Raises
    ------
    NotFoundError, NotAllowedError
        If the caller hands in nothing for this parcel.
    """

    def whole(work: Work) -> Mapping[str, LiveCapture]:
        _of_parcel(work, who, parcel)
        return captured(work, parcel)

    return desk.units.read(who.tenant, whole)


def captured(work: Work, thing: str) -> Mapping[str, LiveCapture]:
    """Return the codes of a thing that were used, by the file that came with each."""
    return {one.file: one for one in work.captures.of(thing) if one.file is not None}


def _issued(desk: Desk, work: Work, thing: str) -> LiveCapture:
    at = desk.now()
    made = issue(desk.ids("capture"), thing, at=at)
    work.captures.forget(thing, lapsed_at=at, keep=MOST_OPEN - 1)
    work.captures.add(made)
    return made


def _waiting(desk: Desk, work: Work, thing: str, capture: str) -> LiveCapture | None:
    found = work.captures.find(capture)
    return found if found is not None and found.thing == thing and found.is_open(desk.now()) else None


def _of_parcel(work: Work, who: Caller, parcel: str) -> None:
    found = work.packing.find(parcel)
    order = None if found is None else work.registry.find(found.order)
    if order is None:
        raise NotFoundError
    authorize(who, Action.HAND_IN_DISPATCH, Resource(tenant=who.tenant, merchant=order.merchant))
