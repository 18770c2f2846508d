"""What the routes of orders, listings, parcels, lists and endpoints have in common."""

from typing import Annotated

from fastapi import Query

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.services.paging import MOST

PageLimit = Annotated[int, Query(ge=1, le=MOST, description="Entries of one page at most.")]


def text_of_body(body: bytes) -> str:
    """Return a body as text.

    Raises
    ------
    UsageError
        If it is not UTF-8.
    """
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise UsageError(Bilingual("内容须为 UTF-8 文字。", "The body is text in UTF-8.")) from exc
