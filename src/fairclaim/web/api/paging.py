"""Lists in pages: a cursor, a size, and what to send for the next page.

A route of another file lists like this, one entry more than asked for telling whether there is a next page::

    @router.get("", operation_id="see_parcels")
    def parcels(desk: TheDesk, who: TheCaller, parts: TheParts, cursor: Cursor = None, limit: Limit = 100) -> Page[ParcelSeen]:
        listing = f"parcels/{who.tenant}"
        behind = key_behind(parts.secret, listing, cursor)
        found = services.see_parcels(desk, who, behind=behind, limit=limit + 1)
        return page_of(found, limit=limit, key=lambda one: (one.sent_at, one.id), secret=parts.secret, listing=listing)

Key and order of the list are the same, the id last, so that no two entries share a key.
"""

from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel, Field

from fairclaim.web.api.signed_values import Key, cursor_after

T = TypeVar("T")
Cursor = Annotated[
    str | None,
    Query(max_length=2_000, description="From the page before (`next`), as it is; leave out for the first page."),
]
Limit = Annotated[int, Query(ge=1, le=1_000, description="Entries of one page at most; the desk may give fewer.")]


class Page(BaseModel, Generic[T]):
    """One page of a list."""

    items: Sequence[T]
    next: str | None = Field(description="Cursor of the next page; null at the end.")


def page_of(found: Sequence[T], *, limit: int, key: Callable[[T], Key], secret: bytes, listing: str) -> Page[T]:
    """Return a page, and a cursor if something lies behind it.

    Parameters
    ----------
    found : sequence
        In the order of ``key``; one more than ``limit`` if there is more.
    listing : str
        What is listed, with tenant and filters; see :func:`~fairclaim.web.api.signed_values.cursor_after`.
    """
    items = list(found[:limit])
    following = cursor_after(secret, listing, key(items[-1])) if len(found) > limit else None
    return Page(items=items, next=following)
