"""The maps of an examination's findings, to be laid over the photos: for whoever sees the examination, and for nobody sooner."""

from collections.abc import Mapping

from fairclaim.domain.desk.party import ClaimId
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.ports.work import Work
from fairclaim.services.see_examination import examined_by
from fairclaim.services.shown import shown_to


def see_maps(desk: Desk, who: Caller, claim: ClaimId) -> Mapping[int, bytes]:
    """Return the maps that the newest examination of a claim has kept, by the place of their finding in its record.

    That somebody looked is written down where the examination is seen.

    Raises
    ------
    NotFoundError, ConflictOfInterestError
        As :func:`~fairclaim.services.see_examination.see_examination`.
    """

    def whole(work: Work) -> Mapping[int, bytes]:
        opened, role = shown_to(desk, work, who, Action.SEE, claim)
        subject, version = examined_by(role, who.person, opened.claim)
        return work.examinations.maps(subject, version=version)

    return desk.units.read(who.tenant, whole)
