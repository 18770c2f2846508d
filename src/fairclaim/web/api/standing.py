"""A person's standing with its reasons, for the person and for who answers for the desk; and how many people each pattern touches."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import AwareDatetime, Field

from fairclaim.domain.desk.party import PersonId
from fairclaim.services.see_standing import own_standing, person_standing, standing_figures
from fairclaim.web.api.context import TheCaller, TheDesk
from fairclaim.web.api.words import ID, Answer, BothLanguages

router = APIRouter(prefix="/api/v1", tags=["standing"])


class ReasonSeen(Answer):
    """One pattern: what was seen, what else it may be, and how to contest it."""

    pattern: str
    title: BothLanguages
    weight: float = Field(description="What is left of it today: half after 180 days, nothing after 365.")
    calls_at: float = Field(description="From which weight on people look.")
    calls: bool
    seen: BothLanguages
    innocent: BothLanguages
    contest: BothLanguages
    claims: list[str] = Field(description="The person's own claims behind it; of other accounts none is named.")
    until: AwareDatetime
    set_aside_at: AwareDatetime | None


class StandingSeen(Answer):
    """A standing, computed when it was asked for and stored nowhere."""

    person: str
    at: AwareDatetime
    patterns: int = Field(description="Reasons that call for a person, decisions not counted; all that policy sees.")
    what_follows: BothLanguages
    reasons: list[ReasonSeen]


class TouchedSeen(Answer):
    """People whose history shows a pattern, and of whom people look because of it."""

    seen: int
    calls: int


class CountSeen(Answer):
    """One night's count; it names nobody."""

    day: dt.date
    people: int
    counted: dict[str, TouchedSeen]


@router.get("/me/standing", operation_id="own_standing")
def own(desk: TheDesk, who: TheCaller) -> StandingSeen:
    """Return the caller's own standing with its reasons."""
    return StandingSeen.model_validate(own_standing(desk, who))


@router.get("/people/{person}/standing", operation_id="person_standing")
def of_person(desk: TheDesk, who: TheCaller, person: Annotated[str, Path(pattern=ID)]) -> StandingSeen:
    """Return a person's standing, for who answers for the desk; looking is noted."""
    return StandingSeen.model_validate(person_standing(desk, who, PersonId(person)))


@router.get("/figures/standing", operation_id="standing_figures")
def figures(desk: TheDesk, who: TheCaller) -> CountSeen | None:
    """Count the people that each pattern touches, as of the last night; null before the first."""
    found = standing_figures(desk, who)
    return None if found is None else CountSeen.model_validate(found)
