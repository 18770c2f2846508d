"""Requests and messages that were seen before, so that a repetition has one effect."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select

from fairclaim.domain.bilingual import Bilingual
from fairclaim.store.canonical import Json
from fairclaim.store.errors import AlreadyThereError, RefusedError
from fairclaim.store.tables.traffic import IdempotencyKey, WebhookReceipt
from fairclaim.store.tenant_session import TenantSession, standing

_KEY = standing(
    select(IdempotencyKey).where(IdempotencyKey.caller == bindparam("caller"), IdempotencyKey.key == bindparam("key"))
)


class OtherRequestError(RefusedError):
    """An idempotency key came again with another request."""

    code = "other-request"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "此幂等键已用于另一请求。请为新请求使用新的键。",
                "This idempotency key was used for another request. Use a new key for a new request.",
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a request was answered; ``status`` is None while the first one is still being worked on."""

    status: int | None
    response: Json | None


class Repetitions:
    """A tenant's idempotency keys and received messages, within one unit of work."""

    def __init__(self, session: TenantSession) -> None:
        self._session = session
        self._begun: dict[tuple[str, str], IdempotencyKey] = {}

    def begin(self, caller: str, key: str, *, request_digest: str, at: datetime, expires_at: datetime) -> Answer | None:
        """Take an idempotency key, or return what the same request was answered before.

        Within the unit of work that does the request's work, a crash leaves neither the work nor the key.

        Raises
        ------
        OtherRequestError
            If the key came with another request.
        AlreadyThereError
            If the same request is being worked on at this very moment.
        """
        row = self._session.scalars(_KEY, {"caller": caller, "key": key}).one_or_none()
        if row is not None and row.expires_at <= at:
            self._session.delete(row)
            self._session.flush()
            row = None
        if row is not None:
            if row.request_digest != request_digest:
                raise OtherRequestError
            return Answer(status=row.status, response=row.response)
        row = self._begun[caller, key] = IdempotencyKey(
            caller=caller,
            key=key,
            request_digest=request_digest,
            status=None,
            response=None,
            created_at=at,
            expires_at=expires_at,
        )
        self._session.add(row)
        self._session.flush()
        return None

    def answer(self, caller: str, key: str, *, status: int, response: Mapping[str, Any] | None) -> None:
        """Record what a request was answered."""
        row = self._begun.get((caller, key)) or self._session.scalars(_KEY, {"caller": caller, "key": key}).one()
        row.status, row.response = status, None if response is None else dict(response)
        self._session.flush()

    def receive(self, source: str, message: str, *, at: datetime) -> None:
        """Take a received message's id.

        Raises
        ------
        AlreadyThereError
            If the message was received before.
        """
        found = select(WebhookReceipt).where(WebhookReceipt.source == source, WebhookReceipt.message_id == message)
        if self._session.scalars(found).one_or_none() is not None:
            raise AlreadyThereError(f"message {message}")
        self._session.add(WebhookReceipt(source=source, message_id=message, received_at=at))
        self._session.flush()

    def forget(self, *, at: datetime, received_before: datetime) -> None:
        """Delete keys that have expired, and receipts that are old enough."""
        self._session.execute(delete(IdempotencyKey).where(IdempotencyKey.expires_at <= at))
        self._session.execute(delete(WebhookReceipt).where(WebhookReceipt.received_at < received_before))
