"""What a photo or film of the packing shows and says of itself, as far as it can be read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFrame:
    """A frame of a film: a JPEG, made from it."""

    at_ms: int
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """What was read of one file. Whatever could not be read is empty, and that says nothing.

    Parameters
    ----------
    frames : tuple of KeyFrame
        Of a film, in order, none like another.
    sketch : bytes or None
        What a film is compared by.
    recorded : str or None
        When the file says that it was recorded, as written there.
    recorded_by : datetime or None
        The latest moment that this may mean, whatever zone the camera's clock was set to.
    """

    frames: tuple[KeyFrame, ...] = ()
    sketch: bytes | None = None
    recorded: str | None = None
    recorded_by: datetime | None = None


class PackingReader(Protocol):
    """Whoever opens what merchants hand in; it touches no unit of work."""

    def read(self, data: bytes) -> Packed:
        """Return what can be read of a photo or film. It never fails: evidence is kept as received, readable or not."""
        ...

    def is_one_film(self, one: bytes, other: bytes) -> bool:
        """Tell by their sketches whether two films seem to be one."""
        ...
