"""Live capture: codes for pictures that are taken now, and signed copies of what came."""

from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Path, Response, status
from pydantic import AwareDatetime, Field

from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.services.capture_live import claim_code, parcel_code
from fairclaim.services.sign_copy import SignedCopy, claim_copy, parcel_copy
from fairclaim.web.api.context import TheCaller, TheDesk
from fairclaim.web.api.words import ID, Answer

router = APIRouter(prefix="/api/v1", tags=["captures"])
Thing = Annotated[str, Path(pattern=ID)]
_COPY: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "A copy with content credentials (C2PA); the original keeps its own bytes.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


class CodeSeen(Answer):
    """A one-time code. Show its digits beside the thing if you like; send its `id` as `taken_with` before it lapses."""

    id: str
    code: str = Field(pattern=r"^[0-9]{6}$")
    issued_at: AwareDatetime
    until: AwareDatetime


@router.post("/claims/{claim}/captures", operation_id="claim_code", status_code=status.HTTP_201_CREATED)
def code_of_claim(desk: TheDesk, who: TheCaller, claim: Thing) -> CodeSeen:
    """Issue a code for the next picture of a claim. A file that comes without one, or late, is kept like any other."""
    return CodeSeen.model_validate(claim_code(desk, who, ClaimId(claim)))


@router.post("/parcels/{parcel}/captures", operation_id="parcel_code", status_code=status.HTTP_201_CREATED)
def code_of_parcel(desk: TheDesk, who: TheCaller, parcel: Thing) -> CodeSeen:
    """Issue a code for the next picture of a parcel's packing."""
    return CodeSeen.model_validate(parcel_code(desk, who, parcel))


@router.get(
    "/claims/{claim}/exhibits/{exhibit}/signed", operation_id="claim_copy", response_class=Response, responses=_COPY
)
def copy_of_claim(desk: TheDesk, who: TheCaller, claim: Thing, exhibit: Thing) -> Response:
    """Read a copy of a file that the desk signs as received: when, and with which code. Not for who judges the claim."""
    return attachment(claim_copy(desk, who, ClaimId(claim), ExhibitId(exhibit)))


@router.get(
    "/parcels/{parcel}/files/{file}/signed", operation_id="parcel_copy", response_class=Response, responses=_COPY
)
def copy_of_parcel(desk: TheDesk, who: TheCaller, parcel: Thing, file: Thing) -> Response:
    """Read a signed copy of a file of a parcel's packing."""
    return attachment(parcel_copy(desk, who, parcel, file))


def attachment(copy: SignedCopy) -> Response:
    """Answer with a copy that no browser opens by itself."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(copy.name, safe='')}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, no-store",
    }
    return Response(copy.data, media_type="application/octet-stream", headers=headers)
