"""Live capture: a one-time code that binds a picture to the moment at which it was asked for.

A code says that the bytes came to the desk after it was issued and before it lapsed, for this claim or parcel. It does not say what
stood before the lens, nor that there was one: a program may feed a page's camera, and a file field may be given a stored file. So it
speaks for a picture a little, and its absence against none.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

CODE_LASTS: Final = timedelta(minutes=10)
"""Long enough to write six digits on paper and to send a film over a slow line. Whoever judges sees how much of it was used."""
MOST_OPEN: Final = 20
"""Codes of one claim or parcel that wait at the same time."""
_DIGITS: Final = 6


class Way(StrEnum):
    """How the picture came to be."""

    PAGE = "page"
    """Taken by the page itself, from the camera that it had opened."""
    FIELD = "field"
    """By the camera button of a plain form, which opens the device's camera where the browser obeys it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveCapture:
    """A code, and what was captured with it.

    Parameters
    ----------
    thing : str
        The claim or parcel for which it was issued.
    code : str
        Six digits, to be shown beside the thing.
    until : datetime
        When it lapses; what comes later is kept like any other file.
    file : str or None
        The exhibit, or file of the packing, that came with it; None while it waits.
    """

    id: str
    thing: str
    code: str
    issued_at: datetime
    until: datetime
    file: str | None = None
    way: Way | None = None
    received_at: datetime | None = None

    def is_open(self, at: datetime) -> bool:
        """Tell whether something may still be captured with it."""
        return self.file is None and self.issued_at <= at < self.until

    def used(self, file: str, way: Way, *, at: datetime) -> "LiveCapture":
        """Return it with what was captured."""
        return replace(self, file=file, way=way, received_at=at)

    def later(self, shift: timedelta) -> "LiveCapture":
        """Return it with every moment shifted, as a copy of its claim is."""
        received = None if self.received_at is None else self.received_at + shift
        return replace(self, issued_at=self.issued_at + shift, until=self.until + shift, received_at=received)

    @property
    def took(self) -> timedelta:
        """How long after the code the picture came; nothing while it waits."""
        return timedelta(0) if self.received_at is None else self.received_at - self.issued_at


def issue(name: str, thing: str, *, at: datetime) -> LiveCapture:
    """Return a new code.

    Parameters
    ----------
    name : str
        A random id that nobody can guess; the code's digits come from it.
    """
    return LiveCapture(id=name, thing=thing, code=digits_of(name), issued_at=at, until=at + CODE_LASTS)


def digits_of(name: str) -> str:
    """Return six digits that belong to an id.

    Examples
    --------
    >>> digits_of("capture-1")
    '719845'
    """
    number = int.from_bytes(hashlib.sha256(f"live capture {name}".encode()).digest())
    return f"{number % 10**_DIGITS:0{_DIGITS}}"


def grouped(code: str) -> str:
    """Return a code as it is read aloud.

    Examples
    --------
    >>> grouped("719845")
    '719 845'
    """
    return f"{code[:3]} {code[3:]}"
