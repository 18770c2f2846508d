"""The library of listing pictures: what buyers saw and when. A picture that was shown stays known; orders were placed on it."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Query, Request, Response, UploadFile

from fairclaim.services.errors import NotFoundError
from fairclaim.services.keep_listing import add_listing, listing_pictures, remove_picture, show_picture
from fairclaim.services.ports.trade import ShownListing, ShownPicture
from fairclaim.services.see_pictures import own_listings
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.names import CATEGORIES
from fairclaim.web.pages.parties.form_values import sent
from fairclaim.web.pages.parties.party_page import PartyPages, see_other

PATH = "/listings"
_FORM_BYTES = 1_000_000
Key = Annotated[str, Form(min_length=1, max_length=64)]
ListingName = Annotated[str, Form(min_length=1, max_length=64)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingLine:
    """A listing with the pictures that it shows now."""

    listing: ShownListing
    shown: tuple[ShownPicture, ...]


def listing_pages(party: PartyPages) -> APIRouter:
    """Return the routes."""
    router, desk = desk_router(party.pages, party.signed_in), party.desk
    router.max_body_size = 4 * desk.limits.exhibit_bytes + _FORM_BYTES

    @router.get(PATH)
    def every(request: Request) -> Response:
        """Show the own listings."""
        who, at = party.who(request), desk.now()
        lines = [
            ListingLine(listing=one, shown=tuple(listing_pictures(desk, who, one.id, at=at)))
            for one in own_listings(desk, who)
        ]
        return party.render(request, "merchant/listings.html", lines=lines, categories=CATEGORIES)

    @router.get(PATH + "/one")
    def one(request: Request, listing: Annotated[str, Query(max_length=64)]) -> Response:
        """Show a listing with all its pictures, withdrawn ones too."""
        who = party.who(request)
        found = next((one for one in own_listings(desk, who) if one.id == listing), None)
        if found is None:
            raise NotFoundError
        pictures = listing_pictures(desk, who, listing)
        return party.render(request, "merchant/listing.html", listing=found, pictures=pictures)

    @router.post(PATH)
    def add(
        request: Request,
        listing: ListingName,
        title: Annotated[str, Form(min_length=1, max_length=1_000)],
        key: Key,
        category: Annotated[str, Form(max_length=100)] = "",
    ) -> Response:
        """Add a listing."""
        add_listing(desk, party.who(request), listing.strip(), title=title, category=category or None, key=key)
        return see_other(_at(listing.strip()))

    @router.post(PATH + "/pictures")
    def show(request: Request, listing: ListingName, files: Annotated[list[UploadFile], File()]) -> Response:
        """Show pictures from now on."""
        for file in sent(files):
            media_type = file.content_type or "application/octet-stream"
            show_picture(desk, party.who(request), listing, file.file.read(), media_type=media_type)
        return see_other(_at(listing))

    @router.post(PATH + "/pictures/withdrawal")
    def withdraw(request: Request, listing: ListingName, picture: Annotated[str, Form(max_length=64)]) -> Response:
        """Stop showing a picture."""
        remove_picture(desk, party.who(request), listing, picture)
        return see_other(_at(listing))

    return router


def _at(listing: str) -> str:
    return f"{PATH}/one?listing={quote(listing, safe='')}"
