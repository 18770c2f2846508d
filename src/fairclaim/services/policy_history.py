"""What became of a category's policy: who drafted, proposed, confirmed and rolled back what, when and why, as the audit holds it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from fairclaim.domain.desk.party import PersonId
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.change_policy import list_policies_in
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.paging import MOST
from fairclaim.services.ports.claims import Noted, Sought
from fairclaim.services.ports.work import Work

_KIND: Final = "policy"


class StepKind(StrEnum):
    """What was done; the words are those of :class:`fairclaim.policy.life.Event`."""

    DRAFTED = "policy-drafted"
    PROPOSED = "policy-shadowed"
    TAKEN_BACK = "policy-shadow-ended"
    CONFIRMED = "policy-published"
    """Approved and put in force by another person than the author."""
    RESTORED = "policy-restored"
    """Rolled back to: two people had put it in force before."""


_IN_FORCE: Final = frozenset({StepKind.CONFIRMED.value, StepKind.RESTORED.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyStep:
    """One step.

    Parameters
    ----------
    version, instead_of : int or None
        Of which version, and in place of which one; None where it is none of those that are kept.
    why : str
        Said for a roll back; else empty.
    login : str or None
        What who did it signs in with; None for who is no longer of the desk.
    """

    at: datetime
    by: PersonId
    kind: StepKind
    digest: str
    version: int | None
    instead_of: int | None
    why: str
    login: str | None = None


def policy_history(desk: Desk, who: Caller, *, category: str | None = None) -> tuple[PolicyStep, ...]:
    """Return the newest steps, the newest first.

    Raises
    ------
    NotAllowedError
        If the caller may not.
    """
    authorize(who, Action.SEE_POLICY, Resource(tenant=who.tenant))

    def whole(work: Work) -> tuple[PolicyStep, ...]:
        sought = Sought(things=frozenset({category or "all"}), actions=frozenset({Action.CHANGE_POLICY.value}))
        noted = [one for one in work.audit.read(sought, after=None, limit=MOST) if one.kind == _KIND]
        numbers = {one.digest: one.version for one in list_policies_in(work, who, category=category)}
        logins = work.people.staff_logins(one.person for one in noted)
        return tuple(replace(one, login=logins.get(one.by)) for one in steps_of(noted, numbers))

    return desk.units.read(who.tenant, whole)


def steps_of(noted: Sequence[Noted], numbers: Mapping[str, int]) -> tuple[PolicyStep, ...]:
    """Return the steps that entries of the audit tell.

    Parameters
    ----------
    numbers : mapping
        The versions' numbers, by digest.
    """
    retired = {
        (one.at, str(one.details.get("successor"))): numbers.get(str(one.details.get("digest")))
        for one in noted
        if one.details.get("event") == "policy-retired"
    }
    kinds = {kind.value: kind for kind in StepKind}
    return tuple(
        PolicyStep(
            at=one.at,
            by=one.person,
            kind=kinds[str(one.details["event"])],
            digest=(digest := str(one.details.get("digest"))),
            version=numbers.get(digest),
            instead_of=retired.get((one.at, digest)) if one.details["event"] in _IN_FORCE else None,
            why=str(one.details.get("why", "")),
        )
        for one in noted
        if one.details.get("event") in kinds
    )
