"""The maps of findings, for the viewer to lay over a photo; to whoever sees the findings, and kept by no browser."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from fairclaim.domain.desk.party import ClaimId
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.see_maps import see_maps
from fairclaim.web.api.words import ID
from fairclaim.web.pages.photos import HEADERS
from fairclaim.web.sign_in.signed_in import SignedIn

_TYPES = ((0, b"\x89PNG\r\n\x1a\n", "image/png"), (8, b"WEBP", "image/webp"))


def map_address(claim: str, place: int) -> str:
    """Return where the map of the finding at a place of the record is."""
    return f"/review/claims/{claim}/maps/{place}"


def map_routes(signed_in: SignedIn, desk: Desk) -> APIRouter:
    """Return the route of the maps of a claim."""
    router = APIRouter(include_in_schema=False)

    @router.get("/review/claims/{claim}/maps/{place}")
    def show(request: Request, claim: Annotated[str, Path(pattern=ID)], place: Annotated[int, Path(ge=0)]) -> Response:
        """Send the map of one finding."""
        data = see_maps(desk, signed_in.session(request).caller, ClaimId(claim)).get(place)
        media_type = None if data is None else _type_of(data)
        if media_type is None:
            raise NotFoundError
        return Response(data, media_type=media_type, headers={**HEADERS, "Cache-Control": "no-store"})

    return router


def _type_of(data: bytes) -> str | None:
    return next((found for at, head, found in _TYPES if data[at : at + len(head)] == head), None)
