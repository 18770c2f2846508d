"""Listings and their public pictures; a picture that was shown stays known."""

from typing import Annotated

from fastapi import APIRouter, Header, Path, Query, status
from pydantic import AwareDatetime

from fairclaim.services.keep_listing import add_listing, close_listing, listing_pictures, remove_picture, show_picture
from fairclaim.web.api.bodies import RawBody, body_described
from fairclaim.web.api.context import TheCaller, TheDesk
from fairclaim.web.api.words import ID, Answer, Id, Name, Wire

router = APIRouter(prefix="/api/v1/listings", tags=["listings"])
pictures = APIRouter(prefix="/api/v1/listings", tags=["listings"], max_body_size=200_000_000)
"""Apart, for its larger bodies."""
ListingId = Annotated[str, Path(pattern=ID, description="The tenant's own id of the listing.")]


class ListingWish(Wire):
    """A listing; an agent's merchant is the own one."""

    id: Id
    title: Name
    category: Name | None = None
    merchant: Name | None = None


class ListingSeen(Answer):
    """A listing."""

    id: str
    title: str
    category: str | None
    created_at: AwareDatetime
    closed_at: AwareDatetime | None


class PictureSeen(Answer):
    """A picture, and from when to when buyers saw it."""

    id: str
    sha256: str
    media_type: str
    size_bytes: int
    added_at: AwareDatetime
    removed_at: AwareDatetime | None


@router.post("", operation_id="add_listing", status_code=status.HTTP_201_CREATED)
def add(desk: TheDesk, who: TheCaller, wish: ListingWish) -> ListingSeen:
    """Register a listing; told again it changes nothing."""
    made = add_listing(desk, who, wish.id, title=wish.title, category=wish.category, merchant=wish.merchant)
    return ListingSeen.model_validate(made)


@router.delete("/{listing}", operation_id="close_listing", status_code=status.HTTP_204_NO_CONTENT)
def close(desk: TheDesk, who: TheCaller, listing: ListingId) -> None:
    """Take a listing off sale."""
    close_listing(desk, who, listing)


@router.get("/{listing}/pictures", operation_id="listing_pictures")
def seen(
    desk: TheDesk,
    who: TheCaller,
    listing: ListingId,
    at: Annotated[AwareDatetime | None, Query(description="Only those that buyers saw at this moment.")] = None,
) -> list[PictureSeen]:
    """Return the pictures, removed ones too."""
    return [PictureSeen.model_validate(one) for one in listing_pictures(desk, who, listing, at=at)]


@router.delete("/{listing}/pictures/{picture}", operation_id="remove_picture", status_code=status.HTTP_204_NO_CONTENT)
def remove(desk: TheDesk, who: TheCaller, listing: ListingId, picture: Annotated[str, Path(pattern=ID)]) -> None:
    """Stop showing a picture."""
    remove_picture(desk, who, listing, picture)


@pictures.post(
    "/{listing}/pictures",
    operation_id="show_picture",
    status_code=status.HTTP_201_CREATED,
    openapi_extra=body_described("image/*"),
)
def show(
    desk: TheDesk,
    who: TheCaller,
    listing: ListingId,
    body: RawBody,
    content_type: Annotated[str, Header(max_length=60)] = "application/octet-stream",
) -> PictureSeen:
    """Show a picture from now on; its bytes are kept as they come."""
    return PictureSeen.model_validate(show_picture(desk, who, listing, body, media_type=content_type))
