"""Listings and their pictures in the store; see ``services.ports.trade.Shelf``. Pictures are public and lie plain."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from fairclaim.domain.desk.party import PersonId
from fairclaim.services.ports.trade import ShownListing, ShownPicture
from fairclaim.store.blobs.address import parse_address
from fairclaim.store.blobs.blob_store import BlobStore
from fairclaim.store.errors import NotThereError
from fairclaim.store.tables.trade import Listing, ReferencePicture
from fairclaim.store.work import Work


class StoredShelf:
    """A tenant's listings, within one unit of work."""

    def __init__(self, work: Work, blobs: BlobStore) -> None:
        self._work = work
        self._blobs = blobs

    def add(self, listing: ShownListing) -> None:
        """Add a listing."""
        self._work.trade.add_listing(
            listing.id,
            merchant=listing.merchant,
            title=listing.title,
            at=listing.created_at,
            category=listing.category,
        )

    def find(self, listing: str) -> ShownListing | None:
        """Return a listing, or None."""
        row = self._row(listing)
        return None if row is None else _shown(row)

    def of_merchant(self, merchant: PersonId) -> Sequence[ShownListing]:
        """Return a merchant's listings."""
        found = select(Listing).where(Listing.merchant == merchant)
        rows = self._work.session.scalars(found.order_by(Listing.created_at.desc(), Listing.id))
        return [_shown(row) for row in rows]

    def close(self, listing: str, *, at: datetime) -> None:
        """Take a listing off sale; the first time counts."""
        row = self._row(listing)
        if row is not None:
            row.closed_at = row.closed_at or at
            self._work.session.flush()

    def pictures(self, listing: str) -> Sequence[ShownPicture]:
        """Return all pictures."""
        found = select(ReferencePicture).where(ReferencePicture.listing == listing)
        rows = self._work.session.scalars(found.order_by(ReferencePicture.added_at, ReferencePicture.id))
        # A plain blob's address is the SHA-256 of its bytes.
        return [
            ShownPicture(
                id=row.id,
                listing=row.listing,
                address=row.blob,
                sha256=row.blob,
                media_type=row.media_type,
                size_bytes=row.size_bytes,
                added_at=row.added_at,
                removed_at=row.removed_at,
            )
            for row in rows
        ]

    def keep(self, data: bytes) -> str:
        """Keep bytes."""
        return self._blobs.put(data, tenant=self._work.tenant)

    def bytes_of(self, picture: ShownPicture) -> bytes | None:
        """Return bytes, or None."""
        try:
            return self._blobs.get(parse_address(picture.address), tenant=self._work.tenant)
        except NotThereError:
            return None

    def show(self, picture: ShownPicture) -> None:
        """Add a picture."""
        self._work.session.add(
            ReferencePicture(
                id=picture.id,
                listing=picture.listing,
                blob=picture.address,
                media_type=picture.media_type,
                size_bytes=picture.size_bytes,
                added_at=picture.added_at,
                removed_at=picture.removed_at,
            )
        )
        self._work.session.flush()

    def remove(self, picture: str, *, at: datetime) -> None:
        """End the showing of a picture; the first time counts."""
        row = self._work.session.scalars(select(ReferencePicture).where(ReferencePicture.id == picture)).one_or_none()
        if row is not None:
            row.removed_at = row.removed_at or at
            self._work.session.flush()

    def _row(self, listing: str) -> Listing | None:
        return self._work.session.scalars(select(Listing).where(Listing.id == listing)).one_or_none()


def _shown(row: Listing) -> ShownListing:
    return ShownListing(
        id=row.id,
        merchant=PersonId(row.merchant),
        title=row.title,
        category=row.category,
        created_at=row.created_at,
        closed_at=row.closed_at,
    )
