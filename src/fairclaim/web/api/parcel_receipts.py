"""Receipts of what was handed in of a packing: proof that it stood in the evidence log, and since when at the latest."""

import base64
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import Field

from fairclaim.services.errors import NotFoundError
from fairclaim.services.give_receipts import Given, give_packing_receipts
from fairclaim.web.api.claim_receipts import RECEIPT, ReceiptGiven, receipt_given
from fairclaim.web.api.context import TheCaller, TheDesk
from fairclaim.web.api.words import ID

router = APIRouter(prefix="/api/v1/parcels/{parcel}/receipts", tags=["receipts"])
ParcelId = Annotated[str, Path(pattern=ID)]


class PackingReceiptGiven(ReceiptGiven):
    """A receipt, with what time authorities have said of its checkpoint."""

    stamped_at: dict[str, datetime] = Field(description="When they stamped it, by their own clocks.")
    time_tokens: dict[str, str] = Field(
        description="Their replies (RFC 3161) over the text of the receipt's checkpoint, in Base64, by name."
    )


@router.get("", operation_id="give_packing_receipts")
def receipts(desk: TheDesk, who: TheCaller, parcel: ParcelId) -> list[PackingReceiptGiven]:
    """Read the receipts of a parcel's files; the tenant's systems also read those of its code and of scans."""
    return [_shown(one) for one in give_packing_receipts(desk, who, parcel)]


@router.get(
    "/{receipt}",
    operation_id="give_packing_receipt",
    response_class=Response,
    responses={200: {"content": {"application/json": {"schema": {"type": "object"}}}}},
)
def receipt(
    desk: TheDesk, who: TheCaller, parcel: ParcelId, receipt: Annotated[str, Path(pattern=RECEIPT)]
) -> Response:
    """Take one receipt away as a file, byte for byte as it is verified."""
    found = next((one for one in give_packing_receipts(desk, who, parcel) if one.id == receipt), None)
    if found is None:
        raise NotFoundError
    headers = {"Content-Disposition": f'attachment; filename="packing-{receipt}.json"'}
    return Response(found.data, media_type="application/json", headers=headers)


def _shown(one: Given) -> PackingReceiptGiven:
    return PackingReceiptGiven(
        **receipt_given(one).model_dump(),
        stamped_at={name: at for name, (at, _) in one.stamps.items()},
        time_tokens={name: base64.b64encode(token).decode() for name, (_, token) in one.stamps.items()},
    )
