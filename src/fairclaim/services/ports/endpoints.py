"""Where the tenant wants to be told, and what became of each message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One receiver. Its secrets are never read back; ``secrets`` counts those in force, 2 while one is changed."""

    id: str
    url: str
    kinds: tuple[str, ...]
    created_at: datetime
    closed_at: datetime | None
    secrets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message on its way to one endpoint."""

    id: str
    endpoint: str
    kind: str
    created_at: datetime
    next_at: datetime
    attempts: int
    last_error: str | None
    delivered_at: datetime | None
    given_up_at: datetime | None


class Endpoints(Protocol):
    """The tenant's receivers and deliveries."""

    def add(self, endpoint: Endpoint, *, secret: bytes) -> None:
        """Add an endpoint with its secret of 32 bytes, which is kept wrapped."""
        ...

    def all(self) -> Sequence[Endpoint]:
        """Return every endpoint, closed ones too, in the order of their adding."""
        ...

    def set_secret(self, endpoint: str, secret: bytes, *, keep_old: bool) -> None:
        """Put a new secret in front; with ``keep_old`` the one before stays in force, none older."""
        ...

    def drop_old_secret(self, endpoint: str) -> None:
        """Leave the newest secret only."""
        ...

    def close(self, endpoint: str, *, at: datetime) -> None:
        """Send nothing more there."""
        ...

    def deliveries(
        self, *, endpoint: str | None, failed_only: bool, after: tuple[datetime, str] | None, limit: int
    ) -> Sequence[Delivery]:
        """Return messages, the newest first, behind a place (when written, id)."""
        ...

    def send_again(self, delivery: str, *, at: datetime) -> Delivery | None:
        """Let a message be sent once more, from now; None if there is none of this id. Its id stays the same."""
        ...


class UrlRules(Protocol):
    """Which addresses may be told; the runtime's own rules."""

    def __call__(self, url: str) -> None:
        """Return if messages may be sent there.

        Raises
        ------
        UsageError
            If not, with the reason.
        """
        ...


class Secrets(Protocol):
    """Chance for secrets."""

    def __call__(self) -> bytes:
        """Return 32 bytes that nobody can guess."""
        ...
