"""What is held about the caller, and wishes to have it corrected, with the desk's answers."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, status
from pydantic import AwareDatetime, Field

from fairclaim.services.own_data import answer_correction, ask_correction, open_corrections, own_corrections, own_data
from fairclaim.web.api.context import KeyHeader, TheCaller, TheDesk
from fairclaim.web.api.words import ID, Answer, Wire, Words

router = APIRouter(prefix="/api/v1", tags=["own-data"])


class CorrectionWish(Wire):
    """What is wrong, and what would be right."""

    field: Literal["name", "phone", "email", "address", "standing", "other", "erasure"]
    value: Words = Field(min_length=1)
    why: Words | None = None


class CorrectionAnswer(Wire):
    """What the desk says to a wish."""

    is_accepted: bool
    reasons: Words = Field(min_length=1)


class CorrectionSeen(Answer):
    """A wish and its answer; `is_accepted` is null until there is one."""

    id: str
    field: str
    value: str | None
    why: str | None
    asked_at: AwareDatetime
    is_accepted: bool | None
    answer: str | None
    answered_at: AwareDatetime | None


@router.get("/me/data", operation_id="own_data")
def data(desk: TheDesk, who: TheCaller) -> dict[str, Any]:
    """Return everything that is held about the caller, `fairclaim.own-data/1`, with the paths of their originals."""
    return own_data(desk, who)


@router.post("/me/corrections", operation_id="ask_correction", status_code=status.HTTP_201_CREATED)
def ask(desk: TheDesk, who: TheCaller, wish: CorrectionWish, key: KeyHeader = None) -> CorrectionSeen:
    """Ask to have something corrected."""
    return CorrectionSeen.model_validate(ask_correction(desk, who, wish.field, wish.value, why=wish.why, key=key))


@router.get("/me/corrections", operation_id="own_corrections")
def mine(desk: TheDesk, who: TheCaller) -> list[CorrectionSeen]:
    """Return the caller's wishes and their answers, the oldest first."""
    return [CorrectionSeen.model_validate(one) for one in own_corrections(desk, who)]


@router.get("/corrections", operation_id="open_corrections")
def waiting(desk: TheDesk, who: TheCaller) -> list[CorrectionSeen]:
    """Return the wishes that wait for an answer, the oldest first."""
    return [CorrectionSeen.model_validate(one) for one in open_corrections(desk, who)]


@router.post("/corrections/{correction}/answer", operation_id="answer_correction")
def answer(
    desk: TheDesk, who: TheCaller, correction: Annotated[str, Path(pattern=ID)], wish: CorrectionAnswer
) -> CorrectionSeen:
    """Answer a wish; if it is accepted and names a field, the field is replaced."""
    done = answer_correction(desk, who, correction, is_accepted=wish.is_accepted, reasons=wish.reasons)
    return CorrectionSeen.model_validate(done)
