"""What was sold and sent: orders, their lines, listings with reference pictures, parcels."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fairclaim.store.tables.row import BLIND_INDEX_OF, LONG, NAMES_BLOB, TenantRow, belongs


class Order(TenantRow):
    """An order. The number that people see is sealed under the buyer's key."""

    __tablename__ = "orders"
    __table_args__ = (
        belongs("buyer", to="persons"),
        belongs("merchant", to="persons"),
        Index("ix_orders_number_digest", "tenant", "number_digest"),
        Index("ix_orders_buyer", "tenant", "buyer"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    buyer: Mapped[str]
    merchant: Mapped[str]
    number_sealed: Mapped[bytes | None]
    number_digest: Mapped[bytes | None] = mapped_column(info={BLIND_INDEX_OF: "buyer"})
    currency: Mapped[str] = mapped_column(String(3))
    placed_at: Mapped[datetime]
    shipped_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]


class OrderLine(TenantRow):
    """One line of an order; amounts in minor units of the order's currency."""

    __tablename__ = "order_lines"
    __table_args__ = (
        belongs("order_id", to="orders"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("amount_minor >= 0", name="amount_not_negative"),
    )

    order_id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    listing: Mapped[str | None]
    title: Mapped[str] = mapped_column(LONG)
    category: Mapped[str | None]
    quantity: Mapped[int]
    amount_minor: Mapped[int]
    refunded_minor: Mapped[int] = mapped_column(server_default="0")
    """Already given back: what the platform said, and what decisions here have added since."""


class Listing(TenantRow):
    """A merchant's public offer."""

    __tablename__ = "listings"
    __table_args__ = (belongs("merchant", to="persons"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    merchant: Mapped[str]
    title: Mapped[str] = mapped_column(LONG)
    category: Mapped[str | None]
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class ReferencePicture(TenantRow):
    """A public picture of a listing."""

    __tablename__ = "reference_pictures"
    __table_args__ = (belongs("listing", to="listings"), Index("ix_reference_pictures_listing", "tenant", "listing"))

    id: Mapped[str] = mapped_column(primary_key=True)
    listing: Mapped[str]
    blob: Mapped[str] = mapped_column(info={NAMES_BLOB: True})
    media_type: Mapped[str]
    size_bytes: Mapped[int]
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class Parcel(TenantRow):
    """A parcel of an order. Its tracking number leads to an address and is sealed under the buyer's key."""

    __tablename__ = "parcels"
    __table_args__ = (
        belongs("order_id", to="orders"),
        belongs("buyer", to="persons"),
        Index("ix_parcels_tracking_digest", "tenant", "tracking_digest"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    order_id: Mapped[str]
    buyer: Mapped[str]
    carrier: Mapped[str]
    coded_at: Mapped[datetime | None]
    """When its code was issued; blank of parcels from before that was kept."""
    tracking_sealed: Mapped[bytes | None]
    tracking_digest: Mapped[bytes | None] = mapped_column(info={BLIND_INDEX_OF: "buyer"})
    dispatched_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]


class ParcelEvent(TenantRow):
    """Something that happened to a parcel. Never changed, never deleted; its position is among those of the claims' events."""

    __tablename__ = "parcel_events"
    __table_args__ = (
        belongs("parcel", to="parcels"),
        UniqueConstraint("tenant", "position"),
        CheckConstraint("sequence > 0", name="sequence_positive"),
    )

    parcel: Mapped[str] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    at: Mapped[datetime]
    body: Mapped[dict[str, Any]]


class DispatchFile(TenantRow):
    """A photo or film of a parcel's packing, or a key frame of such a film, under the merchant's key; handed in before any claim."""

    __tablename__ = "dispatch_files"
    __table_args__ = (
        belongs("parcel", to="parcels"),
        belongs("person", to="persons"),
        Index("ix_dispatch_files_parcel", "tenant", "parcel"),
        Index("ix_dispatch_files_person", "tenant", "person"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    parcel: Mapped[str]
    person: Mapped[str]
    name_sealed: Mapped[bytes | None]
    media: Mapped[str]
    sha256: Mapped[str | None]
    blob: Mapped[str | None] = mapped_column(info={NAMES_BLOB: True})
    size_bytes: Mapped[int]
    received_at: Mapped[datetime]
    frame_of: Mapped[str | None]
    """The film of which it is a key frame; None for what was handed in."""
    at_ms: Mapped[int | None]
    """Where in the film the frame stands."""
    sketch: Mapped[bytes | None]
    """What films are compared by; blank once erased."""
    recorded: Mapped[str | None]
    """When the file says that it was recorded, as written there; blank once erased."""
    recorded_by: Mapped[datetime | None]
    """The latest moment that this may mean."""
