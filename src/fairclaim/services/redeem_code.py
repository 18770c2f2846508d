"""Whether a file came live: with a code of its own claim or parcel, before the code lapsed, and as bytes that were not there before."""

from dataclasses import dataclass
from datetime import datetime

from fairclaim.domain.desk.live_capture import LiveCapture, Way
from fairclaim.services.ports.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a sender says of a picture: by which code, and which way."""

    capture: str
    way: Way = Way.FIELD


def code_for(work: Work, thing: str, taken: Taken | None, *, known: str | None, at: datetime) -> LiveCapture | None:
    """Return the code that a file may be captured with, or was captured with before; None if it did not come live.

    Parameters
    ----------
    known : str or None
        The file of the same bytes that is there already. What was there before cannot have been taken now.
    """
    found = None if taken is None else work.captures.find(taken.capture)
    if found is None or found.thing != thing:
        return None
    is_again = found.file is not None and found.file == known
    return found if is_again or (known is None and found.is_open(at)) else None


def spend(work: Work, code: LiveCapture | None, taken: Taken | None, file: str, *, at: datetime) -> None:
    """Write that a file came with a code; a repetition writes nothing."""
    if code is not None and taken is not None and code.file is None:
        work.captures.use(code.used(file, taken.way, at=at))
