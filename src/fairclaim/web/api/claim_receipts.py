"""Receipts of a claim: proof of what the own side handed in, to be taken away."""

import json
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from pydantic import Field

from fairclaim.services.errors import NotFoundError
from fairclaim.services.give_receipts import Given, give_receipts
from fairclaim.web.api.context import TheClaim
from fairclaim.web.api.words import Answer

router = APIRouter(prefix="/api/v1/claims/{claim}/receipts", tags=["receipts"])
RECEIPT = r"^r[1-9][0-9]{0,9}$"


class ReceiptGiven(Answer):
    """A receipt. Keep `receipt` as a file: `fairclaim verify` reads it, and it needs nobody."""

    id: str
    kind: str = Field(description="What was done.")
    at: datetime
    is_promise: bool = Field(
        description="No checkpoint covers it yet: the log promises its place. Some minutes later there is the proof."
    )
    exhibit: str | None = Field(description="The file that it is about; null if it is about a statement.")
    record: str | None = Field(
        description="What was stated, exactly as `sha256` in the receipt covers it; null for a file."
    )
    receipt: dict[str, Any]


@router.get("", operation_id="give_receipts")
def receipts(claim: TheClaim) -> list[ReceiptGiven]:
    """Read the own side's receipts; the tenant's systems read those of both sides."""
    return [receipt_given(one) for one in give_receipts(claim.desk, claim.who, claim.id)]


@router.get(
    "/{receipt}",
    operation_id="give_receipt",
    response_class=Response,
    responses={200: {"content": {"application/json": {"schema": {"type": "object"}}}}},
)
def receipt(claim: TheClaim, receipt: Annotated[str, Path(pattern=RECEIPT)]) -> Response:
    """Take one receipt away as a file, byte for byte as it is verified."""
    found = next((one for one in give_receipts(claim.desk, claim.who, claim.id) if one.id == receipt), None)
    if found is None:
        raise NotFoundError
    name = f"receipt-{receipt}.json"
    return Response(
        found.data, media_type="application/json", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def receipt_given(one: Given) -> ReceiptGiven:
    """Return a receipt as it is told."""
    return ReceiptGiven(
        id=one.id,
        kind=one.kind,
        at=one.at,
        is_promise=one.is_promise,
        exhibit=one.exhibit,
        record=None if one.record is None else one.record.decode(),
        receipt=json.loads(one.data),
    )
