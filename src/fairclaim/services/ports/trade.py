"""What was sold, shown and sent: orders as the tenant's systems tell them, listings with their pictures, files of parcels."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from fairclaim.domain.desk.evidence_rules import Media
from fairclaim.domain.desk.order_line import LineId
from fairclaim.domain.desk.party import Actor, ActorKind, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldLine:
    """One line; ``amount_minor`` is what was paid for all units, in minor units of the order's currency."""

    id: LineId
    title: str
    category: str
    quantity: int
    amount_minor: int
    listing: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDates:
    """When it was ordered, handed to the carrier, and signed for; aware, None is unknown."""

    placed_at: datetime
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldOrder:
    """An order; ``number`` is what its parties know it by, None once the buyer was erased."""

    id: str
    number: str | None
    buyer: PersonId
    merchant: PersonId
    currency: str
    lines: tuple[SoldLine, ...]
    dates: OrderDates


class Registry(Protocol):
    """Orders and their parties as the tenant's own systems know them."""

    def person(self, external: str, *, side: ActorKind, new: PersonId, at: datetime) -> PersonId:
        """Return the person behind the tenant's own id of a buyer or merchant; an unknown one is added as ``new``."""
        ...

    def known(self, external: str, *, side: ActorKind) -> PersonId | None:
        """Return the person behind the tenant's own id; None if there is none, or they were erased."""
        ...

    def add(self, order: SoldOrder) -> None:
        """Add an order whose parties are there."""
        ...

    def find(self, order: str) -> SoldOrder | None:
        """Return an order; None if there is none of this id."""
        ...

    def numbered(self, number: str) -> Sequence[SoldOrder]:
        """Return the orders of a number, however it is spelled."""
        ...

    def set_dates(self, order: str, dates: OrderDates) -> None:
        """Replace an order's dates."""
        ...

    def of_party(self, person: PersonId, *, after: tuple[datetime, str] | None, limit: int) -> Sequence[SoldOrder]:
        """Return a party's orders, the newest first, behind a place (when placed, id)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownListing:
    """A merchant's public offer."""

    id: str
    merchant: PersonId
    title: str
    category: str | None
    created_at: datetime
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPicture:
    """A public picture of a listing, shown from ``added_at`` until ``removed_at``.

    Parameters
    ----------
    address : str
        Where its bytes are.
    sha256 : str
        Of the bytes as received.
    """

    id: str
    listing: str
    address: str
    sha256: str
    media_type: str
    size_bytes: int
    added_at: datetime
    removed_at: datetime | None = None

    def was_shown(self, at: datetime) -> bool:
        """Tell whether buyers saw it at a moment."""
        return self.added_at <= at and (self.removed_at is None or at < self.removed_at)


class Shelf(Protocol):
    """Listings and every picture that they have shown."""

    def add(self, listing: ShownListing) -> None:
        """Add a listing."""
        ...

    def find(self, listing: str) -> ShownListing | None:
        """Return a listing; None if there is none of this id."""
        ...

    def of_merchant(self, merchant: PersonId) -> Sequence[ShownListing]:
        """Return a merchant's listings, the newest first, closed ones too."""
        ...

    def close(self, listing: str, *, at: datetime) -> None:
        """Take a listing off sale; its pictures stay known."""
        ...

    def pictures(self, listing: str) -> Sequence[ShownPicture]:
        """Return all pictures in the order of their adding, removed ones too."""
        ...

    def keep(self, data: bytes) -> str:
        """Keep a picture's bytes, and return where they are; public, so not sealed. May be called in a unit that only reads."""
        ...

    def bytes_of(self, picture: ShownPicture) -> bytes | None:
        """Return a picture's bytes; None if they are gone."""
        ...

    def show(self, picture: ShownPicture) -> None:
        """Add a picture whose bytes are kept."""
        ...

    def remove(self, picture: str, *, at: datetime) -> None:
        """End the showing of a picture; its bytes stay, since orders were placed on it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SentParcel:
    """A parcel of an order.

    Parameters
    ----------
    scanned_at, delivered_at : datetime or None
        The carrier's first scan, and when it was signed for; as the tenant's systems tell it.
    coded_at : datetime or None
        When its code was issued; None of parcels from before that was kept.
    """

    id: str
    order: str
    carrier: str
    coded_at: datetime | None = None
    scanned_at: datetime | None = None
    delivered_at: datetime | None = None


class ParcelStep(StrEnum):
    """What happens to a parcel, by the names in the evidence log."""

    CODED = "parcel-coded"
    RECEIVED = "dispatch-received"
    SCANNED = "carrier-scanned"


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchFile:
    """A photo or film of the packing, as received; or a key frame of such a film, which is a derivative.

    Parameters
    ----------
    person : PersonId
        The merchant, whose bytes they are.
    sha256, address : str or None
        Of the bytes as received, and where they are; None once they are erased.
    frame_of, at_ms : str, int or None
        The film of which it is a key frame, and where it stands in there; None for what was handed in.
    sketch : bytes or None
        What a film is compared by.
    recorded : str or None
        When the file says that it was recorded, as written there; None where it does not say, or it is erased.
    recorded_by : datetime or None
        The latest moment that this may mean.
    """

    id: str
    parcel: str
    person: PersonId
    name: str
    media: Media
    sha256: str | None
    address: str | None
    size_bytes: int
    received_at: datetime
    frame_of: str | None = None
    at_ms: int | None = None
    sketch: bytes | None = None
    recorded: str | None = None
    recorded_by: datetime | None = None


class Packing(Protocol):
    """Parcels and what the merchant recorded of their packing."""

    def add(self, parcel: SentParcel, *, tracking: str, by: Actor, at: datetime) -> None:
        """Add a parcel, with its entry in the evidence log; its tracking number leads to an address and is kept sealed."""
        ...

    def find(self, parcel: str) -> SentParcel | None:
        """Return a parcel; None if there is none of this id."""
        ...

    def of_order(self, order: str) -> Sequence[SentParcel]:
        """Return an order's parcels."""
        ...

    def tracked(self, order: str, tracking: str) -> SentParcel | None:
        """Return the order's parcel of a tracking number, however it is spelled; None if there is none."""
        ...

    def set_times(self, parcel: SentParcel, *, by: Actor, at: datetime) -> None:
        """Replace the carrier's times of a parcel; that they were told, and when, stands in the evidence log."""
        ...

    def add_file(self, file: DispatchFile, frames: Sequence[DispatchFile] = (), *, by: Actor) -> None:
        """Add a file whose bytes are kept by ``Blobs`` under the merchant and the file's id, with its entry in the evidence log.

        Parameters
        ----------
        frames : sequence of DispatchFile
            Its key frames; they are derivatives and get no entries.
        """
        ...

    def files(self, parcel: str) -> Sequence[DispatchFile]:
        """Return what was handed in for a parcel in the order of receipt, erased files too."""
        ...

    def frames(self, parcel: str) -> Sequence[DispatchFile]:
        """Return the key frames of a parcel's films, in the order of the films, erased ones too."""
        ...

    def same_bytes(self, merchant: PersonId, sha256: str) -> Sequence[DispatchFile]:
        """Return every file of a merchant that has these bytes, the earliest first."""
        ...

    def sketched(self, merchant: PersonId, *, since: datetime, until: datetime, limit: int) -> Sequence[DispatchFile]:
        """Return a merchant's films of some time that can be compared, the newest first; at most so many."""
        ...
