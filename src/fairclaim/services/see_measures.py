"""Measures on accounts, as their person and as staff may see them.

What a person can read about the measures on their own account is all there is but who decided. Staff who judge a measure read the
decisions that it rests on, as both sides were told them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from fairclaim.credit.measure import OPEN, Measure, MeasureKind, MeasureMove, MeasureState, is_ground
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.domain.desk.states import State
from fairclaim.services.act import note
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.grants import GRANTS, Action
from fairclaim.services.measures_told import told_of
from fairclaim.services.paging import MOST
from fairclaim.services.ports.work import Work

_MAKES_IT = frozenset({MeasureMove.PROPOSE, MeasureMove.AGREE})
_WAITS_FOR_OTHERS = frozenset({MeasureState.PROPOSED, MeasureState.AGREED_ONCE})


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureSeen:
    """A measure as it is shown; ``by`` and ``logins`` are empty for the person whom it concerns.

    Parameters
    ----------
    may_appeal : bool
        Whether its person may appeal now.
    words : str or None
        What the person said against it.
    by : tuple of PersonId
        Who made each step.
    logins : mapping
        What they sign in with, as far as they have a login here.
    """

    id: str
    person: PersonId
    kind: MeasureKind
    claims: tuple[ClaimId, ...]
    reasons: Bilingual
    days: int
    state: MeasureState
    until: datetime
    may_appeal: bool
    words: str | None
    answer: Bilingual | None
    steps: tuple[tuple[MeasureMove, datetime], ...]
    by: tuple[PersonId, ...] = ()
    logins: Mapping[PersonId, str] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Something can still become of it."""
        return self.state in OPEN

    @property
    def waits_for_people(self) -> bool:
        """Somebody has to agree, decline, or decide an appeal."""
        return self.state in _WAITS_FOR_OTHERS or self.state is MeasureState.APPEALED

    def has_part(self, person: PersonId) -> bool:
        """Tell whether somebody has proposed it or agreed to it; such a person neither agrees nor decides the appeal."""
        return any(one == person and move in _MAKES_IT for one, (move, _) in zip(self.by, self.steps, strict=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A claim whose decision a measure rests on, or may rest on.

    Parameters
    ----------
    order : str or None
        The order's number, as people know it.
    reasons : Bilingual or None
        Of the decision that stands, as both sides were told.
    stands : bool
        Whether the decision may carry a measure: two people hold it, and no appeal waits.
    """

    claim: ClaimId
    order: str | None
    state: State
    filed_at: datetime
    decided_at: datetime | None
    reasons: Bilingual | None
    stands: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureInFull:
    """A measure with what somebody needs who judges it.

    Parameters
    ----------
    took_part : bool
        Whether the reader has proposed it or agreed to it.
    may_judge : bool
        Whether the reader may agree, decline or decide the appeal, where the measure waits for that.
    """

    seen: MeasureSeen
    grounds: tuple[Ground, ...]
    took_part: bool
    may_judge: bool

    @property
    def waits_for_agreement(self) -> bool:
        """Others have to agree, or decline."""
        return self.seen.state in _WAITS_FOR_OTHERS

    @property
    def waits_for_decision(self) -> bool:
        """Its person appealed."""
        return self.seen.state is MeasureState.APPEALED


def own_measures(desk: Desk, who: Caller) -> tuple[MeasureSeen, ...]:
    """Return the measures on the caller's own account, without who decided; proposals are not told before they are in force.

    Raises
    ------
    NotFoundError
        If the caller is no buyer.
    """
    authorize(who, Action.CONTEST_MEASURE, Resource(tenant=who.tenant, buyer=who.person))

    def whole(work: Work) -> tuple[MeasureSeen, ...]:
        return tuple(seen_measure(work, one) for one in told_of(work, who.person))

    return desk.units.read(who.tenant, whole)


def list_measures(desk: Desk, who: Caller, *, after: str = "", limit: int = MOST) -> tuple[MeasureSeen, ...]:
    """Return measures of which something can still become, for staff; those about parties that the caller is tied to are left out.

    Raises
    ------
    NotAllowedError
        If the caller is no staff that may see them.
    """
    authorize(who, Action.SEE_MEASURES, Resource(tenant=who.tenant))

    def whole(work: Work) -> tuple[MeasureSeen, ...]:
        ties = work.people.ties(who.person) | who.selves
        found = work.measures.open(after=after, limit=min(max(limit, 1), MOST))
        return tuple(seen_measure(work, one, for_staff=True) for one in found if one.person not in ties)

    return desk.units.read(who.tenant, whole)


def see_measure(desk: Desk, who: Caller, measure: str) -> MeasureInFull:
    """Return a measure with the decisions that it rests on, for staff; looking is noted.

    Raises
    ------
    NotFoundError
        If there is none, or it is on the caller's own account.
    NotAllowedError, ConflictOfInterestError
        If the caller may not see it.
    """

    def whole(work: Work) -> MeasureInFull:
        found = work.measures.find(measure)
        if found is None or found.person in who.selves:
            raise NotFoundError
        resource = Resource(tenant=who.tenant, buyer=found.person)
        role = authorize(who, Action.SEE_MEASURES, resource, ties=work.people.ties(who.person))
        note(desk, work, who, role, Action.SEE_MEASURES, thing=measure, kind="measure", at=desk.now())
        seen = seen_measure(work, found, for_staff=True)
        claims = [work.claims.find(claim) for claim in found.claims]
        return MeasureInFull(
            seen=seen,
            grounds=tuple(ground_of(work, claim) for claim in claims if claim is not None),
            took_part=seen.has_part(who.person),
            may_judge=bool(who.roles & GRANTS[Action.JUDGE_MEASURE].keys()),
        )

    return desk.units.write(who.tenant, whole)


def ground_of(work: Work, claim: Claim) -> Ground:
    """Return a claim as somebody reads it who asks whether its decision carries a measure."""
    order, decision = work.registry.find(claim.order), claim.decision
    return Ground(
        claim=claim.id,
        order=None if order is None else order.number,
        state=claim.state,
        filed_at=claim.filed_at,
        decided_at=None if decision is None else decision.at,
        reasons=None if decision is None else decision.reasons,
        stands=is_ground(claim, claim.buyer),
    )


def seen_measure(work: Work, measure: Measure, *, for_staff: bool = False) -> MeasureSeen:
    """Return a measure as it is shown to its person, or to staff."""
    by = tuple(step.by for step in measure.steps) if for_staff else ()
    return MeasureSeen(
        id=measure.id,
        person=measure.person,
        kind=measure.kind,
        claims=measure.claims,
        reasons=measure.reasons,
        days=measure.days,
        state=measure.state,
        until=measure.until,
        may_appeal=measure.state is MeasureState.IN_FORCE,
        words=None if measure.appeal is None else work.people.text(measure.appeal),
        answer=measure.answer,
        steps=tuple((step.move, step.at) for step in measure.steps),
        by=by,
        logins=work.people.staff_logins(by),
    )
