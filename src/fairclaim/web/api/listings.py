"""Listings and their public pictures; a picture that was shown stays known."""

from typing import Annotated

from fastapi import APIRouter, Header, Path, Query, status
from pydantic import AwareDatetime

from fairclaim.services.keep_listing import (
    add_listing,
    close_listing,
    import_listings,
    listing_pictures,
    remove_picture,
    show_picture,
)
from fairclaim.services.past_claim import csv_rows, jsonl_rows
from fairclaim.web.api.bodies import RawBody, body_described
from fairclaim.web.api.context import KeyHeader, TheCaller, TheDesk
from fairclaim.web.api.things import text_of_body
from fairclaim.web.api.words import ID, Answer, BothLanguages, Id, Name, Wire

router = APIRouter(prefix="/api/v1/listings", tags=["listings"])
pictures = APIRouter(prefix="/api/v1/listings", tags=["listings"], max_body_size=200_000_000)
"""Apart, for its larger bodies."""
NDJSON, CSV = "application/x-ndjson", "text/csv"
_MOST_REFUSALS = 1_000
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


class RefusedRow(Answer):
    """A line that was not taken in, and why."""

    number: int
    field: str
    message: BothLanguages


class ListingsImported(Answer):
    """What became of all lines; the first refusals, and how many in all."""

    read: int
    added: int
    known: int
    refused: list[RefusedRow]
    refused_in_all: int


class PictureSeen(Answer):
    """A picture, and from when to when buyers saw it."""

    id: str
    sha256: str
    media_type: str
    size_bytes: int
    added_at: AwareDatetime
    removed_at: AwareDatetime | None


@router.post("", operation_id="add_listing", status_code=status.HTTP_201_CREATED)
def add(desk: TheDesk, who: TheCaller, wish: ListingWish, key: KeyHeader = None) -> ListingSeen:
    """Register a listing; told again it changes nothing."""
    made = add_listing(desk, who, wish.id, title=wish.title, category=wish.category, merchant=wish.merchant, key=key)
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


@pictures.post("/import", operation_id="import_listings", openapi_extra=body_described(NDJSON, CSV))
def import_(
    desk: TheDesk,
    who: TheCaller,
    body: RawBody,
    content_type: Annotated[str, Header(max_length=200)] = NDJSON,
) -> ListingsImported:
    """Register many: one JSON object a line, or a table. A bad line is reported and spoils no other; sent again, the rest is added."""
    text = text_of_body(body)
    is_table = content_type.split(";")[0].strip().lower() == CSV
    done = import_listings(desk, who, csv_rows(text) if is_table else jsonl_rows(text))
    refused = [RefusedRow.model_validate(one) for one in done.refused[:_MOST_REFUSALS]]
    return ListingsImported(
        read=done.read, added=done.added, known=done.known, refused=refused, refused_in_all=len(done.refused)
    )


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
    *,
    content_type: Annotated[str, Header(max_length=60)] = "application/octet-stream",
    key: KeyHeader = None,
) -> PictureSeen:
    """Show a picture from now on; its bytes are kept as they come."""
    return PictureSeen.model_validate(show_picture(desk, who, listing, body, media_type=content_type, key=key))
