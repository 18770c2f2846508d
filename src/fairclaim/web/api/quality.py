"""Figures of the desk, and what became of each reviewer's judgements; rates with counts and intervals."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, Field

from fairclaim.services.count_figures import desk_figures, review_quality
from fairclaim.web.api.context import TheCaller, TheDesk
from fairclaim.web.api.words import Answer

router = APIRouter(prefix="/api/v1/figures", tags=["figures"])
Moment = Annotated[AwareDatetime | None, Query(description="Of filing; the stretch is half-open.")]


class RateSeen(Answer):
    """Hits of a total, and the 95 % interval; [0, 1] where there is nothing to count."""

    hits: int
    total: int
    low: float
    high: float


class FiguresSeen(Answer):
    """What was filed and what became of it; days are quartiles, amounts minor units by currency."""

    claims: int
    decided: int
    routes: dict[str, int]
    days_to_decision: tuple[float, float, float] | None
    agreement: RateSeen
    overturned: RateSeen
    wrongly_adverse: RateSeen
    refunded_minor: dict[str, int]


class ReviewedSeen(Answer):
    """One reviewer's judgements."""

    person: str
    judgements: int
    agreement: RateSeen
    overturned: RateSeen
    wrongly_adverse: RateSeen
    changed_mind: RateSeen
    second_looks: RateSeen = Field(
        description="Blind judgements of ended claims that agree with the decision that stands."
    )
    known_answers: RateSeen = Field(description="Blind judgements that agree with what was known to be right.")
    held_up: RateSeen = Field(description="Second looks of others that agree with decisions of this reviewer.")


@router.get("", operation_id="desk_figures")
def figures(desk: TheDesk, who: TheCaller, filed_from: Moment = None, filed_before: Moment = None) -> FiguresSeen:
    """Count what was filed in a stretch of time."""
    return FiguresSeen.model_validate(desk_figures(desk, who, filed_from=filed_from, filed_before=filed_before))


@router.get("/reviewers", operation_id="review_quality")
def reviewers(
    desk: TheDesk, who: TheCaller, filed_from: Moment = None, filed_before: Moment = None
) -> list[ReviewedSeen]:
    """Count what became of each reviewer's judgements, in the order of their ids."""
    found = review_quality(desk, who, filed_from=filed_from, filed_before=filed_before)
    return [ReviewedSeen.model_validate(one) for one in found]
