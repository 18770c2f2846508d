"""Measures on accounts: proposed, agreed by two others, contested by the person whom they concern."""

from typing import Annotated

from fastapi import APIRouter, Path, status
from pydantic import AwareDatetime, Field

from fairclaim.credit.measure import MeasureKind, MeasureMove, MeasureState
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.services.hold_account import (
    MeasureWish,
    appeal_measure,
    decide_measure,
    judge_measure,
    propose_measure,
)
from fairclaim.services.see_measures import MeasureSeen, list_measures, own_measures
from fairclaim.web.api.context import TheCaller, TheDesk
from fairclaim.web.api.words import ID, Answer, BothLanguages, Id, Reasons, Wire, Words

router = APIRouter(prefix="/api/v1", tags=["measures"])
MeasureId = Annotated[str, Path(pattern=ID, description="Id of the measure.")]


class Proposal(Wire):
    """A measure, the claims whose decisions it rests on, and what the person is told."""

    person: Id
    kind: MeasureKind
    claims: list[Id] = Field(min_length=1, max_length=100)
    days: int = Field(ge=1, le=365, description="How long it lasts once it is in force; a limit 90 days at most.")
    reasons: Reasons

    def to_domain(self) -> MeasureWish:
        """Return it as the verb takes it."""
        return MeasureWish(
            person=PersonId(self.person),
            kind=self.kind,
            claims=tuple(ClaimId(claim) for claim in self.claims),
            days=self.days,
            reasons=self.reasons.to_domain(),
        )


class Agreement(Wire):
    """Whether somebody agrees; one who does not ends it."""

    is_agreed: bool


class AppealOfMeasure(Wire):
    """What its person says against it."""

    words: Words | None = None


class AppealAnswer(Wire):
    """What an appeal came to, with reasons."""

    is_upheld: bool
    reasons: Reasons


class StepSeen(Answer):
    """One move; who made it is told to staff only."""

    move: MeasureMove
    at: AwareDatetime
    by: str | None = None


class MeasureShown(Answer):
    """A measure as it stands; `until` is when a proposal lapses, or the measure ends."""

    id: str
    person: str
    kind: MeasureKind
    claims: list[str]
    reasons: BothLanguages
    days: int
    state: MeasureState
    until: AwareDatetime
    may_appeal: bool
    words: str | None
    answer: BothLanguages | None
    steps: list[StepSeen]


@router.post("/measures", operation_id="propose_measure", status_code=status.HTTP_201_CREATED)
def propose(desk: TheDesk, who: TheCaller, wish: Proposal) -> MeasureShown:
    """Propose a measure; nothing happens until two others have agreed."""
    return _shown(propose_measure(desk, who, wish.to_domain()))


@router.get("/measures", operation_id="list_measures")
def waiting(desk: TheDesk, who: TheCaller) -> list[MeasureShown]:
    """Return measures of which something can still become."""
    return [_shown(one) for one in list_measures(desk, who)]


@router.post("/measures/{measure}/agreement", operation_id="judge_measure")
def judge(desk: TheDesk, who: TheCaller, measure: MeasureId, wish: Agreement) -> MeasureShown:
    """Agree to a proposal, or decline it; the second agreement puts it in force."""
    return _shown(judge_measure(desk, who, measure, is_agreed=wish.is_agreed))


@router.post("/measures/{measure}/appeal-decision", operation_id="decide_measure")
def decide(desk: TheDesk, who: TheCaller, measure: MeasureId, wish: AppealAnswer) -> MeasureShown:
    """Decide an appeal, as somebody who had no part in the measure."""
    return _shown(decide_measure(desk, who, measure, is_upheld=wish.is_upheld, reasons=wish.reasons.to_domain()))


@router.get("/me/measures", operation_id="own_measures")
def mine(desk: TheDesk, who: TheCaller) -> list[MeasureShown]:
    """Return the measures on the caller's own account."""
    return [_shown(one) for one in own_measures(desk, who)]


@router.post("/me/measures/{measure}/appeal", operation_id="appeal_measure")
def contest(desk: TheDesk, who: TheCaller, measure: MeasureId, wish: AppealOfMeasure) -> MeasureShown:
    """Appeal against a measure on the own account; it rests until somebody else has decided."""
    return _shown(appeal_measure(desk, who, measure, words=wish.words))


def _shown(seen: MeasureSeen) -> MeasureShown:
    by = seen.by or (None,) * len(seen.steps)
    steps = [StepSeen(move=move, at=at, by=person) for (move, at), person in zip(seen.steps, by, strict=True)]
    return MeasureShown(
        id=seen.id,
        person=seen.person,
        kind=seen.kind,
        claims=list(seen.claims),
        reasons=BothLanguages.model_validate(seen.reasons),
        days=seen.days,
        state=seen.state,
        until=seen.until,
        may_appeal=seen.may_appeal,
        words=seen.words,
        answer=None if seen.answer is None else BothLanguages.model_validate(seen.answer),
        steps=steps,
    )
