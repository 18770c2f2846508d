"""Everything that the application is put together from. ``compose`` fills it; tests fill it with fakes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from fastapi import APIRouter, Request

from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk

_SECRET_BYTES = 32


class SignedIn(Protocol):
    """Whoever knows who sends a request."""

    def caller(self, request: Request) -> Caller:
        """Return who sends a request.

        Raises
        ------
        FairclaimError
            With the code ``not-signed-in`` if nobody has shown who they are.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class WebLimits:
    """Limits of the HTTP side; those of the desk are in ``DeskLimits``.

    Parameters
    ----------
    json_bytes, import_bytes : int
        Largest JSON body, and largest import of history.
    requests, per : int, timedelta
        How many requests of one caller are answered within which time. A caller who was idle may send all of them at once.
    upload_lasts : timedelta
        How long an unfinished upload is kept, whole days.
    """

    json_bytes: int = 1_000_000
    import_bytes: int = 50_000_000
    requests: int = 1_200
    per: timedelta = timedelta(minutes=1)
    upload_lasts: timedelta = timedelta(days=2)


class Measures(Protocol):
    """Whoever counts answers."""

    def answered(self, *, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answer; ``route`` is the pattern, "" where none was found."""
        ...

    def failed(self, code: str) -> None:
        """Count a problem that was the answer."""
        ...


def always_ready() -> None:
    """Say that everything that the desk needs answers."""


def no_warnings() -> Sequence[str]:
    """Say that nothing needs looking after."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the application stands on.

    Parameters
    ----------
    routers : sequence of APIRouter
        Further routers, with their whole paths (``/api/v1/…`` included); they ask for desk and caller as ``context`` says.
    secret : bytes
        Signs cursors and versions; the same in every process, 32 bytes or more.
    uploads : Path or None
        Folder of unfinished resumable uploads, shared by all processes; None offers none.
    ready : callable
        Raises a ``FairclaimError`` as long as something that the desk needs does not answer.
    warnings : callable
        Returns codes of what should be looked after, though the desk works without.
    measures : Measures, optional
        Told of every answer.
    """

    desk: Desk
    signed_in: SignedIn
    secret: bytes
    routers: Sequence[APIRouter] = ()
    uploads: Path | None = None
    ready: Callable[[], None] = always_ready
    warnings: Callable[[], Sequence[str]] = no_warnings
    measures: Measures | None = None
    limits: WebLimits = field(default_factory=WebLimits)

    def __post_init__(self) -> None:
        if len(self.secret) < _SECRET_BYTES:  # an empty one would let anybody make cursors and read versions
            raise ValueError(f"secret: {_SECRET_BYTES} bytes or more")
