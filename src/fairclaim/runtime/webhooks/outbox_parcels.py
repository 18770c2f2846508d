"""The store's outbox as parcels. An endpoint's secrets lie wrapped in one row: 32 bytes each, the newest first."""

from datetime import datetime

from sqlalchemy import select

from fairclaim.runtime.webhooks.deliver import Parcel
from fairclaim.store.canonical import canonical_json
from fairclaim.store.errors import KeyRingError
from fairclaim.store.keys.key_ring import KeyRing, Wrapped
from fairclaim.store.open_store import Store
from fairclaim.store.tables.traffic import OutboxMessage, WebhookEndpoint
from fairclaim.store.work import Work

SECRET_BYTES = 32
CLOSED = "endpoint-closed"
SECRET_GONE = "secret-unreadable"  # noqa: S105  (a word of the log)


def wrap_secrets(ring: KeyRing, *secrets: bytes) -> Wrapped:
    """Wrap the secrets of one endpoint, the newest first; while one is changed, both are in force."""
    if not secrets or any(len(secret) != SECRET_BYTES for secret in secrets):
        raise ValueError(f"secrets of {SECRET_BYTES} bytes are wanted")
    return ring.wrap(b"".join(secrets))


def unwrap_secrets(ring: KeyRing, wrapped: Wrapped) -> tuple[bytes, ...]:
    """Return the secrets of one endpoint."""
    data = ring.unwrap(wrapped)
    return tuple(data[start : start + SECRET_BYTES] for start in range(0, len(data), SECRET_BYTES))


class OutboxParcels:
    """See :class:`~fairclaim.runtime.webhooks.deliver.Parcels`."""

    def __init__(self, store: Store, ring: KeyRing) -> None:
        self._store = store
        self._ring = ring

    def take(self, tenant: str, message: str, *, at: datetime, until: datetime) -> Parcel | None:
        """Take a message that is due. One whose endpoint is closed is given up here."""

        def act(work: Work) -> Parcel | None:
            row = _waiting(work, message)
            if row is None or row.next_at > at:
                return None
            found = select(WebhookEndpoint).where(WebhookEndpoint.id == row.endpoint)
            endpoint = work.session.scalars(found).one()
            if endpoint.closed_at is not None:
                row.given_up_at, row.last_error = at, CLOSED
                return None
            try:
                secrets = unwrap_secrets(self._ring, Wrapped(endpoint.secret_version, endpoint.secret))
            except KeyRingError:
                row.next_at, row.last_error = until, SECRET_GONE  # the operator can bring the key back
                return None
            row.next_at, row.attempts = until, row.attempts + 1
            body = canonical_json({"type": row.kind, "timestamp": row.created_at.isoformat(), "data": row.body})
            return Parcel(id=row.id, url=endpoint.url, body=body, secrets=secrets, attempt=row.attempts)

        return self._store.run(tenant, act)

    def arrived(self, tenant: str, parcel: Parcel, *, at: datetime) -> bool:
        """Record that it arrived, if this holder is still the last."""

        def act(work: Work) -> bool:
            row = _held(work, parcel)
            if row is None:
                return False
            row.delivered_at, row.last_error = at, None
            return True

        return self._store.run(tenant, act)

    def failed(self, tenant: str, parcel: Parcel, *, error: str, next_at: datetime | None, at: datetime) -> bool:
        """Record that it did not arrive, if this holder is still the last."""

        def act(work: Work) -> bool:
            row = _held(work, parcel)
            if row is None:
                return False
            row.last_error = error
            if next_at is None:
                row.given_up_at = at
            else:
                row.next_at = next_at
            return True

        return self._store.run(tenant, act)


def _waiting(work: Work, message: str) -> OutboxMessage | None:
    found = select(OutboxMessage).where(
        OutboxMessage.id == message, OutboxMessage.delivered_at.is_(None), OutboxMessage.given_up_at.is_(None)
    )
    # The lock makes a second worker wait, and then see that the message went to the first.
    return work.session.scalars(found.with_for_update()).one_or_none()


def _held(work: Work, parcel: Parcel) -> OutboxMessage | None:
    row = _waiting(work, parcel.id)
    return row if row is not None and row.attempts == parcel.attempt else None
