"""A listing as a merchant or the tenant's systems tell it, from JSONL or CSV; parsed once, refused with the field that is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass

from fairclaim.domain.bilingual import Bilingual
from fairclaim.services.past_claim import LineError
from fairclaim.services.told_order import text_of

LISTING_FIELDS = ("id", "title", "category", "merchant")
"""Members of a line; ``category`` and, for an agent, ``merchant`` may be left out or empty."""
_OPTIONAL = ("category", "merchant")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldListing:
    """A listing; ``id`` and ``merchant`` are the tenant's own."""

    id: str
    title: str
    category: str | None = None
    merchant: str | None = None


def parse_told_listing(row: object) -> ToldListing:
    """Turn one untrusted row into a listing.

    Raises
    ------
    LineError
        At the first field that is missing, unknown or wrong.
    """
    if isinstance(row, LineError):
        raise row
    if not isinstance(row, Mapping):
        raise LineError("-", Bilingual("一个对象", "an object"))
    unknown = sorted(str(name) for name in row if name not in LISTING_FIELDS)
    if unknown:
        raise LineError(
            unknown[0], Bilingual(f"只用这些字段：{'、'.join(LISTING_FIELDS)}", f"only {', '.join(LISTING_FIELDS)}")
        )
    category, merchant = (None if row.get(name) in (None, "") else text_of(row, name) for name in _OPTIONAL)
    return ToldListing(id=text_of(row, "id"), title=text_of(row, "title"), category=category, merchant=merchant)
