"""What goes out and what comes in twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Something to tell the tenant's systems. The id travels with it, so that a repetition can be told."""

    id: str
    kind: str
    body: Mapping[str, object]
    at: datetime


class Outbox(Protocol):
    """Messages that are delivered after the unit of work, at least once."""

    def post(self, message: Message) -> None:
        """Write a message for every endpoint that wants its kind."""
        ...


class Repetitions(Protocol):
    """Requests that were seen before."""

    def begin(self, caller: str, key: str, *, digest: str, at: datetime) -> Mapping[str, object] | None:
        """Take a key, or return what the same request was answered before.

        Raises
        ------
        OtherRequestError
            If the key came with another request.
        """
        ...

    def answer(self, caller: str, key: str, response: Mapping[str, object]) -> None:
        """Write what the request was answered."""
        ...
