"""Messages to be delivered: written with what they tell of, delivered at least once, given up after some attempts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from fairclaim.store.canonical import Json, canonical_json
from fairclaim.store.errors import NotThereError
from fairclaim.store.keys.key_ring import KeyRing, Wrapped
from fairclaim.store.tables.traffic import OutboxMessage, WebhookEndpoint
from fairclaim.store.tenant_session import TenantSession, standing

_OPEN = standing(select(WebhookEndpoint).where(WebhookEndpoint.closed_at.is_(None)).order_by(WebhookEndpoint.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a tenant wants to be told; the secret is wrapped by a master key."""

    id: str
    url: str
    secret: Wrapped
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message on its way."""

    id: str
    endpoint: str
    kind: str
    body: Json
    created_at: datetime
    attempts: int


class Outbox:
    """A tenant's endpoints and messages, within one unit of work."""

    def __init__(self, session: TenantSession) -> None:
        self._session = session

    def add_endpoint(self, endpoint: Endpoint, *, at: datetime) -> None:
        """Add an endpoint."""
        self._session.add(
            WebhookEndpoint(
                id=endpoint.id,
                url=endpoint.url,
                secret=endpoint.secret.data,
                secret_version=endpoint.secret.version,
                kinds=list(endpoint.kinds),
                created_at=at,
                closed_at=None,
            )
        )
        self._session.flush()

    def endpoints(self) -> tuple[Endpoint, ...]:
        """Return the endpoints that are open."""
        return tuple(
            Endpoint(
                id=row.id,
                url=row.url,
                secret=Wrapped(row.secret_version, row.secret),
                kinds=tuple(row.kinds),
            )
            for row in self._session.scalars(_OPEN)
        )

    def rewrap(self, ring: KeyRing, *, limit: int) -> int:
        """Wrap secrets of older master keys under the current one, of closed endpoints too; return how many were."""
        old = select(WebhookEndpoint).where(WebhookEndpoint.secret_version != ring.current_version).limit(limit)
        rows = self._session.scalars(old.with_for_update()).all()
        for row in rows:
            wrapped = ring.wrap(ring.unwrap(Wrapped(row.secret_version, row.secret)))
            row.secret_version, row.secret = wrapped.version, wrapped.data
        return len(rows)

    def post(self, message: str, *, endpoint: str, kind: str, body: Mapping[str, Any], at: datetime) -> None:
        """Write a message. Its id travels with it, so that the receiver can tell a repetition."""
        canonical_json(body)
        self._session.add(
            OutboxMessage(
                id=message,
                endpoint=endpoint,
                kind=kind,
                body=dict(body),
                created_at=at,
                next_at=at,
                attempts=0,
                last_error=None,
                delivered_at=None,
                given_up_at=None,
            )
        )
        self._session.flush()

    def take_due(self, *, at: datetime, until: datetime, limit: int) -> tuple[Message, ...]:
        """Return messages to be sent now, and let no other worker have them before ``until``.

        A worker that dies in between loses nothing: they are due again then.
        """
        found = (
            select(OutboxMessage)
            .where(
                OutboxMessage.next_at <= at,
                OutboxMessage.delivered_at.is_(None),
                OutboxMessage.given_up_at.is_(None),
            )
            .order_by(OutboxMessage.next_at, OutboxMessage.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = self._session.scalars(found).all()
        for row in rows:
            row.next_at, row.attempts = until, row.attempts + 1
        self._session.flush()
        return tuple(
            Message(
                id=row.id,
                endpoint=row.endpoint,
                kind=row.kind,
                body=row.body,
                created_at=row.created_at,
                attempts=row.attempts,
            )
            for row in rows
        )

    def delivered(self, message: str, *, at: datetime) -> None:
        """Record that a message arrived."""
        row = self._row(message)
        row.delivered_at, row.last_error = row.delivered_at or at, None
        self._session.flush()

    def failed(self, message: str, *, error: str, next_at: datetime | None, at: datetime) -> None:
        """Record that a message did not arrive; without ``next_at`` it is given up."""
        row = self._row(message)
        row.last_error = error
        if next_at is None:
            row.given_up_at = at
        else:
            row.next_at = next_at
        self._session.flush()

    def _row(self, message: str) -> OutboxMessage:
        row = self._session.scalars(select(OutboxMessage).where(OutboxMessage.id == message)).one_or_none()
        if row is None:
            raise NotThereError(f"message {message}")
        return row
