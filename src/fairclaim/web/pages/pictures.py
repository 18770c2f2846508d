"""Pictures outside of claims, small: of an order as it was placed, of an own listing, of a parcel's packing."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query, Request, Response

from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.see_photo import SeenPhoto
from fairclaim.services.see_pictures import dispatch_file, listing_picture, order_picture
from fairclaim.web.api.words import ID
from fairclaim.web.pages.photos import Size, small_picture
from fairclaim.web.sign_in.signed_in import SignedIn
from fairclaim.web.tiles import Tiles

Id = Annotated[str, Path(pattern=ID)]
Name = Annotated[str, Query(max_length=200)]


def photo_of_claim(claim: str, exhibit: str) -> str:
    """Return the address of a photo of a claim, small."""
    return f"/photos/{claim}/{exhibit}/thumbnail.jpg"


def photo_in_full(claim: str, exhibit: str) -> str:
    """Return the address of a photo of a claim as ``<evidence-viewer>`` takes it."""
    return f"/photos/{claim}/{exhibit}/photo.dzi"


def photo_of_order(order: str, picture: str) -> str:
    """Return the address of a picture that was shown when an order was placed."""
    return f"/pictures/orders/{order}/{picture}.jpg"


def photo_of_listing(listing: str, picture: str) -> str:
    """Return the address of a picture of an own listing; its id is the tenant's own, and may hold a slash."""
    return f"/pictures/listings?{urlencode({'listing': listing, 'picture': picture})}"


def photo_of_parcel(parcel: str, file: str) -> str:
    """Return the address of a photo of a parcel's packing."""
    return f"/pictures/parcels/{parcel}/{file}.jpg"


ADDRESSES: dict[str, Any] = {
    one.__name__: one for one in (photo_of_claim, photo_in_full, photo_of_order, photo_of_listing, photo_of_parcel)
}
"""For templates."""


def picture_routes(signed_in: SignedIn, desk: Desk, tiles: Tiles) -> APIRouter:
    """Return the routes."""
    router = APIRouter(include_in_schema=False, prefix="/pictures")

    @router.get("/orders/{order}/{picture}.jpg")
    def of_order(request: Request, order: Id, picture: Id) -> Response:
        """Send a picture of what was ordered, as it was shown then."""
        shown, data = order_picture(desk, signed_in.session(request).caller, order, picture)
        return _small(tiles, shown.sha256, data)

    @router.get("/listings")
    def of_listing(request: Request, listing: Name, picture: Name) -> Response:
        """Send a picture of an own listing."""
        shown, data = listing_picture(desk, signed_in.session(request).caller, listing, picture)
        return _small(tiles, shown.sha256, data)

    @router.get("/parcels/{parcel}/{file}.jpg")
    def of_parcel(request: Request, parcel: Id, file: Id) -> Response:
        """Send a photo of a parcel's packing."""
        kept, data = dispatch_file(desk, signed_in.session(request).caller, parcel, file)
        return _small(tiles, kept.sha256, data)

    return router


def _small(tiles: Tiles, digest: str | None, data: bytes | None) -> Response:
    if digest is None or data is None:
        raise NotFoundError

    return small_picture(tiles, SeenPhoto(sha256=digest, load=lambda: data), Size.THUMBNAIL)
