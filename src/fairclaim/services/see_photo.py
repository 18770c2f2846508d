"""A photo of a claim to look at: what its views are made from, for whoever may see the file itself."""

from collections.abc import Callable
from dataclasses import dataclass

from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.services.act import note
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.originals import original
from fairclaim.services.ports.work import Work
from fairclaim.services.shown import JUDGES, evidence_shown_to

_PARTIES = frozenset({Role.BUYER, Role.MERCHANT_AGENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPhoto:
    """A file that the caller may see.

    Parameters
    ----------
    sha256 : str
        Of the original. Views are kept under it; no browser is told.
    load : callable
        Returns the original bytes. Call it only where no view is kept.
    is_blind : bool
        The caller is to judge and has not yet: what is sent as it was received is to go without the moments that it states; see
        :mod:`fairclaim.services.undated`.
    """

    sha256: str
    load: Callable[[], bytes]
    is_blind: bool = False


def see_photo(desk: Desk, who: Caller, claim: ClaimId, exhibit: ExhibitId, *, is_noted: bool = False) -> SeenPhoto:
    """Return a file of this claim to make views of.

    Parameters
    ----------
    is_noted : bool
        Write down that somebody of the desk looked; once for a picture, not for each of its tiles.

    Raises
    ------
    NotFoundError
        If there is no such file in this claim, it was erased, or the caller's role sees no evidence.
    ConflictOfInterestError
        If the caller is tied to a party.
    UnavailableError
        From ``load``, if the bytes are not what was received.
    """

    def whole(work: Work) -> SeenPhoto:
        opened, role = evidence_shown_to(desk, work, who, Action.SEE, claim)
        kept = next((one for one in work.exhibits.of_claim(opened.source) if one.id == exhibit), None)
        if kept is None or kept.sha256 is None:
            raise NotFoundError
        if is_noted and role not in _PARTIES:
            note(desk, work, who, role, Action.SEE, thing=exhibit, kind="exhibit", at=desk.now(), claim=claim)

        def load() -> bytes:
            data = desk.units.read(who.tenant, lambda later: original(later, kept))
            if data is None:
                raise NotFoundError
            return data

        is_blind = role in JUDGES and all(one.by != who.person for one in opened.claim.judgements)
        return SeenPhoto(sha256=kept.sha256, load=load, is_blind=is_blind)

    run = desk.units.write if is_noted else desk.units.read
    return run(who.tenant, whole)
