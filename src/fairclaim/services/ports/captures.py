"""Codes of live captures, and what was captured with them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from fairclaim.domain.desk.live_capture import LiveCapture


class Captures(Protocol):
    """Codes of one tenant."""

    def find(self, capture: str) -> LiveCapture | None:
        """Return a code by its id; None if there is none."""
        ...

    def of(self, thing: str) -> Sequence[LiveCapture]:
        """Return the codes of a claim or parcel in the order of their issue, those that wait too."""
        ...

    def add(self, capture: LiveCapture) -> None:
        """Add one that waits."""
        ...

    def use(self, capture: LiveCapture) -> None:
        """Write what was captured with it."""
        ...

    def forget(self, thing: str, *, lapsed_at: datetime, keep: int) -> None:
        """Drop codes of a thing that were never used: those that had lapsed at a moment, and all but the newest ``keep``."""
        ...
