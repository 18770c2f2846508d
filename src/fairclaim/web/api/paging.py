"""Lists in pages: a cursor, a size, and the link to the next page."""

from collections.abc import Sequence
from typing import Annotated, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel, Field

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
