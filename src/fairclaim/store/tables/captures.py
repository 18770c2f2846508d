"""Codes of live captures."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from fairclaim.store.tables.row import TenantRow, of_a_tenant, one_of


class CaptureCode(TenantRow):
    """A one-time code for a claim or a parcel, and the file that came with it. It names no person."""

    __tablename__ = "capture_codes"
    __table_args__ = (
        of_a_tenant(),
        one_of("way", "page", "field"),
        Index("ix_capture_codes_thing", "tenant", "thing"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    thing: Mapped[str]
    code: Mapped[str] = mapped_column(String(6))
    issued_at: Mapped[datetime]
    until: Mapped[datetime]
    file: Mapped[str | None]
    way: Mapped[str | None]
    received_at: Mapped[datetime | None]
