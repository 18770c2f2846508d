"""What the machine has to do, and who does it: the nouns and the ports of this room.

An errand names rows by their ids and carries nothing else. The rows are the truth: an errand that is done twice, late or in vain
does no harm, and one that is lost is found again in the rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from fairclaim.runtime.webhooks.deliver import TryAgain


class Kind(StrEnum):
    """Kinds of errands."""

    EXAMINE = "examine"
    FIRE_DEADLINE = "fire-deadline"
    DELIVER = "deliver"
    CARRY_OUT = "carry-out"
    SECOND_LOOK = "second-look"
    FORGET_PHOTOS = "forget-photos"
    NIGHT = "night"
    REEXAMINE = "reexamine"
    REEXAMINE_CHUNK = "reexamine-chunk"
    SIGN_LOG = "sign-log"


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Something to do, from a moment on.

    Parameters
    ----------
    subject : tuple of str
        Ids: of a claim; of a claim and a deadline's number; of a message; of a person; of a claim and a version.
    key : str
        Errands of one kind, tenant and key are one: while one waits or runs, no second is taken on.
    due_at : datetime
        Aware; the past means now.
    """

    kind: Kind
    tenant: str
    subject: tuple[str, ...]
    key: str
    due_at: datetime

    @property
    def name(self) -> str:
        """What tells it from every other errand."""
        return f"{self.kind.value}/{self.tenant}/{self.key}"


class Handlers(Protocol):
    """Who does errands. Each may be called again with the same ids, in another process too, and then has no second effect."""

    def examine(self, tenant: str, claim: str) -> None:
        """Examine a claim's exhibits and let it go on."""
        ...

    def fire_deadline(self, tenant: str, claim: str, number: int) -> None:
        """Read a deadline again and let it take effect, unless it was called off, has fired or has time left."""
        ...

    def deliver(self, tenant: str, message: str) -> TryAgain | None:
        """Make one attempt to deliver a message of the outbox; see :class:`fairclaim.runtime.webhooks.deliver.Courier`."""
        ...

    def carry_out(self, tenant: str, claim: str) -> None:
        """Carry out a claim's consequences."""
        ...

    def second_look(self, tenant: str, claim: str) -> None:
        """Let somebody who had no part in it judge a claim that has ended."""
        ...

    def forget_photos(self, tenant: str, person: str) -> None:
        """Take a person's photos out of indexes and stores."""
        ...

    def night(self, tenant: str) -> None:
        """End measures whose time is over, forget what standing may not remember, and count; once a night."""
        ...

    def reexamine(self, tenant: str, claim: str, version: str) -> None:
        """Examine a claim with a new version of the checks, unless that was done."""
        ...

    def to_reexamine(self, tenant: str, version: str, *, after: str, limit: int) -> Sequence[str]:
        """Return ids of claims that this version has not examined, in order, those after an id; "" begins."""
        ...

    def sign_log(self, tenant: str) -> None:
        """Sign the evidence log as it stands, and have that stamped."""
        ...

    def note_failure(self, errand: Errand, failure: str) -> None:
        """Record that an errand failed after several attempts. It comes again as long as its row says that it is due."""
        ...


class Backlog(Protocol):
    """What the rows say is due."""

    def tenants(self) -> Sequence[str]:
        """Return the tenants to look after."""
        ...

    def due(self, tenant: str, *, before: datetime, limit: int) -> Sequence[Errand]:
        """Return what is due before a moment and not done, the oldest first, at most so many of each kind."""
        ...
