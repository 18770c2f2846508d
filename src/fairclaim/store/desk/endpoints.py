"""Webhook endpoints and deliveries in the store; see ``services.ports.endpoints.Endpoints``.

An endpoint's secrets lie wrapped in one value, 32 bytes each, the newest first, as the runtime that signs reads them.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.services.ports.endpoints import Delivery, Endpoint
from fairclaim.store.errors import NotThereError
from fairclaim.store.keys.key_ring import KeyRing, Wrapped
from fairclaim.store.outbox import Endpoint as StoredEndpoint
from fairclaim.store.tables.traffic import OutboxMessage, WebhookEndpoint
from fairclaim.store.work import Work

SECRET_BYTES = 32
_WRAPPING_BYTES = 8
"""What RFC 3394 key wrapping adds."""


class StoredEndpoints:
    """A tenant's endpoints, within one unit of work."""

    def __init__(self, work: Work, ring: KeyRing) -> None:
        self._work = work
        self._ring = ring

    def add(self, endpoint: Endpoint, *, secret: bytes) -> None:
        """Add an endpoint."""
        wrapped = self._ring.wrap(_checked(secret))
        stored = StoredEndpoint(id=endpoint.id, url=endpoint.url, secret=wrapped, kinds=endpoint.kinds)
        self._work.outbox.add_endpoint(stored, at=endpoint.created_at)

    def all(self) -> Sequence[Endpoint]:
        """Return every endpoint."""
        found = select(WebhookEndpoint).order_by(WebhookEndpoint.created_at, WebhookEndpoint.id)
        return [
            Endpoint(
                id=row.id,
                url=row.url,
                kinds=tuple(row.kinds),
                created_at=row.created_at,
                closed_at=row.closed_at,
                secrets=(len(row.secret) - _WRAPPING_BYTES) // SECRET_BYTES,
            )
            for row in self._work.session.scalars(found)
        ]

    def set_secret(self, endpoint: str, secret: bytes, *, keep_old: bool) -> None:
        """Put a new secret in front."""
        row = self._row(endpoint)
        newest = self._ring.unwrap(Wrapped(row.secret_version, row.secret))[:SECRET_BYTES] if keep_old else b""
        self._put(row, _checked(secret) + newest)

    def drop_old_secret(self, endpoint: str) -> None:
        """Leave the newest secret only."""
        row = self._row(endpoint)
        self._put(row, self._ring.unwrap(Wrapped(row.secret_version, row.secret))[:SECRET_BYTES])

    def close(self, endpoint: str, *, at: datetime) -> None:
        """Send nothing more there."""
        row = self._row(endpoint)
        row.closed_at = row.closed_at or at
        self._work.session.flush()

    def deliveries(
        self, *, endpoint: str | None, failed_only: bool, after: tuple[datetime, str] | None, limit: int
    ) -> Sequence[Delivery]:
        """Return messages, the newest first."""
        found = select(OutboxMessage)
        if endpoint is not None:
            found = found.where(OutboxMessage.endpoint == endpoint)
        if failed_only:
            found = found.where(OutboxMessage.last_error.is_not(None), OutboxMessage.delivered_at.is_(None))
        if after is not None:
            moment, last = after
            found = found.where(
                or_(
                    OutboxMessage.created_at < moment,
                    and_(OutboxMessage.created_at == moment, OutboxMessage.id < last),
                )
            )
        newest = found.order_by(OutboxMessage.created_at.desc(), OutboxMessage.id.desc()).limit(limit)
        return [_to_delivery(row) for row in self._work.session.scalars(newest)]

    def send_again(self, delivery: str, *, at: datetime) -> Delivery | None:
        """Let a message be sent once more."""
        found = select(OutboxMessage).where(OutboxMessage.id == delivery).with_for_update()
        row = self._work.session.scalars(found).one_or_none()
        if row is None:
            return None
        row.next_at, row.delivered_at, row.given_up_at, row.attempts = at, None, None, 0
        self._work.session.flush()
        return _to_delivery(row)

    def _put(self, row: WebhookEndpoint, secrets: bytes) -> None:
        wrapped = self._ring.wrap(secrets)
        row.secret_version, row.secret = wrapped.version, wrapped.data
        self._work.session.flush()

    def _row(self, endpoint: str) -> WebhookEndpoint:
        found = select(WebhookEndpoint).where(WebhookEndpoint.id == endpoint).with_for_update()
        row = self._work.session.scalars(found).one_or_none()
        if row is None:
            raise NotThereError(f"endpoint {endpoint}")
        return row


def _checked(secret: bytes) -> bytes:
    if len(secret) != SECRET_BYTES:
        raise UsageError(Bilingual(f"密钥须为 {SECRET_BYTES} 字节。", f"A secret has {SECRET_BYTES} bytes."))
    return secret


def _to_delivery(row: OutboxMessage) -> Delivery:
    return Delivery(
        id=row.id,
        endpoint=row.endpoint,
        kind=row.kind,
        created_at=row.created_at,
        next_at=row.next_at,
        attempts=row.attempts,
        last_error=row.last_error,
        delivered_at=row.delivered_at,
        given_up_at=row.given_up_at,
    )
