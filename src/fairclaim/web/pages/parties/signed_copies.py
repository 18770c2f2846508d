"""Signed copies of files, for the parties: where the desk has a certificate, and where it has none nothing of it is seen."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.services.sign_copy import claim_copy, parcel_copy
from fairclaim.web.api.captures import attachment
from fairclaim.web.api.words import ID
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.parties.party_page import PartyPages

Id = Annotated[str, Path(pattern=ID)]


def signed_copies(party: PartyPages) -> APIRouter:
    """Return the routes."""
    router, desk = desk_router(party.pages, party.signed_in), party.desk

    @router.get("/claims/{claim}/signed/{exhibit}")
    def of_claim(request: Request, claim: Id, exhibit: Id) -> Response:
        """Send a signed copy of a file of a claim."""
        return attachment(claim_copy(desk, party.who(request), ClaimId(claim), ExhibitId(exhibit)))

    @router.get("/orders/parcels/{parcel}/signed/{file}")
    def of_parcel(request: Request, parcel: Id, file: Id) -> Response:
        """Send a signed copy of a file of a parcel's packing."""
        return attachment(parcel_copy(desk, party.who(request), parcel, file))

    return router
