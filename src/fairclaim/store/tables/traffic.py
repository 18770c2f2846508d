"""What comes in and goes out: idempotency keys, webhooks, API keys."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from fairclaim.store.tables.row import JSON_COLUMN, LONG, TenantRow, belongs

WAITING = text("delivered_at is null and given_up_at is null")


class IdempotencyKey(TenantRow):
    """A request that was answered, so that its repetition has one effect."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (Index("ix_idempotency_keys_expires", "tenant", "expires_at"),)

    caller: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    request_digest: Mapped[str]
    status: Mapped[int | None]
    response: Mapped[dict[str, Any] | None] = mapped_column(JSON_COLUMN)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class WebhookEndpoint(TenantRow):
    """Where a tenant wants to be told. The signing secret is wrapped by a master key."""

    __tablename__ = "webhook_endpoints"

    id: Mapped[str] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(LONG)
    secret: Mapped[bytes]
    secret_version: Mapped[int]
    kinds: Mapped[list[str]]
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class OutboxMessage(TenantRow):
    """A message to be delivered, written in the same transaction as what it tells of."""

    __tablename__ = "outbox"
    __table_args__ = (
        belongs("endpoint", to="webhook_endpoints"),
        Index("ix_outbox_waiting", "tenant", "next_at", sqlite_where=WAITING, postgresql_where=WAITING),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    endpoint: Mapped[str]
    kind: Mapped[str]
    body: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    next_at: Mapped[datetime]
    attempts: Mapped[int]
    last_error: Mapped[str | None] = mapped_column(LONG)
    delivered_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]


class WebhookReceipt(TenantRow):
    """A message that was received; its key refuses a replay."""

    __tablename__ = "webhook_receipts"

    source: Mapped[str] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(primary_key=True)
    received_at: Mapped[datetime]


class ApiKey(TenantRow):
    """A key of a tenant's program. Only a digest of its secret is kept."""

    __tablename__ = "api_keys"

    id: Mapped[str] = mapped_column(primary_key=True)
    secret_digest: Mapped[str]
    scopes: Mapped[list[str]]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    label: Mapped[str | None]
    replaces: Mapped[str | None]
