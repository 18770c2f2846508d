"""What the machine found, whole: for a reviewer who has judged and looked, and for the auditor. To everybody else there is none."""

from collections.abc import Mapping
from typing import cast

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.domain.desk.refusals import ConflictOfInterestError
from fairclaim.services.act import note
from fairclaim.services.authorize import authorize, resource_of
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotAllowedError, NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.ports.work import Work
from fairclaim.services.shown import JUDGES, shown_to


def see_examination(desk: Desk, who: Caller, claim: ClaimId) -> Mapping[str, object]:
    """Return the newest examination of a claim, as the record of ``fairclaim.examination/1``.

    Findings call another claim by a letter; ``earlier_claims`` names those that the caller may see.

    Raises
    ------
    NotFoundError
        If there is no such claim or examination, or none that the caller may see: parties and operators see reasons in the
        decision, a reviewer sees it after the own first judgement.
    ConflictOfInterestError
        If the caller is tied to a party.
    """

    def whole(work: Work) -> Mapping[str, object]:
        opened, role = shown_to(desk, work, who, Action.SEE, claim)
        subject, version = examined_by(role, who.person, opened.claim)
        result = work.examinations.find(subject, version=version)
        if result is None:
            raise NotFoundError
        seen = f"{subject}@{version}"  # longer than the name of a thing may be
        note(desk, work, who, role, Action.SEE, thing=claim, kind="examination", at=desk.now(), examination=seen)
        named = cast("Mapping[str, str]", result.get("earlier_claims", {}))
        seen_by_them = {mark: one for mark, one in named.items() if _sees(work, who, ClaimId(one))}
        return {**result, "earlier_claims": seen_by_them} if named else result

    return desk.units.write(who.tenant, whole)


def examined_by(role: Role, person: PersonId, claim: Claim) -> tuple[str, str]:
    """Return subject and version of the newest examination of a claim, for somebody who may see it now.

    Raises
    ------
    NotFoundError
        If there is none that this person may see.
    """
    may_see = role is Role.AUDITOR or (role in JUDGES and person in claim.seen_by)
    if not may_see or claim.examined is None:
        raise NotFoundError
    subject, _, version = claim.examined.examination.partition("@")
    return subject, version


def _sees(work: Work, who: Caller, claim: ClaimId) -> bool:
    found = work.claims.find(claim)
    try:
        return found is not None and bool(
            authorize(who, Action.SEE, resource_of(who.tenant, found), ties=work.people.ties(who.person))
        )
    except (NotFoundError, NotAllowedError, ConflictOfInterestError):
        return False
