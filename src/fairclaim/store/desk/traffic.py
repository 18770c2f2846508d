"""What goes out and what comes in twice; see :mod:`fairclaim.services.ports.traffic`."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from fairclaim.services.errors import OtherRequestError
from fairclaim.services.ports.traffic import Message
from fairclaim.store import repetitions
from fairclaim.store.desk.evidence import short
from fairclaim.store.work import Work

KEYS_LAST = timedelta(hours=24)
DONE = 200
EVERY_KIND = "*"


class DeskOutbox:
    """Messages that are delivered after the unit of work, to every endpoint that wants their kind."""

    def __init__(self, work: Work) -> None:
        self._outbox = work.outbox

    def post(self, message: Message) -> None:
        """See :class:`~fairclaim.services.ports.traffic.Outbox`."""
        for endpoint in self._outbox.endpoints():
            if not endpoint.kinds or {message.kind, EVERY_KIND} & set(endpoint.kinds):
                name = message_id(message.id, endpoint=endpoint.id)
                self._outbox.post(name, endpoint=endpoint.id, kind=message.kind, body=message.body, at=message.at)


class DeskRepetitions:
    """Requests that were seen before."""

    def __init__(self, work: Work) -> None:
        self._repetitions = work.repetitions

    def begin(self, caller: str, key: str, *, digest: str, at: datetime) -> Mapping[str, object] | None:
        """See :class:`~fairclaim.services.ports.traffic.Repetitions`."""
        try:
            found = self._repetitions.begin(caller, short(key), request_digest=digest, at=at, expires_at=at + KEYS_LAST)
        except repetitions.OtherRequestError as exc:
            raise OtherRequestError from exc
        return None if found is None else found.response

    def answer(self, caller: str, key: str, response: Mapping[str, object]) -> None:
        """See :class:`~fairclaim.services.ports.traffic.Repetitions`."""
        self._repetitions.answer(caller, short(key), status=DONE, response=response)


def message_id(message: str, *, endpoint: str) -> str:
    """Return the id under which one endpoint gets a message: without dots, which Standard Webhooks keeps for itself."""
    return f"msg-{hashlib.sha256(f'{message}>{endpoint}'.encode()).hexdigest()[:40]}"
