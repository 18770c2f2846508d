"""One effect for each idempotency key, for verbs that answer with something else than a claim's receipt."""

from collections.abc import Mapping
from datetime import datetime

from fairclaim.services.caller import Caller
from fairclaim.services.ports.work import Work


def said_before(work: Work, who: Caller, key: str | None, digest: str, *, at: datetime) -> Mapping[str, object] | None:
    """Return what was remembered of the same request; None if it is new, or has no key.

    Raises
    ------
    OtherRequestError
        If the key came before with another request.
    """
    return None if key is None else work.repetitions.begin(who.person, key, digest=digest, at=at)


def remember(work: Work, who: Caller, key: str | None, **said: object) -> None:
    """Keep what a repetition needs to be answered alike: plain values."""
    if key is not None:
        work.repetitions.answer(who.person, key, said)
