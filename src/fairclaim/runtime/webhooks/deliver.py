"""A message is delivered: taken from the outbox, signed, sent, and what came of it recorded once.

The receiver may see a message more than once, always under the same id: a worker can die between sending and recording. What is
recorded is decided once, by whoever holds the message: a record that comes late, after somebody else took it, is dropped.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from fairclaim.runtime.webhooks.backoff import Backoff
from fairclaim.runtime.webhooks.errors import AddressRefusedError, SendFailedError
from fairclaim.runtime.webhooks.send import Sender
from fairclaim.runtime.webhooks.signature import signed_headers


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A message in a worker's hands.

    Parameters
    ----------
    body : bytes
        As it is signed and sent, the same at every attempt.
    secrets : tuple of bytes
        Those in force at its endpoint, the newest first.
    attempt : int
        From 1 on; grows each time the message is taken, and so tells a holder that it went to another.
    """

    id: str
    url: str
    body: bytes
    secrets: tuple[bytes, ...] = field(repr=False)
    attempt: int


class Parcels(Protocol):
    """The outbox, as deliveries see it."""

    def take(self, tenant: str, message: str, *, at: datetime, until: datetime) -> Parcel | None:
        """Take a message that is due, and let nobody else have it before ``until``; None if there is nothing to send."""
        ...

    def arrived(self, tenant: str, parcel: Parcel, *, at: datetime) -> bool:
        """Record that it arrived; False if it is no longer this holder's to say."""
        ...

    def failed(self, tenant: str, parcel: Parcel, *, error: str, next_at: datetime | None, at: datetime) -> bool:
        """Record that it did not arrive; without ``next_at`` it is given up. False as above."""
        ...


@dataclass(frozen=True, slots=True)
class TryAgain:
    """A message is to be tried again; ``attempt`` is the one that failed."""

    at: datetime
    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Courier:
    """Delivers messages.

    Parameters
    ----------
    now : callable
        The time, aware.
    hold : timedelta
        How long a message is held; longer than an attempt can take.
    chance : callable
        Draws from [0, 1).
    """

    parcels: Parcels
    now: Callable[[], datetime]
    sender: Sender = field(default_factory=Sender)
    backoff: Backoff = field(default_factory=Backoff)
    hold: timedelta = timedelta(seconds=60)
    chance: Callable[[], float] = random.random

    def deliver(self, tenant: str, message: str) -> TryAgain | None:
        """Make one attempt; return when to make the next, None if there is nothing more to do."""
        taken_at = self.now()
        parcel = self.parcels.take(tenant, message, at=taken_at, until=taken_at + self.hold)
        if parcel is None:
            return None
        headers = signed_headers(parcel.id, parcel.body, at=taken_at, secrets=parcel.secrets)
        try:
            self.sender.send(parcel.url, parcel.body, headers)
        except AddressRefusedError as error:
            return self._failed(tenant, parcel, f"{error.code}:{error.why}", is_final=error.why != "unresolved")
        except SendFailedError as error:
            return self._failed(tenant, parcel, error.reason, is_final=error.is_final)
        self.parcels.arrived(tenant, parcel, at=self.now())
        return None

    def _failed(self, tenant: str, parcel: Parcel, error: str, *, is_final: bool) -> TryAgain | None:
        at = self.now()
        pause = None if is_final else self.backoff.pause(parcel.attempt, chance=self.chance())
        next_at = None if pause is None else at + pause
        is_ours = self.parcels.failed(tenant, parcel, error=error, next_at=next_at, at=at)
        return TryAgain(next_at, parcel.attempt) if is_ours and next_at is not None else None
