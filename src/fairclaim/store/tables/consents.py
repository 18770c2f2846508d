"""A buyer's consents to have their standing stated elsewhere, and that statements were issued; both go with their person."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from fairclaim.store.tables.row import TenantRow, belongs


class ShareConsent(TenantRow):
    """For whom, until when, and when it was withdrawn."""

    __tablename__ = "share_consents"
    __table_args__ = (belongs("person", to="persons"), Index("ix_share_consents_person", "tenant", "person"))

    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str]
    recipient: Mapped[str] = mapped_column(String(200))
    contact: Mapped[str] = mapped_column(String(200))
    given_at: Mapped[datetime]
    until: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class StandingStatement(TenantRow):
    """That a statement was issued; neither what it said nor the account that it names."""

    __tablename__ = "standing_statements"
    __table_args__ = (
        belongs("person", to="persons"),
        belongs("consent", to="share_consents"),
        Index("ix_standing_statements_person", "tenant", "person"),
        Index("ix_standing_statements_consent", "tenant", "consent"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str]
    consent: Mapped[str]
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
